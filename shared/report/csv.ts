import { stringify } from 'csv-stringify/sync';
import { activationColumns } from './columns/activation-columns';
import { columnText } from './columns/column';
import { localClock } from './local-clock';
import type { ReportModel } from './report-model';
import { cellLimit, cutToCell, wellFormed } from './text-safety';

/**
 * The activations as CSV: RFC 4180 with CRLF, UTF-8 with a byte order mark, the columns of the Activations sheet,
 * instants in the report's zone. Text that a spreadsheet would run as a formula starts with an apostrophe,
 * and no field is longer than a cell can be.
 */
export function renderCsv(model: ReportModel): string {
  const columns = activationColumns(model.columns);
  const clock = localClock(model.period.timeZone);
  const rows = model.elevations.map((row) => columns.map((column) => field(columnText(column, row, clock))));
  return stringify([columns.map((column) => column.header), ...rows], {
    bom: true,
    escape_formulas: true,
    // By itself it takes only its own record delimiter, CRLF, for a line end that needs quotes.
    quoted_match: /[\r\n]/,
    record_delimiter: 'windows',
  });
}

/** One unit is left for the apostrophe before a formula. */
const longest = cellLimit - 1;

/**
 * csv-stringify looks at the first character alone. Spreadsheets skip the blanks before a formula; and where the list
 * separator is a semicolon, as in most of Europe, they cut fields at semicolons, tabs and line ends, quoted or not.
 */
function field(text: string): string {
  const safe = wellFormed(text)
    .replace(/([;\t\n]\s*)(?=[=+\-@＝＋－＠])/g, "$1'")
    .replace(/^\s+(?=[=+\-@＝＋－＠])/, "'$&");
  return cutToCell(safe, longest);
}
