import type { CheckResult } from '../../domain/check';
import { localTime } from '../../domain/time/period';
import { openSchedule } from './ncrontab';

const hour = 3_600_000;

interface ScheduleFacts {
  readonly collectSchedule: string;
  readonly reportSchedule: string;
  readonly reports: readonly { readonly timeZone: string }[];
}

/** Returns a warning for each zone of the reports in which the report schedule fires too early. */
export const scheduleWarnings = (facts: Omit<ScheduleFacts, 'collectSchedule'>, now: Date): string[] =>
  earlySchedules(facts, now).map(({ found, fix }) => `${found} ${fix}`);

function earlySchedules({ reportSchedule, reports }: Omit<ScheduleFacts, 'collectSchedule'>, now: Date) {
  const zones = new Set(reports.map(({ timeZone }) => timeZone));
  return [...zones].flatMap((zone) => findEarlySchedule(reportSchedule, zone, now) ?? []);
}

/**
 * Finds a report schedule that fires before the week has ended in the report's zone: on the local Sunday, in any of the
 * next 53 runs (summer and winter time differ), with no other run within the day after. The report would then be of the
 * week before. Null when that never happens.
 */
function findEarlySchedule(expression: string, timeZone: string, now: Date) {
  // One run more, so that each of the 53 is compared with the one after it.
  const runs = openSchedule(expression).nextRuns(54, now);
  const early = runs.slice(0, 53).flatMap((run, index) => {
    const local = localTime(run, timeZone);
    const next = runs[index + 1];
    const isLast = next === undefined || next.getTime() - run.getTime() > 24 * hour;
    return local.dayOfWeek === 7 && isLast ? [local] : [];
  });
  const [first] = early;
  if (first === undefined) return null;
  const time = first.toPlainTime().toString({ smallestUnit: 'minute' });
  return {
    found:
      `REPORT_SCHEDULE "${expression}" is UTC and fires on Sunday ${first.toPlainDate().toString()} at ${time} ` +
      `in ${timeZone}, before the week ends there: the report will cover the week before.`,
    fix: `Schedule it at least ${Math.max(...early.map(hoursToMonday))} h later to report on the week that has just ended.`,
  };
}

/** Whole hours from a local time to the end of its day, rounded up. */
function hoursToMonday(sunday: ReturnType<typeof localTime>): number {
  const monday = sunday.toPlainDate().add({ days: 1 }).toZonedDateTime(sunday.timeZoneId);
  return Math.ceil((monday.epochMilliseconds - sunday.epochMilliseconds) / hour);
}

/** Checks that reports leave after their week is over, and names the next three runs in each zone. */
export function checkSchedules(facts: ScheduleFacts, now: Date): CheckResult {
  const { reportSchedule, collectSchedule, reports } = facts;
  const early = earlySchedules(facts, now)[0];
  if (early !== undefined) return { state: 'failed', ...early };
  const zones = [...new Set(reports.map(({ timeZone }) => timeZone))];
  const runs = zones.map((zone) => `report ${nextRuns(reportSchedule, zone, now)}`);
  const collect = nextRuns(collectSchedule, zones[0] ?? 'UTC', now);
  return { state: 'ok', found: `Next runs: ${[...runs, `collect ${collect}`].join('; ')}.` };
}

function nextRuns(expression: string, timeZone: string, now: Date): string {
  const runs = openSchedule(expression)
    .nextRuns(3, now)
    .map((run) => {
      const local = localTime(run, timeZone);
      return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
    });
  return `${runs.join(', ')} (${timeZone})`;
}
