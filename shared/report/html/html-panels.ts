import { html, type Markup } from '../../text/markup';
import { plural } from '../../text/plural';
import { rowFigureText, notKnown, type Panel, type PanelRow } from '../panels/panel';
import { weekdays } from '../panels/week-panels';
import type { ReportContext } from '../report-context';

const maxRanked = 10;
const hourNames = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** How the period went, by day, hour, end, role and person, and beside the weeks before. */
export function htmlPanels(context: ReportContext): Markup {
  const { panels } = context;
  const inOrder = ['people', 'roles', 'minutes', 'activations'];
  const ends = { ...panels.endings, rows: panels.endings.rows.slice(0, -1) };
  return html`<h2 id="statistics">How the period went</h2>
    <div class="panels">
      ${panelTable({ ...panels.days, notes: [] })} ${panelTable(panels.trend, inOrder)}
      ${panelTable({ ...panels.outcomes, title: 'Requests' })} ${panelTable(ends)} ${panelTable(panels.roles)}
      ${panelTable(panels.people)}
    </div>
    ${hourTable(context)}`;
}

function panelTable(panel: Panel, order: readonly string[] = []): Markup | null {
  const { title, names, rows, bar, notes = [] } = panel;
  if (rows.length === 0) return null;
  const columns = panel.columns.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  const highest = bar === undefined ? 0 : Math.max(...rows.map(({ figures }) => figures?.[bar] ?? 0));
  const more = rows.length - maxRanked;
  const isCut = bar === undefined && more > 0;
  const notesBelow = [...(isCut ? [`and ${plural(more, 'more', 'more')}.`] : []), ...notes];
  const cells = (row: PanelRow): string[] => [
    row.name,
    ...columns.map((column, index) => {
      // A row without known values says so only once.
      if (row.figures === null) return index === columns.length - 1 ? notKnown : '';
      return rowFigureText(row, column);
    }),
  ];
  return html`<section>
    <h3>${title}</h3>
    <table>
      <thead>
        <tr>
          ${[names, ...columns.map(({ header }) => header)].map((head, index) => html`<th scope="col" class="${classOf(index)}">${head}</th>`)}
          ${bar === undefined ? null : html`<td aria-hidden="true"></td>`}
        </tr>
      </thead>
      <tbody>
        ${(isCut ? rows.slice(0, maxRanked) : rows).map(
          (row) =>
            html`<tr>
              ${cells(row).map((cell, index) => html`<td class="${classOf(index)}">${cell}</td>`)}
              ${bar === undefined ? null : barCell(highest === 0 ? 0 : (row.figures?.[bar] ?? 0) / highest)}
            </tr> `,
        )}
      </tbody>
    </table>
    ${notesBelow.map((words) => html`<p class="before">${words}</p>`)}
  </section>`;
}

const classOf = (index: number): string => (index === 0 ? 'text' : 'number');

function barCell(share: number): Markup {
  return html`<td class="bar" aria-hidden="true">
    <svg width="${Math.round(share * 100)}%" height="10">
      <rect width="100%" height="10" />
    </svg>
  </td>`;
}

/** The hours of the local week as a table, a row a day: each cell its number, the more the darker. */
function hourTable({ model, statistics: { hours, activated }, panels }: ReportContext): Markup | null {
  if (activated === 0) return null;
  const highest = Math.max(...hours.flat());
  return html`<h3 id="hours">Activated by hour of the week (${model.period.timeZone})</h3>
    <div class="wide" role="region" aria-labelledby="hours" tabindex="0">
      <table class="hours">
        <thead>
          <tr>
            <th scope="col">Hour</th>
            ${hourNames.map((hour) => html`<th scope="col">${hour}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${hours.map(
            (counts, index) =>
              html`<tr>
                <th scope="row">${weekdays[index] ?? ''}</th>
                ${counts.map((count) => html`<td class="h${Math.ceil((count / highest) * 4)}">${count}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${(panels.hours.notes ?? []).map((note) => html`<p class="before">${note}</p>`)}`;
}
