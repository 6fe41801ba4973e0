import type { BusinessHours } from '../../domain/findings-policy';
import { localTime, type Period } from '../../domain/period';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Whether the instant lies in working hours, by the clock on the wall of the zone. The end is exclusive. */
export function isBusinessTime(instant: Date, hours: BusinessHours, timeZone: string): boolean {
  const local = localTime(instant, timeZone);
  const minutes = local.hour * 60 + local.minute;
  return hours.days.includes(local.dayOfWeek) && minutes >= hours.fromMinute && minutes < hours.toMinute;
}

/**
 * Working minutes of a period: those of which {@link isBusinessTime} is true. On a day on which the clock changes they
 * are as many as really pass, also where working time begins in the hour that is skipped or comes twice.
 */
export function businessMinutes({ from, to, timeZone }: Period, hours: BusinessHours): number {
  let total = 0;
  for (let start = from.getTime(); start < to.getTime();) {
    const local = localTime(new Date(start), timeZone);
    // Up to its next change the clock on the wall goes evenly, so much ahead of UTC.
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    const end = Math.min(change, to.getTime());
    const ahead = local.offsetNanoseconds / 1_000_000;
    total += workingTime(start + ahead, end + ahead, hours);
    start = end;
  }
  return total / minute;
}

/** Working milliseconds between two times on the wall, both written as if the wall were UTC's. */
function workingTime(from: number, to: number, { days, fromMinute, toMinute }: BusinessHours): number {
  let total = 0;
  for (let midnight = Math.floor(from / day) * day; midnight < to; midnight += day) {
    const weekday = new Date(midnight).getUTCDay() || 7;
    if (!days.includes(weekday)) continue;
    const [start, end] = [midnight + fromMinute * minute, midnight + toMinute * minute];
    total += Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return total;
}
