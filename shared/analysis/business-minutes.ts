import type { BusinessHours } from '../domain/findings-policy';
import { wallClock } from '../domain/time/local-clock';
import { localTime, type Period } from '../domain/time/period';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Returns whether an instant lies in business hours on the zone's wall clock. The end is exclusive. */
export function isBusinessTime(instant: Date, hours: BusinessHours, timeZone: string): boolean {
  const wall = wallClock(instant, timeZone);
  const dayOfWeek = wall.getUTCDay() || 7;
  const minutes = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const end = endOfShift(hours);
  const isOn = (weekday: number, at: number): boolean =>
    hours.days.includes(weekday) && at >= hours.fromMinute && at < end;
  // A night shift belongs to the day on which it starts.
  return isOn(dayOfWeek, minutes) || isOn(dayOfWeek === 1 ? 7 : dayOfWeek - 1, minutes + minutesOfDay);
}

const minutesOfDay = 1440;

/** The end of a shift in minutes after the midnight before its start. */
const endOfShift = ({ fromMinute, toMinute }: BusinessHours): number =>
  toMinute > fromMinute ? toMinute : toMinute + minutesOfDay;

/**
 * Returns the business minutes of a period: those for which {@link isBusinessTime} is true. On a day with a clock change
 * they are the minutes that really pass, even when business hours start in the skipped or repeated hour.
 */
export function businessMinutes({ from, to, timeZone }: Period, hours: BusinessHours): number {
  let total = 0;
  for (let start = from.getTime(); start < to.getTime();) {
    const local = localTime(new Date(start), timeZone);
    // Until the next clock change the wall clock runs evenly, at a fixed offset from UTC.
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    const end = Math.min(change, to.getTime());
    const ahead = local.offsetNanoseconds / 1_000_000;
    total += workingTime(start + ahead, end + ahead, hours);
    start = end;
  }
  return total / minute;
}

/** Business milliseconds between two wall-clock times, both written as if they were UTC. */
function workingTime(from: number, to: number, hours: BusinessHours): number {
  let total = 0;
  // The shift of the evening before may reach into the first day.
  for (let midnight = (Math.floor(from / day) - 1) * day; midnight < to; midnight += day) {
    const weekday = new Date(midnight).getUTCDay() || 7;
    if (!hours.days.includes(weekday)) continue;
    const [start, end] = [midnight + hours.fromMinute * minute, midnight + endOfShift(hours) * minute];
    total += Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return total;
}
