import { html, type Markup } from '../../text/markup';
import { plural } from '../../text/plural';
import { rowFigureText, notKnown, type Panel, type PanelRow } from '../panels/panel';
import type { ReportContext } from '../report-context';

const maxRanked = 10;

/** How the period went, by day, hour, end, role and person, and beside the weeks before. */
export function htmlPanels(context: ReportContext): Markup {
  const { model, panels } = context;
  const inOrder = ['people', 'roles', 'minutes', 'activations'];
  const ends = { ...panels.endings, rows: panels.endings.rows.filter(({ key }) => key !== 'running') };
  return html`<h2 id="statistics">How the period went</h2>
    <div class="panels">
      ${panelTable({ ...panels.days, notes: [] })} ${panelTable(panels.trend, inOrder)}
      ${panelTable({ ...panels.outcomes, title: 'Requests' })} ${panelTable(ends)} ${panelTable(panels.roles)}
      ${panelTable(panels.people)}
    </div>
    ${hourTable(panels.hours, model.period.timeZone)}`;
}

function panelTable(panel: Panel, order: readonly string[] = []): Markup | null {
  const { title, names, rows, bar, notes = [] } = panel;
  if (rows.length === 0) return null;
  const columns = panel.columns.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  const highest = bar === undefined ? 0 : Math.max(...rows.map(({ figures }) => figures?.[bar] ?? 0));
  const more = rows.length - maxRanked;
  const isCut = bar === undefined && more > 0;
  const cells = (row: PanelRow): string[] => [
    row.name,
    ...columns.map((column, index) => {
      // A row without known values says so only once.
      if (row.figures === null) return index === columns.length - 1 ? notKnown : '';
      return rowFigureText(row, column);
    }),
  ];
  const table = (of: readonly PanelRow[]): Markup =>
    html`<table>
      <thead>
        <tr>
          ${[names, ...columns.map(({ header }) => header)].map((head, index) => html`<th scope="col" class="${classOf(index)}">${head}</th>`)}
          ${bar === undefined ? null : html`<td aria-hidden="true"></td>`}
        </tr>
      </thead>
      <tbody>
        ${of.map(
          (row) =>
            html`<tr>
              ${cells(row).map((cell, index) => html`<td class="${classOf(index)}">${cell}</td>`)}
              ${bar === undefined ? null : barCell(highest === 0 ? 0 : (row.figures?.[bar] ?? 0) / highest)}
            </tr> `,
        )}
      </tbody>
    </table>`;
  const folded = html`<details>
    <summary>and ${plural(more, 'more', 'more')}</summary>
    ${table(rows.slice(maxRanked))}
  </details>`;
  return html`<section>
    <h3>${title}</h3>
    ${table(isCut ? rows.slice(0, maxRanked) : rows)} ${isCut ? folded : null}
    ${notes.map((words) => html`<p class="before">${words}</p>`)}
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
function hourTable({ names, columns, rows, notes = [] }: Panel, timeZone: string): Markup | null {
  const highest = Math.max(...rows.flatMap(({ figures }) => columns.map(({ key }) => figures?.[key] ?? 0)));
  if (highest === 0) return null;
  return html`<h3 id="hours">Activated by hour of the week (${timeZone})</h3>
    <div class="wide" role="region" aria-labelledby="hours" tabindex="0">
      <table class="hours">
        <thead>
          <tr>
            <th scope="col">${names}</th>
            ${rows.map(({ name, short = name }) => html`<th scope="col">${short}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${columns.map(
            ({ key, header }) =>
              html`<tr>
                <th scope="row">${header}</th>
                ${rows.map(({ figures }) => hourCell(figures?.[key] ?? 0, highest))}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${notes.map((note) => html`<p class="before">${note}</p>`)}`;
}

function hourCell(count: number, highest: number): Markup {
  return html`<td class="h${Math.ceil((count / highest) * 4)}">${count}</td>`;
}
