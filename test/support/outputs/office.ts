import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parseCsv } from './parse-csv';

const soffice = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/usr/bin/libreoffice'].find((path) =>
  existsSync(path),
);

/** `describe`, skipped without LibreOffice, with the reason in its title. */
export const describeInOffice =
  soffice === undefined
    ? (title: string, tests: () => void) => {
        describe.skip(
          `${title} (skipped: no LibreOffice in /usr/bin; apt-get install libreoffice-calc)`,
          tests,
        );
      }
    : describe;

/** Exports every sheet with its displayed values: comma, quotes, UTF-8, all columns unchanged. */
const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

/**
 * Returns the cells of every sheet as LibreOffice shows them, by sheet name. Use only inside {@link describeInOffice}.
 * @throws if LibreOffice cannot open the file.
 */
export async function openInOffice(file: Uint8Array): Promise<Map<string, string[][]>> {
  const folder = await mkdtemp(join(tmpdir(), 'pim-report-office-'));
  try {
    const path = join(folder, 'report.xlsx');
    await writeFile(path, file);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const args = [profile, '--headless', '--convert-to', filter, '--outdir', folder, path];
    await promisify(execFile)(soffice ?? 'soffice', args, { timeout: 120_000 });
    const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
    if (names.length === 0) throw new Error('LibreOffice did not open the workbook.');
    const sheets = names.map(async (name): Promise<[string, string[][]]> => {
      const text = await readFile(join(folder, name), 'utf8');
      return [name.replace(/^report-|\.csv$/g, ''), parseCsv(text, '\n')];
    });
    return new Map(await Promise.all(sheets));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
