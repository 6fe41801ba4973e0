import { stringify } from 'csv-stringify/sync';
import { activationColumns } from './columns/activation-columns';
import { columnText } from './columns/column';
import { localClock } from './local-clock';
import type { ReportModel } from './report-model';
import { wellFormed } from './text-safety';

/**
 * The activations as CSV: RFC 4180 with CRLF, UTF-8 with a byte order mark, the columns of the Activations sheet,
 * instants in the report's zone. Text that a spreadsheet would run as a formula starts with an apostrophe.
 */
export function renderCsv(model: ReportModel): string {
  const columns = activationColumns(model.columns);
  const clock = localClock(model.period.timeZone);
  const rows = model.elevations.map((row) => columns.map((column) => field(columnText(column, row, clock))));
  return stringify([columns.map((column) => column.header), ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

/** csv-stringify looks at the first character only, while spreadsheets skip the blanks before a formula. */
function field(text: string): string {
  const clean = wellFormed(text);
  return /^\s+[=+\-@＝＋－＠]/.test(clean) ? `'${clean}` : clean;
}
