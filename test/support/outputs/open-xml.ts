import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Workbook } from 'exceljs';

const run = promisify(execFile);
const validator = join(__dirname, '../../../node_modules/.bin/ooxml-validator');

/** Returns the errors of the Open XML validator for a workbook; empty if it conforms. */
export async function openXmlErrors(file: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pim-report-'));
  try {
    const path = join(folder, 'report.xlsx');
    await writeFile(path, file);
    // The validator prints its errors and exits with 1 if there are any.
    const { stdout } = await run(validator, [path], { maxBuffer: 64 * 1024 * 1024 }).catch(
      (error: unknown) => (isFailedRun(error) ? error : Promise.reject(error as Error)),
    );
    const { ok, errors } = JSON.parse(stdout) as {
      ok: boolean;
      errors: { description: string; path: string }[];
    };
    return ok ? [] : errors.map(({ description, path: part }) => `${part}: ${description}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function isFailedRun(error: unknown): error is { stdout: string } {
  // Not `instanceof Error`: under jest the error comes from another realm.
  const stdout = typeof error === 'object' && error !== null && 'stdout' in error ? error.stdout : null;
  return typeof stdout === 'string' && stdout !== '';
}

/** Reads a workbook with an independent library. */
export async function readWorkbook(file: Uint8Array): Promise<Workbook> {
  const workbook = new Workbook();
  await workbook.xlsx.load(Buffer.from(file) as unknown as Parameters<Workbook['xlsx']['load']>[0]);
  return workbook;
}

/** Returns the rows of a sheet with a table, by header, without the row of totals. */
export function rowsOf(workbook: Workbook, name: string): Record<string, unknown>[] {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`The workbook has no sheet ${name}.`);
  const headers = (sheet.getRow(1).values as string[]).slice(1);
  const [totals] = sheet.getTables() as unknown as { table: { totalsRow?: boolean } }[];
  const rows = sheet.rowCount - 1 - (totals?.table.totalsRow === true ? 1 : 0);
  return (sheet.getRows(2, rows) ?? []).map((row) =>
    Object.fromEntries(headers.map((header, index) => [header, row.getCell(index + 1).value])),
  );
}
