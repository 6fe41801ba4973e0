import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import type { ColumnKind } from '../../../shared/spreadsheet/column';
import { kindStyle } from '../../../shared/spreadsheet/tables/table-skeleton';

/** Rows between two pauses, without which exceljs's streaming writer holds all that it has written. */
const pause = 200;

/** A table of a workbook. */
export interface PlainTable {
  readonly name: string;
  readonly columns: readonly { readonly width: number; readonly kind: ColumnKind }[];
  /** A date is `{ at }`, in milliseconds. */
  readonly rows: readonly (readonly (string | number | null | { readonly at: number })[])[];
}

/**
 * Writes the same cells in the same styles as one of our workbooks with exceljs's streaming writer: no tables, no links,
 * no heights, no drawn sheets, and no report to make first.
 */
async function main([from = '', to = '']: readonly string[]): Promise<void> {
  const tables = JSON.parse(readFileSync(from, 'utf8')) as PlainTable[];
  const book = new exceljs.stream.xlsx.WorkbookWriter({
    filename: to,
    useStyles: true,
    useSharedStrings: false,
  });
  for (const { name, columns, rows } of tables) {
    const sheet = book.addWorksheet(name);
    sheet.columns = columns.map(({ width, kind }) => ({ width, style: kindStyle[kind] }));
    for (const [index, row] of rows.entries()) {
      sheet
        .addRow(row.map((cell) => (cell !== null && typeof cell === 'object' ? new Date(cell.at) : cell)))
        .commit();
      if (index % pause === 0) await new Promise(setImmediate);
    }
    sheet.commit();
  }
  await book.commit();
}

void main(process.argv.slice(2));
