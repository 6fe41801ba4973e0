import { activationColumns } from './columns/activation-columns';
import { changeColumns } from './columns/change-columns';
import { coverageColumns } from './columns/coverage-columns';
import { findingColumns } from './columns/finding-columns';
import { headlineText, whatHappened } from './headline';
import { htmlScript } from './html/html-script';
import { htmlPanels } from './html/html-panels';
import { htmlStyle } from './html/html-style';
import { htmlTable } from './html/html-table';
import type { Markup } from '../text/markup';
import { html } from '../text/markup';
import { periodWords, shortPeriod } from './period-words';
import { beforeWords } from './compared';
import { figureText } from './panels/panel';
import { requestSentences } from './panels/sentences';
import type { ReportContext } from './report-context';
import { reportContext } from './report-context';
import type { ReportModel } from './report-model';
import { valueMeanings } from './value-words';

/** Lets our own style sheet and script through and nothing else: no request, no form, no frame, no code of a row's. */
const policy = [
  "default-src 'none'",
  `style-src ${htmlStyle.source}`,
  `script-src ${htmlScript.source}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The report as one HTML page that stands alone: every finding, activation, change and day of coverage, nothing from
 * elsewhere. It is whole without its script, which sorts and filters the lists. Instants are in the report's zone.
 */
export function renderHtml(model: ReportModel): string {
  const context = reportContext(model);
  const { clock, completeness } = context;
  const { complete, sentence } = completeness;
  const { findings, elevations, changes, coverage } = model;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${model.organization} – PIM ${shortPeriod(model.period)}</title>
        ${htmlStyle.element}
      </head>
      <body>
        <main>
          <p class="status ${complete ? 'complete' : 'missing'}">${sentence}</p>
          <h1>${model.organization}</h1>
          <p>Privileged access, ${periodWords(model.period)}</p>
          ${model.filter === null ? null : html`<p><b>This report is narrowed to:</b> ${model.filter}</p>`}
          <p class="lead"><strong>${headlineText(context)}</strong></p>
          ${figures(context)}
          ${[whatHappened(context), ...requestSentences(context)].map((sentence) => html`<p>${sentence}</p>`)}
          ${contents(model)}
          ${htmlTable({ id: 'findings', title: 'Findings', columns: findingColumns(findings), rows: findings }, clock)}
          ${htmlPanels(context)}
          ${htmlTable({ id: 'activations', title: 'Activations', columns: activationColumns(model.columns, context.findings), rows: elevations }, clock)}
          ${htmlTable({ id: 'changes', title: 'Changes', columns: changeColumns(context.findings), rows: changes }, clock)}
          ${htmlTable({ id: 'coverage', title: 'Coverage', columns: coverageColumns, rows: coverage }, clock)}
          ${unknown(model)} ${readingHelp}
          <footer>
            Report "${model.report}", made ${clock.text(model.generatedAt)}. All times are in
            ${model.period.timeZone}.
          </footer>
        </main>
        ${htmlScript.element}
      </body>
    </html> `.markup;
}

function contents({ findings, elevations, changes, coverage }: ReportModel): Markup {
  return html`<nav aria-label="Contents">
    <a href="#findings">Findings (${findings.length})</a>
    <a href="#statistics">How the period went</a>
    <a href="#activations">Activations (${elevations.length})</a>
    <a href="#changes">Changes (${changes.length})</a>
    <a href="#coverage">Coverage (${coverage.length})</a>
    <a href="#reading">How to read the values</a>
  </nav>`;
}

function figures({ model, panels, completeness }: ReportContext): Markup {
  return html`<dl class="figures">
    ${panels.headline.rows.map(({ name, figures, unit = 'count' }) => {
      const then = figures?.before ?? null;
      return html`<div>
        <dt>${name}</dt>
        <dd>${completeness.complete ? '' : 'at least '}${figureText(figures?.now ?? 0, unit)}</dd>
        ${then === null ? null : html`<dd class="before">${beforeWords(then, unit, model.period)}</dd>`}
      </div>`;
    })}
  </dl>`;
}

function unknown({ unknownActivities }: ReportModel): Markup | null {
  if (unknownActivities.length === 0) return null;
  return html`<h2>Activities that this version does not know</h2>
    <ul>
      ${unknownActivities.map(({ name, count }) => html`<li>${name} (${count})</li>`)}
    </ul>`;
}

const readingHelp = html`<h2 id="reading">How to read the values</h2>
  <ul>
    ${valueMeanings.map(
      ({ column, value, meaning }) => html`<li>${column} <strong>${value}</strong>: ${meaning}</li>`,
    )}
  </ul>`;
