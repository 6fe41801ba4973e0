import type { LocalClock } from '../../domain/time/local-clock';
import { formatNumber } from '../../text/format-number';
import { html, type Markup } from '../../text/markup';
import { columnText, printedBy, type ReportColumn } from '../columns/column';

/** A list of the report. */
export interface HtmlList<Row> {
  /** The anchor of its heading; a word of ours. Rows have anchors of it and their number, counted from 1: `changes-3`. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn<Row>[];
  readonly rows: readonly Row[];
  /** A paragraph under its heading. */
  readonly preface?: string;
  /** Shown in a table without rows. */
  readonly whenEmpty?: string;
  /** False: that there are no rows proves nothing. */
  readonly isKnown?: boolean;
}

/** The anchor of a row. */
export const rowAnchor = (list: string, index: number): string => `${list}-${index + 1}`;

/** A printed list. */
export interface HtmlTable extends Markup {
  /** Style rules that name each value of a row on a narrow screen, where the table has no heads. */
  readonly labels: string;
}

/** A list as a table with tools to sort and filter it, which are hidden until the script shows them. */
export function htmlTable<Row>(list: HtmlList<Row>, clock: LocalClock): HtmlTable {
  const { id, columns } = list;
  const labels = columns.map(
    ({ header }, index) => `.of-${id} td:nth-child(${index + 1})::before{content:${JSON.stringify(header)}}`,
  );
  return { ...tableOf(list, clock), labels: labels.join('') };
}

/** A list with more rows scrolls on its own on a narrow screen too, where a row is as high as a card. */
const maxOpen = 50;

function tableOf<Row>(list: HtmlList<Row>, clock: LocalClock): Markup {
  const { id, title, columns, rows, preface, whenEmpty = 'None.', isKnown = true } = list;
  const heading = html`<h2 id="${id}">
      ${title} (${isKnown ? formatNumber(rows.length) : 'not known'})
      <a class="up" href="#top">Back to top</a>
    </h2>
    ${preface === undefined ? null : html`<p>${preface}</p>`}`;
  if (rows.length === 0)
    return html`${heading}
      <p>${whenEmpty}</p>`;
  const hasDetails = columns.some(({ collapsed }) => collapsed === true);
  return html`${heading}
    <div class="list of-${id}${rows.length > maxOpen ? ' many' : ''}">
      <p class="tools" hidden>
        <label>Filter <input type="search" placeholder="Filter rows…" autocomplete="off" /></label>
        ${hasDetails ? html`<label><input type="checkbox" /> Details</label>` : null}
        <output></output>
      </p>
      <div class="wide" role="region" aria-labelledby="${id}" tabindex="0">
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col" class="${classesOf(column)}" title="${column.help}">${column.header}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row, index) =>
                html`<tr id="${rowAnchor(id, index)}">
                  ${columns.map((column) => cell(column, row, clock))}
                </tr> `,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
}

/** The class by which the script sorts, then that of a detail. Fixed words have a class of their own. */
function classesOf<Row>({ kind, key, collapsed }: ReportColumn<Row>): string {
  return `${kind === 'word' ? key : kind}${collapsed === true ? ' detail' : ''}`;
}

function cell<Row>(column: ReportColumn<Row>, row: Row, clock: LocalClock): Markup {
  const text = columnText(column, row, printedBy(clock));
  return html`<td class="${classesOf(column)} w${column.width}">${content(column, row, text)}</td>`;
}

function content<Row>({ kind, link }: ReportColumn<Row>, row: Row, text: string): Markup {
  // Fixed words, never typed ones.
  if (kind === 'word') return text === '' ? html`` : html`<b class="${text}">${text}</b>`;
  const target = text === '' ? null : (link?.(row) ?? null);
  if (target !== null && 'url' in target) return html`<a href="${target.url}" rel="noreferrer">${text}</a>`;
  return kind === 'id' ? unfolding(text) : html`${text}`;
}

/** Many ids fold into one line, and open at a click. */
function unfolding(text: string): Markup {
  const count = text.split(', ').length;
  return count === 1
    ? html`${text}`
    : html`<details>
        <summary>${formatNumber(count)} ids</summary>
        ${text}
      </details>`;
}
