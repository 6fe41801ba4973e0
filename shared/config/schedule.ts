import { Cron } from 'croner';
import { localTime } from '../domain/period';

const hour = 3_600_000;

/** Opens a schedule of five or six NCRONTAB fields, UTC. NCRONTAB wants day and weekday both to match. */
function openSchedule(expression: string): Cron {
  if (/[LW#?@]/i.test(expression.replace(/[a-z]{3}/gi, ''))) throw new RangeError('not NCRONTAB');
  return new Cron(expression, { mode: '5-or-6-parts', timezone: 'UTC', domAndDow: true, paused: true });
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
  const runs = openSchedule(expression).nextRuns(53, now);
  for (const [index, run] of runs.entries()) {
    const local = localTime(run, timeZone);
    const next = runs[index + 1];
    if (local.dayOfWeek !== 7 || (next !== undefined && next.getTime() - run.getTime() <= 24 * hour))
      continue;
    const monday = local.toPlainDate().add({ days: 1 }).toZonedDateTime(timeZone);
    const early = Math.ceil((monday.epochMilliseconds - run.getTime()) / hour);
    const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
    return (
      `REPORT_SCHEDULE "${expression}" is UTC and fires on Sunday ${local.toPlainDate().toString()} at ${time} ` +
      `in ${timeZone}, before the week is over there: the report will be of the week before. ` +
      `Fire at least ${early} h later to report on the week that has just ended.`
    );
  }
  return null;
}
