import { stringify } from 'csv-stringify/sync';
import { activationColumns } from './columns/activation-columns';
import { columnText } from './columns/column';
import { localClock } from '../domain/local-clock';
import type { ReportModel } from './report-model';
import { cellLimit, cutToCell, wellFormed } from '../text/text-safety';

/**
 * The activations as CSV: RFC 4180 with CRLF, UTF-8 with a byte order mark, the columns of the Activations sheet,
 * instants in the report's zone. A sign that a spreadsheet would take for the start of a formula has an apostrophe before
 * it, and no field is longer than a cell can be.
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

/** One unit is left for the apostrophe that csv-stringify may put in front. */
const longest = cellLimit - 1;

/**
 * The sign that makes a formula, where a cell begins: in front, and behind what separates cells to somebody; blanks and
 * quotation marks before it are passed over. Looks back from a sign alone, so each blank is looked at once.
 */
const formulaSign = /[=+\-@＝＋－＠](?<=(?:^|[;\t\n])[\s"]*.)/g;

/**
 * csv-stringify looks at the first character alone. Spreadsheets skip the blanks before a formula; and where the list
 * separator is a semicolon, as in most of Europe, they cut fields at semicolons, tabs and line ends, quoted or not, and
 * what is behind such a cut may begin with quotation marks.
 */
function field(text: string): string {
  const safe = cutToCell(wellFormed(text), longest).replace(formulaSign, "'$&");
  return cutToCell(safe, longest);
}
