import type { Statistics } from '../../analysis/statistics';
import { dayLines } from '../by-day';
import { completeness } from '../completeness';
import type { LocalClock } from '../local-clock';
import { countOutcomes } from '../rankings';
import type { ReportModel } from '../report-model';
import { endings, notKnown, onlyWhatWasRead, providers, weekdays } from '../statistics-words';
import { counted, providerWords } from '../words';
import type { Block, BlockCell } from './block';
import { whole } from './block';
import { formats } from './sheet-style';

/** As many rows as the twelve weeks beside which they stand have. */
const mostDays = 12;

/** How the requests ended. */
export function outcomesBlock({ elevations }: ReportModel): Block {
  return {
    title: 'How the requests ended',
    head: ['Requests'],
    rows: countOutcomes(elevations).map(({ outcome, count }) => [outcome, whole(count)]),
  };
}

/** What was activated on each local day, by provider; of a long period the first days. */
export function daysBlock(model: ReportModel, statistics: Statistics, clock: LocalClock): Block {
  const days = dayLines(statistics, model, clock);
  const more = days.length - mostDays;
  return {
    title: 'Activated by day',
    head: [...providers.map((provider) => providerWords[provider]), 'All'],
    bars: providers.length + 1,
    rows: days.slice(0, mostDays).map(({ label, activated }) => {
      if (activated === null) return [label, ...providers.map(() => null), notKnown];
      return [
        label,
        ...providers.map((provider) => whole(activated.byProvider[provider])),
        whole(activated.total),
      ];
    }),
    note: more > 0 ? `and ${counted(more, 'more day')}; the Activations sheet holds all.` : null,
  };
}

/** The last weeks beside each other. */
export function trendBlock({ trend }: ReportModel): Block {
  return {
    title: 'Week by week',
    head: ['People', 'Roles', 'Elevated minutes', 'Activations'],
    bars: 4,
    rows: trend.map(({ label, totals }): BlockCell[] =>
      totals === null
        ? [label, null, null, null, notKnown]
        : [
            label,
            whole(totals.principals),
            whole(totals.roles),
            { number: totals.elevatedMinutes, format: formats.minutes },
            whole(totals.activations),
          ],
    ),
    note: trend.length === 0 ? 'No week is known in full.' : null,
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

/** Activations by hour of the local week: 7 rows of 24 numbers. */
export function hoursBlock(model: ReportModel, { hours }: Statistics): Block {
  return {
    title: 'Hour',
    head: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
    rows: hours.map((counts, index) => [weekdays[index] ?? '', ...counts.map(whole)]),
    note: completeness(model).complete ? null : onlyWhatWasRead,
  };
}

function ratio(part: number, all: number): BlockCell {
  return all === 0 ? null : { number: part / all, format: formats.share };
}
