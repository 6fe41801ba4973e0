import { stringify } from 'csv-stringify/sync';
import { cellLimit, cutToCell, wellFormed } from '../text/text-safety';
import { localClock } from '../domain/time/local-clock';
import { accessColumns } from './columns/access-columns';
import { activationColumns } from './columns/activation-columns';
import { changeColumns } from './columns/change-columns';
import { columnText, type ReportColumn } from './columns/column';
import { findingColumns } from './columns/finding-columns';
import type { ReportModel } from './report-model';
import { rowFindings } from './columns/row-findings';

/**
 * The tables of a report as CSV, each with the columns of its sheet: RFC 4180 with CRLF, UTF-8 with a byte order mark,
 * instants in ISO 8601 with the offset of the report's zone. A sign that a spreadsheet would take for the start of a
 * formula has an apostrophe before it, and no field is longer than a cell can be. `name` follows the period in the file's
 * name.
 */
export function renderCsv(model: ReportModel) {
  const clock = localClock(model.period.timeZone);
  const findings = rowFindings(model.findings);
  const standing = model.access?.standing ?? null;
  function table<Row>(name: string, columns: readonly ReportColumn<Row>[], rows: readonly Row[]) {
    const lines = rows.map((row) =>
      columns.map((column) => field(columnText(column, row, (at) => clock.isoText(at)))),
    );
    const text = stringify([columns.map(({ header }) => header), ...lines], {
      bom: true,
      escape_formulas: true,
      // By itself it takes only its own record delimiter, CRLF, for a line end that needs quotes.
      quoted_match: /[\r\n]/,
      record_delimiter: 'windows',
    });
    return { name, text };
  }
  return [
    table('activations', activationColumns(model.columns, findings), model.elevations),
    table('changes', changeColumns(findings), model.changes),
    table('findings', findingColumns(model.findings), model.findings),
    ...(standing === null
      ? []
      : [
          table(
            'access',
            accessColumns({ rows: standing.assignments, findings, knownDays: standing.knownDays }),
            standing.assignments,
          ),
        ]),
  ];
}

/** One unit is left for the apostrophe that csv-stringify may put in front. */
const longest = cellLimit - 1;

/**
 * The sign that starts a formula where a cell begins: in front, and after a separator of cells; blanks and quotation
 * marks before it are skipped. It looks back from a sign alone, so that each blank is examined once.
 */
const formulaSign = /[=+\-@＝＋－＠](?<=(?:^|[;\t\n])[\s"]*.)/g;

/**
 * csv-stringify examines only the first character. Spreadsheets skip the blanks before a formula; and where the list
 * separator is a semicolon, as in most of Europe, they cut fields at semicolons, tabs and line ends, quoted or not, and
 * the text after such a cut may begin with quotation marks.
 */
function field(text: string): string {
  const safe = cutToCell(wellFormed(text), longest).replace(formulaSign, "'$&");
  return cutToCell(safe, longest);
}
