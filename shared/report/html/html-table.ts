import type { Column } from '../columns/column';
import { columnText } from '../columns/column';
import type { Html } from '../../text/html-template';
import { html } from '../../text/html-template';
import type { LocalClock } from '../local-clock';

/** A list of the report: what it is called, its columns and its rows. */
export interface HtmlList<Row> {
  /** The anchor of its heading; a word of ours. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** A list as a table with what is needed to sort and filter it, which stays hidden until the script shows it. */
export function htmlTable<Row>({ id, title, columns, rows }: HtmlList<Row>, clock: LocalClock): Html {
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
              ${columns.map(({ header, help, kind }) => html`<th scope="col" class="${kind}" title="${help}">${header}</th>`)}
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

function cell<Row>(column: Column<Row>, row: Row, clock: LocalClock): Html {
  const { kind, width } = column;
  const text = columnText(column, row, clock);
  const classes = `${kind} w${width}`;
  switch (kind) {
    case 'severity':
    case 'state':
      // Both are fixed words, never typed ones.
      return html`<td class="${classes}"><b class="${text}">${text}</b></td>`;
    case 'id':
      return html`<td class="${classes}">${folded(text)}</td>`;
    default:
      return html`<td class="${classes}">${linked(column, row, text)}</td>`;
  }
}

/** Many ids fold into one line, and open at a click. */
function folded(text: string): Html {
  const count = text.split(', ').length;
  return count === 1
    ? html`${text}`
    : html`<details>
        <summary>${count} ids</summary>
        ${text}
      </details>`;
}

/** Text that leads to a page elsewhere, if the column does. A row of another sheet is no page. */
function linked<Row>({ link }: Column<Row>, row: Row, text: string): Html {
  const target = link?.(row) ?? null;
  return target !== null && 'url' in target
    ? html`<a href="${target.url}" rel="noreferrer">${text}</a>`
    : html`${text}`;
}
