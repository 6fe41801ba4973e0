import { localTime } from '../../domain/time/period';
import { openSchedule } from './ncrontab';

const hour = 3_600_000;

/** A schedule that fires too early in a zone, and what to do. */
export interface EarlySchedule {
  readonly found: string;
  readonly fix: string;
}

/** Returns each zone of the reports in which the report schedule fires too early. */
export function earlySchedules(
  {
    reportSchedule,
    reports,
  }: { readonly reportSchedule: string; readonly reports: readonly { readonly timeZone: string }[] },
  now: Date,
): EarlySchedule[] {
  const zones = new Set(reports.map(({ timeZone }) => timeZone));
  return [...zones].flatMap((zone) => findEarlySchedule(reportSchedule, zone, now) ?? []);
}

/** {@link earlySchedules} as warnings. */
export const scheduleWarnings = (...of: Parameters<typeof earlySchedules>): string[] =>
  earlySchedules(...of).map(({ found, fix }) => `${found} ${fix}`);

/**
 * Warns about a report schedule that fires before the week has ended in the report's zone: on the local Sunday, in any
 * of the next 53 runs (summer and winter time differ), with no other run within the day after. The report would then
 * be of the week before. Null when that never happens.
 */
export function earlySchedule(expression: string, timeZone: string, now: Date): string | null {
  const early = findEarlySchedule(expression, timeZone, now);
  return early === null ? null : `${early.found} ${early.fix}`;
}

function findEarlySchedule(expression: string, timeZone: string, now: Date): EarlySchedule | null {
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
