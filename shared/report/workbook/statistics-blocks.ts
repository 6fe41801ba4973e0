import type { Statistics } from '../../analysis/statistics';
import { dayLines } from '../by-day';
import { completeness } from '../completeness';
import type { LocalClock } from '../../domain/local-clock';
import { countOutcomes } from '../rankings';
import type { ReportModel } from '../report-model';
import { endings, notKnown, onlyWhatWasRead, providers, weekdays } from '../statistics-words';
import { providerWords } from '../words';
import type { Block, BlockCell } from '../../spreadsheet/page/block';
import { whole } from '../../spreadsheet/page/block';
import { formats } from '../../spreadsheet/style';

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

/** Activations by hour of the local week, side by side: 24 rows of seven days. */
export function hoursBlock(model: ReportModel, { hours }: Statistics): Block {
  return {
    title: 'By hour',
    head: weekdays,
    rows: Array.from({ length: 24 }, (_, hour) => [
      hourName(hour),
      ...hours.map((day) => whole(day[hour] ?? 0)),
    ]),
    note: completeness(model).complete ? null : onlyWhatWasRead,
  };
}

/**
 * The same one after the other, as a chart of the whole week needs it: 168 rows. Its axis has room for the day and every
 * sixth hour, which therefore stand apart.
 */
export function weekBlock({ hours }: Statistics): Block {
  const rows = hours.flatMap((day, index) => {
    const weekday = weekdays[index] ?? '';
    return day.map((count, hour): BlockCell[] => [
      hour === 0 ? weekday : null,
      hour > 0 && hour % 6 === 0 ? String(hour).padStart(2, '0') : null,
      `${weekday} ${hourName(hour)}`,
      whole(count),
    ]);
  });
  return { title: 'Axis', head: ['', 'Hour by hour', 'Activations'], rows };
}

function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}h`;
}

function ratio(part: number, all: number): BlockCell {
  return all === 0 ? null : { number: part / all, format: formats.share };
}
