import type { DayCoverage } from '../../../domain/collection-day';
import { unreadableEvent } from '../../../domain/totals';
import { addUtcDays, endOfUtcDay, startOfUtcDay } from '../../../domain/utc-day';
import { defineRule, type FindingContext, type RawFinding } from '../rule';
import { plural, printTime, quote } from '../sentence';

/** A finding about the log itself, which names nobody. */
const aboutLog = (sentence: string, at: Date, count: number): RawFinding => ({
  sentence,
  principal: null,
  role: null,
  scope: null,
  at,
  count,
  eventIds: [],
});

/** The log holds something that this program cannot interpret. */
export const unknownActivity = defineRule({
  id: 'unknown-activity',
  severity: 'info',
  title: 'Unknown activity',
  why: 'Microsoft adds activities without notice; what is unknown is not judged by any other rule.',
  thresholds: {},
  find: ({ unknownActivities, period }) =>
    unknownActivities.map(({ name, count }) =>
      aboutLog(
        name === unreadableEvent
          ? `${plural(count, 'event')} could not be understood; the text is kept as it came.`
          : `${plural(count, 'event')} of an activity that this report does not know: ${quote(name)}.`,
        period.from,
        count,
      ),
    ),
});

/** Whether the part of the day that the period asks for is over and yet not known. */
function isGap({ day, state }: DayCoverage, { period, asOf, knownUntil }: FindingContext): boolean {
  if (state === 'complete') return false;
  const needed = Math.min(endOfUtcDay(day).getTime(), period.to.getTime());
  if (needed > asOf.getTime()) return false;
  // A week ends inside a UTC day in most zones: that day may be read far enough without being complete.
  return state !== 'partial' || needed > knownUntil.getTime();
}

const stateWords: Readonly<Record<DayCoverage['state'], string>> = {
  complete: 'were collected',
  partial: 'were collected only in part',
  missing: 'were never collected',
  lost: 'are lost: neither Microsoft nor this store has them any more',
};

/** Part of the period is not known, so nothing in the report can speak for it. */
export const collectionGap = defineRule({
  id: 'collection-gap',
  severity: 'high',
  title: 'Days not collected',
  why: 'What happened on a day that was not collected is missing from everything in this report.',
  thresholds: {},
  find: (context) => {
    // Days in a row that fail alike have one cause.
    const runs: { first: DayCoverage; last: DayCoverage; days: number }[] = [];
    for (const coverage of context.coverage.filter((day) => isGap(day, context))) {
      const run = runs.at(-1);
      const follows = run?.last.state === coverage.state && addUtcDays(run.last.day, 1) === coverage.day;
      if (run !== undefined && follows) Object.assign(run, { last: coverage, days: run.days + 1 });
      else runs.push({ first: coverage, last: coverage, days: 1 });
    }
    return runs.map(({ first, last, days }) => {
      const which = days === 1 ? first.day : `${first.day} to ${last.day} (${days} days)`;
      return aboutLog(
        `The audit events of ${which} ${stateWords[first.state]}.`,
        startOfUtcDay(first.day),
        days,
      );
    });
  },
});

/** Events came after the last report had been made, and are in this one. */
export const lateEvents = defineRule({
  id: 'late-events',
  severity: 'info',
  title: 'Late events',
  why: 'What was read of these days before lacked these events; a report sent meanwhile still does.',
  thresholds: {},
  find: ({ coverage, period, lateForReport }) => {
    const late = coverage.filter(({ lateEvents }) => lateEvents > 0);
    const [first] = late;
    const missed =
      lateForReport === 0
        ? []
        : [
            aboutLog(
              `${plural(lateForReport, 'event')} of the period before arrived after its report had been sent; ` +
                'making that report again shows them.',
              period.from,
              lateForReport,
            ),
          ];
    if (first === undefined) return missed;
    const count = late.reduce((sum, { lateEvents }) => sum + lateEvents, 0);
    const at = new Date(Math.max(startOfUtcDay(first.day).getTime(), period.from.getTime()));
    const since = `since ${printTime(at, period.timeZone)}`;
    return [
      ...missed,
      aboutLog(
        `${plural(count, 'event')} ${since} arrived after the day had been collected and are included now.`,
        at,
        count,
      ),
    ];
  },
});
