import { Cron } from 'croner';
import { localTime } from '../domain/period';

const hour = 3_600_000;

/** One field: `*`, numbers or three-letter names, ranges, steps, lists of these. */
const field = /^(?:(?:^|,)(?:\*|(?:\d+|[a-z]{3})(?:-(?:\d+|[a-z]{3}))?)(?:\/\d+)?)+$/i;

/** Opens a schedule of five or six NCRONTAB fields, UTC. NCRONTAB wants day and weekday both to match. */
function openSchedule(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  // The library knows more than NCRONTAB does: L, W, #, ?, and 7 for Sunday.
  if (!parts.every((part) => field.test(part)) || /[7-9]/.test((parts.at(-1) ?? '').replace(/\/\d+/g, '')))
    throw new RangeError(`"${expression}" is not an NCRONTAB schedule.`);
  return new Cron(expression, {
    mode: '5-or-6-parts',
    timezone: 'UTC',
    domAndDow: true,
    // `5/15`: every 15 from 5 on.
    sloppyRanges: true,
    paused: true,
  });
}

/** Whether a text is a schedule that the Functions timer understands and that fires at all. */
export function isSchedule(expression: string): boolean {
  try {
    return openSchedule(expression).nextRun(new Date(0)) !== null;
  } catch {
    return false;
  }
}

/**
 * Says when a report schedule fires before the week is over in the report's zone: on the local Sunday, in any of
 * the next 53 runs (summer and winter time differ), with no other run within the day after. The report would then
 * be a week old. Null when it does not.
 */
export function earlySchedule(expression: string, timeZone: string, now: Date): string | null {
  // One more, so that each of the 53 is seen with the run that follows it.
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
  return (
    `REPORT_SCHEDULE "${expression}" is UTC and fires on Sunday ${first.toPlainDate().toString()} at ${time} ` +
    `in ${timeZone}, before the week is over there: the report will be of the week before. ` +
    `Fire at least ${Math.max(...early.map(hoursToMonday))} h later to report on the week that has just ended.`
  );
}

/** Whole hours from a local time to the end of its day, rounded up. */
function hoursToMonday(sunday: ReturnType<typeof localTime>): number {
  const monday = sunday.toPlainDate().add({ days: 1 }).toZonedDateTime(sunday.timeZoneId);
  return Math.ceil((monday.epochMilliseconds - sunday.epochMilliseconds) / hour);
}
