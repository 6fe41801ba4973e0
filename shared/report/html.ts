import type { ReportedAccess } from '../domain/access/standing-access';
import { accessSentences, isAccessKnown } from './words/access-words';
import { headlineText, whatHappened } from './headline';
import { htmlScript } from './html/html-script';
import { htmlPanels } from './html/html-panels';
import { htmlStyle } from './html/html-style';
import { findingList, rowLists } from './html/html-lists';
import { alertSentences, reportWarnings, suppressionSentence } from './words/notices';
import { formatNumber } from '../text/format-number';
import { html, type Markup } from '../text/markup';
import { periodWords, shortPeriod } from './words/period-words';
import { beforeWords } from './words/compared';
import { partialFigure } from './panels/panel';
import { unknownSentence } from './panels/list-panels';
import { peopleSentence } from './panels/talk-panel';
import { requestSentences } from './panels/sentences';
import { reportContext, type ReportContext } from './report-context';
import type { ReportModel } from './report-model';
import { figureMeanings, valueMeanings } from './words/value-words';

/** Lets our own style sheet and script through and nothing else: no request, no form, no frame, no code of a row's. */
const policyOf = (styleSource: string): string =>
  [
    "default-src 'none'",
    `style-src ${styleSource}`,
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
  const [found, lists] = [findingList(context), rowLists(context)];
  const style = htmlStyle([found, ...lists].map(({ labels }) => labels).join(''));
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policyOf(style.source)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${model.organization} – PIM ${shortPeriod(model.period)}</title>
        ${style.element}
      </head>
      <body>
        <main>
          <p id="top" class="status ${complete ? 'complete' : 'alarm'}">${sentence}</p>
          ${reportWarnings(model).map((words) => html`<p class="status medium">${words}</p>`)}
          <h1>${model.organization}</h1>
          <p>Privileged access, ${periodWords(model.period)}</p>
          ${model.filter === null ? null : html`<p><b>This report is narrowed to:</b> ${model.filter}</p>`}
          <p class="lead"><strong>${headlineText(context)}</strong></p>
          ${figures(context)} ${people(context)}
          ${sentencesOf(context).map((sentence) => html`<p>${sentence}</p>`)} ${contents(context)} ${found}
          ${htmlPanels(context)} ${lists} ${readingHelp}
          <footer>
            Report "${model.report}", made ${clock.text(model.generatedAt)}. All times are in
            ${model.period.timeZone}.
          </footer>
        </main>
        ${htmlScript.element}
      </body>
    </html> `;
  // The templates' own indentation between tags, which would be half of the page.
  return markup.replace(/>\n\s+</g, '>\n<');
}

function contents({ model, completeness }: ReportContext): Markup {
  const { findings, elevations, changes, coverage, access } = model;
  const count = (rows: readonly unknown[]) =>
    completeness.isUnread && rows.length === 0 ? 'not known' : formatNumber(rows.length);
  return html`<nav aria-label="Contents">
    <a href="#findings">Findings (${formatNumber(findings.length)})</a>
    <a href="#statistics">How the period went</a>
    <a href="#activations">Activations (${count(elevations)})</a>
    <a href="#changes">Changes (${count(changes)})</a>
    ${access === null ? null : accessContents(access)}
    <a href="#coverage">Coverage (${formatNumber(coverage.length)})</a>
    <a href="#reading">How to read the values</a>
  </nav>`;
}

function accessContents({ standing }: ReportedAccess): Markup {
  const count = (rows: readonly unknown[] | undefined | null) =>
    rows === undefined || rows === null ? 'not known' : formatNumber(rows.length);
  const held = isAccessKnown({ access: { standing, problem: null } }) ? standing?.assignments : null;
  return html`<a href="#access">Who holds access (${count(held)})</a>
    <a href="#role-settings">Role settings (${count(standing?.roleSettings)})</a>`;
}

function figures({ model, panels, completeness }: ReportContext): Markup {
  return html`<dl class="figures">
    ${panels.headline.rows.map(({ name, figures, unit = 'count' }) => {
      const then = figures?.before ?? null;
      const now = figures?.now ?? 0;
      const { part, figure } = partialFigure(now, unit, completeness.complete);
      return html`<div>
        <dt>${name}</dt>
        <dd>${`${part} ${figure}`.trimStart()}</dd>
        ${then === null ? null : html`<dd class="before">${beforeWords(now, then, unit, model.period)}</dd>`}
      </div>`;
    })}
  </dl>`;
}

function sentencesOf(context: ReportContext): string[] {
  const { model, clock, panels } = context;
  return [
    whatHappened(context),
    requestSentences(context).join(' '),
    accessSentences(model, clock).join(' '),
    ...alertSentences(model, clock),
    unknownSentence(panels.unknown) ?? '',
    suppressionSentence(model) ?? '',
  ].filter((sentence) => sentence !== '');
}

/** Whom to ask first; null when there is nobody. */
function people({ panels: { talk } }: ReportContext): Markup | null {
  const sentence = peopleSentence(talk);
  return sentence === null ? null : html`<p>${sentence}</p>`;
}

const readingHelp = html`<h2 id="reading">How to read the values</h2>
  <ul>
    ${Object.entries(figureMeanings).map(
      ([figure, meaning]) => html`<li><strong>${figure}</strong>: ${meaning}</li>`,
    )}
    ${valueMeanings.map(
      ({ column, value, meaning }) => html`<li>${column} <strong>${value}</strong>: ${meaning}</li>`,
    )}
  </ul>`;
