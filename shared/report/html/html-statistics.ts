import type { Statistics } from '../../analysis/statistics';
import { statisticsOf } from '../../analysis/statistics';
import { dayLines } from '../by-day';
import { completeness } from '../completeness';
import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import type { LocalClock } from '../../domain/local-clock';
import type { Ranked } from '../rankings';
import { countOutcomes, rankPeople, rankRoles } from '../rankings';
import type { ReportModel } from '../report-model';
import {
  approvalSentence,
  endings,
  endingSentence,
  mfaSentence,
  notKnown,
  onlyWhatWasRead,
  percent,
  providers,
  weekdays,
} from '../statistics-words';
import { providerWords } from '../words';
import { formatDuration, formatNumber } from '../../text/format-number';
import { plural } from '../../text/plural';

/** A line of a small table: a name, its figures, and how long its bar is (0 to 1), null for none. */
interface Line {
  readonly cells: readonly string[];
  readonly bar: number | null;
}

const mostRanked = 10;
const hourNames = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** How the period went, by day, hour, end, role and person, and beside the weeks before. */
export function htmlStatistics(model: ReportModel, clock: LocalClock): Markup {
  const statistics = statisticsOf(model.elevations, model.period);
  const sentences = [
    approvalSentence(statistics.approvals),
    endingSentence(statistics.endings),
    mfaSentence(statistics),
  ].filter((sentence) => sentence !== null);
  const outcomes = countOutcomes(model.elevations).map(({ outcome, count }) =>
    plain(outcome, formatNumber(count)),
  );
  const { byEnd, ended } = statistics.endings;
  const ends = endings.map((by) => plain(by, formatNumber(byEnd[by]), percent(byEnd[by], ended)));
  return html`<h2 id="statistics">How the period went</h2>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
    <div class="panels">
      ${byDay(model, statistics, clock)} ${trend(model)}
      ${panel('Requests', ['Outcome', 'Requests'], outcomes)}
      ${panel('How activations ended', ['Ended by', 'Activations', 'Share'], ends)}
      ${ranking('Most activated roles', 'Role', rankRoles(model.elevations))}
      ${ranking('Most active people', 'Person', rankPeople(model.elevations))}
    </div>
    ${byHour(statistics, model)}`;
}

function byDay(model: ReportModel, statistics: Statistics, clock: LocalClock): Markup {
  const days = dayLines(statistics, model, clock);
  const most = Math.max(...days.map(({ activated }) => activated?.total ?? 0));
  const lines = days.map(({ label, activated }): Line => {
    if (activated === null) return { cells: [label, ...providers.map(() => ''), notKnown], bar: 0 };
    const { byProvider, total } = activated;
    const counts = [...providers.map((provider) => byProvider[provider]), total];
    return { cells: [label, ...counts.map(formatNumber)], bar: share(total, most) };
  });
  return panel(
    'Activated by day',
    ['Day', ...providers.map((provider) => providerWords[provider]), 'All'],
    lines,
  );
}

function trend({ trend: weeks }: ReportModel): Markup | null {
  if (weeks.length === 0) return null;
  const most = Math.max(...weeks.map(({ totals }) => totals?.activations ?? 0));
  const lines = weeks.map(({ label, totals }): Line => {
    if (totals === null) return { cells: [label, '', '', '', notKnown], bar: 0 };
    const { principals, roles, elevatedMinutes, activations } = totals;
    const figures = [
      formatNumber(principals),
      formatNumber(roles),
      formatDuration(elevatedMinutes),
      formatNumber(activations),
    ];
    return { cells: [label, ...figures], bar: share(activations, most) };
  });
  return panel('Week by week', ['Week', 'People', 'Roles', 'Elevated time', 'Activations'], lines);
}

function ranking(title: string, what: string, ranked: readonly Ranked[]): Markup | null {
  if (ranked.length === 0) return null;
  const lines = ranked
    .slice(0, mostRanked)
    .map(({ name, activations, minutes }) => plain(name, formatNumber(activations), formatDuration(minutes)));
  const more = ranked.length - mostRanked;
  return panel(
    title,
    [what, 'Activations', 'Elevated time'],
    lines,
    more > 0 ? `and ${plural(more, 'more', 'more')}.` : null,
  );
}

/** The hours of the local week as a table: each cell its number, the more the darker. */
function byHour({ hours, activated }: Statistics, model: ReportModel): Markup | null {
  if (activated === 0) return null;
  const most = Math.max(...hours.flat());
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
                ${counts.map((count) => html`<td class="h${Math.ceil((count / most) * 4)}">${count}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${completeness(model).complete ? null : html`<p class="before">${onlyWhatWasRead}</p>`}`;
}

function panel(
  title: string,
  head: readonly string[],
  lines: readonly Line[],
  note: string | null = null,
): Markup {
  const hasBars = lines.some(({ bar }) => bar !== null);
  return html`<section>
    <h3>${title}</h3>
    <table>
      <thead>
        <tr>
          ${head.map((name, index) => html`<th scope="col" class="${index === 0 ? 'text' : 'number'}">${name}</th>`)}
          ${hasBars ? html`<td aria-hidden="true"></td>` : null}
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ cells, bar }) =>
            html`<tr>
              ${cells.map((cell, index) => html`<td class="${index === 0 ? 'text' : 'number'}">${cell}</td>`)}
              ${
                bar === null
                  ? null
                  : html`<td class="bar" aria-hidden="true">
                      <svg width="${Math.round(bar * 100)}%" height="10">
                        <rect width="100%" height="10" />
                      </svg>
                    </td>`
              }
            </tr> `,
        )}
      </tbody>
    </table>
    ${note === null ? null : html`<p class="before">${note}</p>`}
  </section>`;
}

function plain(...cells: readonly string[]): Line {
  return { cells, bar: null };
}

function share(part: number, most: number): number {
  return most === 0 ? 0 : part / most;
}
