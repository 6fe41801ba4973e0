import { Cron } from 'croner';

/** One field: `*`, numbers or three-letter names, ranges, steps, lists of these. */
const field = /^(?:(?:^|,)(?:\*|(?:\d+|[a-z]{3})(?:-(?:\d+|[a-z]{3}))?)(?:\/\d+)?)+$/i;

/**
 * Opens a schedule of five or six NCRONTAB fields, UTC. As in NCRONTAB, day and weekday must both match.
 * @throws RangeError or the library's error when the text is not such a schedule.
 */
export function openSchedule(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  // The library accepts more than NCRONTAB: L, W, #, ?, and 7 for Sunday.
  if (!parts.every((part) => field.test(part)) || /[7-9]/.test((parts.at(-1) ?? '').replace(/\/\d+/g, '')))
    throw new RangeError(`"${expression}" is not an NCRONTAB schedule.`);
  return new Cron(expression, {
    mode: '5-or-6-parts',
    timezone: 'UTC',
    domAndDow: true,
    // `5/15`: every 15, starting at 5.
    sloppyRanges: true,
    paused: true,
  });
}

/** Returns whether the Functions timer accepts a schedule, and whether it ever fires. */
export function isSchedule(expression: string): boolean {
  try {
    return openSchedule(expression).nextRun(new Date(0)) !== null;
  } catch {
    return false;
  }
}
