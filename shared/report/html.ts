import { activationColumns } from './columns/activation-columns';
import { changeColumns } from './columns/change-columns';
import type { Column } from './columns/column';
import { columnText } from './columns/column';
import { coverageColumns } from './columns/coverage-columns';
import { findingColumns } from './columns/finding-columns';
import { completeness } from './completeness';
import { figureText, headlineFigures } from './figures';
import { whatHappened, whatNeedsYou } from './headline';
import { htmlStatistics } from './html-statistics';
import type { Html } from './html-template';
import { html } from './html-template';
import { htmlStyle } from './html-style';
import type { LocalClock } from './local-clock';
import { localClock } from './local-clock';
import { periodWords, comparedWords, shortPeriod } from './period-words';
import type { ReportModel } from './report-model';
import { valueMeanings } from './value-words';

/**
 * The report as one HTML page that stands alone: every finding, activation, change and day of coverage, no script and
 * nothing from elsewhere. Instants are in the report's zone.
 */
export function renderHtml(model: ReportModel): string {
  const clock = localClock(model.period.timeZone);
  const { complete, sentence } = completeness(model);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${model.organization} – PIM ${shortPeriod(model.period)}</title>
        ${htmlStyle}
      </head>
      <body>
        <main>
          <p class="status ${complete ? 'complete' : 'missing'}">${sentence}</p>
          <h1>${model.organization}</h1>
          <p>Privileged access, ${periodWords(model.period)}</p>
          <p class="lead">${whatHappened(model)} <strong>${whatNeedsYou(model)}</strong></p>
          ${model.filter === null ? null : html`<p>This report is narrowed to: ${model.filter}</p>`}
          ${figures(model)} ${table('Findings', findingColumns, model.findings, clock)}
          ${htmlStatistics(model, clock)}
          ${table('Activations', activationColumns(model.columns), model.elevations, clock)}
          ${table('Changes', changeColumns, model.changes, clock)}
          ${table('Coverage', coverageColumns, model.coverage, clock)} ${unknown(model)} ${readingHelp}
          <footer>
            Report "${model.report}", made ${clock.text(model.generatedAt)}. All times are in
            ${model.period.timeZone}.
          </footer>
        </main>
      </body>
    </html> `.markup;
}

function figures(model: ReportModel): Html {
  const [, before] = comparedWords(model.period);
  return html`<dl>
    ${headlineFigures(model).map(
      (figure) =>
        html`<div>
          <dt>${figure.label}</dt>
          <dd>${figureText(figure.now, figure.unit)}</dd>
          <dd class="before">
            ${
              figure.before === null
                ? `${before} not known`
                : `${before} ${figureText(figure.before, figure.unit)}`
            }
          </dd>
        </div>`,
    )}
  </dl>`;
}

function table<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  clock: LocalClock,
): Html {
  const heading = html`<h2>${title} (${rows.length})</h2>`;
  if (rows.length === 0)
    return html`${heading}
      <p>None.</p>`;
  return html`${heading}
    <div class="wide">
      <table>
        <thead>
          <tr>
            ${columns.map(({ header, help }) => html`<th scope="col" title="${help}">${header}</th>`)}
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
    </div>`;
}

function cell<Row>(column: Column<Row>, row: Row, clock: LocalClock): Html {
  const text = columnText(column, row, clock);
  // A severity or state is its own class; both are fixed words, never typed ones.
  const toned = column.kind === 'severity' || column.kind === 'state';
  return toned
    ? html`<td class="${column.kind}"><b class="${text}">${text}</b></td>`
    : html`<td class="${column.kind}">${text}</td>`;
}

function unknown({ unknownActivities }: ReportModel): Html | null {
  if (unknownActivities.length === 0) return null;
  return html`<h2>Activities that this version does not know</h2>
    <ul>
      ${unknownActivities.map(({ name, count }) => html`<li>${name} (${count})</li>`)}
    </ul>`;
}

const readingHelp = html`<h2>How to read the values</h2>
  <ul>
    ${valueMeanings.map(
      ({ column, value, meaning }) => html`<li>${column} <strong>${value}</strong>: ${meaning}</li>`,
    )}
  </ul>`;
