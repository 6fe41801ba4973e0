import type { Statistics } from '../../analysis/statistics';
import { dayLines } from '../by-day';
import { completeness } from '../completeness';
import type { LocalClock } from '../local-clock';
import { countOutcomes } from '../rankings';
import type { ReportModel } from '../report-model';
import { endings, notKnown, onlyWhatWasRead, providers, weekdays } from '../statistics-words';
import { providerWords } from '../words';
import type { Block, BlockCell } from './block';
import { whole } from './block';
import { formats } from './sheet-style';

/** How the requests ended. */
export function outcomesBlock({ elevations }: ReportModel): Block {
  return {
    title: 'How the requests ended',
    head: ['Requests'],
    rows: countOutcomes(elevations).map(({ outcome, count }) => [outcome, whole(count)]),
  };
}

/** What was activated on each local day, by provider. A day of which nothing is known has no figures. */
export function daysBlock(model: ReportModel, statistics: Statistics, clock: LocalClock): Block {
  return {
    title: 'Activated by day',
    head: [...providers.map((provider) => providerWords[provider]), 'All'],
    rows: dayLines(statistics, model, clock).map(({ label, activated }) => {
      if (activated === null) return [`${label} (${notKnown})`, ...providers.map(() => null), null];
      return [
        label,
        ...providers.map((provider) => whole(activated.byProvider[provider])),
        whole(activated.total),
      ];
    }),
  };
}

/** The last weeks beside each other. A week that is not known has no figures, and says so in the last column. */
export function trendBlock({ trend }: ReportModel): Block {
  const rows = trend.map(({ label, totals }): BlockCell[] => {
    // Twelve of them stand side by side under a chart: there is no room for the year, and no doubt about it.
    const name = label.replace(/^\d+-/, '');
    return totals === null
      ? [name, null, null, null, notKnown]
      : [
          name,
          whole(totals.activations),
          whole(totals.principals),
          whole(totals.roles),
          { number: totals.elevatedMinutes, format: formats.minutes },
        ];
  });
  return {
    title: 'Week by week',
    head: ['Activations', 'People', 'Roles', 'Elevated minutes'],
    // A chart needs a row to refer to.
    rows: rows.length === 0 ? [['No week is known', null, null, null, notKnown]] : rows,
  };
}

/** How many requests were approved and how long they waited. */
export function approvalsBlock({ approvals }: Statistics): Block {
  const minutes = (value: number | null): BlockCell =>
    value === null ? notKnown : { number: value, format: formats.minutes };
  return {
    title: 'Approvals',
    head: [''],
    rows: [
      ['Approved requests', whole(approvals.count)],
      ...(approvals.count === 0
        ? []
        : [
            ['Median wait (min)', minutes(approvals.medianMinutes)],
            ['Longest wait (min)', minutes(approvals.longestMinutes)],
          ]),
    ],
  };
}

/** How the activations ended, each way's share in all that ended. */
export function endingsBlock({ endings: { byEnd, ended, running } }: Statistics): Block {
  return {
    title: 'How activations ended',
    head: ['Activations', 'Share'],
    rows: [
      ...endings.map((by) => [by, whole(byEnd[by]), ratio(byEnd[by], ended)]),
      ['not ended', whole(running), null],
    ],
  };
}

/** What is recorded of multi-factor authentication, with its share in all activations. */
export function mfaBlock({ mfa, activated }: Statistics): Block {
  const values = ['yes', 'no', 'not recorded'] as const;
  return {
    title: 'Multi-factor authentication',
    head: ['Activations', 'Share'],
    rows: values.map((value) => [value, whole(mfa[value]), ratio(mfa[value], activated)]),
  };
}

/** Activations by hour of the local week: 24 rows, what working days and weekends add up to before the seven days. */
export function hoursBlock(model: ReportModel, { hours }: Statistics): Block {
  const sum = (days: readonly (readonly number[])[], hour: number): number =>
    days.reduce((total, day) => total + (day[hour] ?? 0), 0);
  return {
    title: 'By hour',
    head: ['Mon to Fri', 'Sat and Sun', ...weekdays],
    rows: Array.from({ length: 24 }, (_, hour) => [
      `${String(hour).padStart(2, '0')}h`,
      whole(sum(hours.slice(0, 5), hour)),
      whole(sum(hours.slice(5), hour)),
      ...hours.map((day) => whole(day[hour] ?? 0)),
    ]),
    note: completeness(model).complete ? null : onlyWhatWasRead,
  };
}

function ratio(part: number, all: number): BlockCell {
  return all === 0 ? null : { number: part / all, format: formats.share };
}
