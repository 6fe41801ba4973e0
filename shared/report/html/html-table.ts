import type { ReportColumn } from '../columns/column';
import { columnText, printedBy } from '../columns/column';
import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import type { LocalClock } from '../../domain/local-clock';

/** A list of the report: what it is called, its columns and its rows. */
export interface HtmlList<Row> {
  /** The anchor of its heading; a word of ours. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn<Row>[];
  readonly rows: readonly Row[];
}

/** A list as a table with what is needed to sort and filter it, which stays hidden until the script shows it. */
export function htmlTable<Row>({ id, title, columns, rows }: HtmlList<Row>, clock: LocalClock): Markup {
  const heading = html`<h2 id="${id}">${title} (${rows.length})</h2>`;
  if (rows.length === 0)
    return html`${heading}
      <p>None.</p>`;
  return html`${heading}
    <div class="list">
      <p class="tools" hidden>
        <label
          >Filter <input type="search" placeholder="words that a row must hold" autocomplete="off"
        /></label>
        <output></output>
      </p>
      <div class="wide" role="region" aria-labelledby="${id}" tabindex="0">
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col" class="${classOf(column)}" title="${column.help}">${column.header}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  ${columns.map((column) => cell(column, row, clock))}
                </tr> `,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
}

/** Fixed words have a class of their own, by which they are sorted. */
function classOf<Row>({ kind, key }: ReportColumn<Row>): string {
  return kind === 'word' ? key : kind;
}

function cell<Row>(column: ReportColumn<Row>, row: Row, clock: LocalClock): Markup {
  const { kind, width } = column;
  const text = columnText(column, row, printedBy(clock));
  const classes = `${classOf(column)} w${width}`;
  switch (kind) {
    case 'word':
      // Fixed words, never typed ones.
      return html`<td class="${classes}"><b class="${text}">${text}</b></td>`;
    case 'id':
      return html`<td class="${classes}">${folded(text)}</td>`;
    default:
      return html`<td class="${classes}">${linked(column, row, text)}</td>`;
  }
}

/** Many ids fold into one line, and open at a click. */
function folded(text: string): Markup {
  const count = text.split(', ').length;
  return count === 1
    ? html`${text}`
    : html`<details>
        <summary>${count} ids</summary>
        ${text}
      </details>`;
}

/** Text that leads to a page elsewhere, if the column does. A row of another sheet is no page. */
function linked<Row>({ link }: ReportColumn<Row>, row: Row, text: string): Markup {
  const target = link?.(row) ?? null;
  return target !== null && 'url' in target
    ? html`<a href="${target.url}" rel="noreferrer">${text}</a>`
    : html`${text}`;
}
