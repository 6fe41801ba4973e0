import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Tools } from './tools';

const run = promisify(execFile);
/** What is taken of a sheet's first page, from its upper left corner, in pixels of a page that is `page` pixels wide. */
interface Part {
  readonly page: number;
  readonly height: number;
}

/** Wide enough to be read, small enough for a repository. */
const width = 1300;
/** Below is more of the same rows, or blank; to the right of an A3 page's part more columns. */
const parts: Readonly<Record<string, Part>> = {
  Summary: { page: width, height: 780 },
  Findings: { page: width, height: 420 },
  Activations: { page: 2300, height: 440 },
  Changes: { page: 1900, height: 440 },
  Coverage: { page: width, height: 420 },
  Events: { page: width, height: 320 },
  About: { page: width, height: 480 },
};

/**
 * Takes a picture of the top of the first printed page of every sheet into a folder, as PNG, named after the sheet.
 * @throws Error when a sheet has no page.
 */
export async function takeSheetPictures(workbook: Uint8Array, folder: string, tools: Tools): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'pim-report-sheets-'));
  try {
    await writeFile(join(work, 'report.xlsx'), workbook);
    // A profile of its own: LibreOffice refuses to start twice on one.
    const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile')).href}`;
    await run(tools.soffice, [profile, '--headless', '--convert-to', 'pdf', 'report.xlsx'], { cwd: work });
    const { stdout } = await run(tools.pdftotext, ['-layout', join(work, 'report.pdf'), '-'], {
      maxBuffer: 64 * 1024 * 1024,
    });
    const pages = stdout.split('\f');
    for (const [sheet, { page: pageWidth, height }] of Object.entries(parts)) {
      // Every page says at its foot of which sheet it is.
      const page =
        pages.findIndex((text) => new RegExp(`\\s${sheet}\\s+Page \\d+ of \\d+\\s*$`).test(text)) + 1;
      if (page === 0) throw new Error(`The printed workbook has no page of the sheet ${sheet}.`);
      const target = join(folder, sheet.toLowerCase());
      const scale = ['-scale-to-x', String(pageWidth), '-scale-to-y', '-1'];
      const top = ['-x', '0', '-y', '0', '-W', String(width), '-H', String(height)];
      const which = ['-f', String(page), '-l', String(page), '-singlefile'];
      await run(tools.pdftoppm, ['-png', ...which, ...scale, ...top, join(work, 'report.pdf'), target]);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
