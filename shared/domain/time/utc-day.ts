/** A UTC calendar date, `2026-11-16`. Sorts as text. */
export type UtcDay = string;

/** The first day that can be written so. */
export const firstUtcDay: UtcDay = '0000-01-01';

const dayMilliseconds = 86_400_000;

/** The day of the last call. Events come in order of time, so that the next call is often about the same day. */
let last = { number: NaN, day: '' };

/** Returns the UTC date of an instant. */
export function utcDayOf(instant: Date): UtcDay {
  const number = Math.floor(instant.getTime() / dayMilliseconds);
  if (number !== last.number) last = { number, day: instant.toISOString().slice(0, 10) };
  return last.day;
}

/** Returns the midnight UTC at which a day starts. */
export function startOfUtcDay(day: UtcDay): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** Returns the midnight UTC at which a day ends (exclusive). */
export function endOfUtcDay(day: UtcDay): Date {
  return new Date(startOfUtcDay(day).getTime() + dayMilliseconds);
}

/** Returns the day a number of days after (or, when negative, before) another. */
export function addUtcDays(day: UtcDay, days: number): UtcDay {
  return utcDayOf(new Date(startOfUtcDay(day).getTime() + days * dayMilliseconds));
}

/** Returns every UTC day that the half-open span [from, to) touches, in order; none for an empty span. */
export function utcDaysBetween(from: Date, to: Date): UtcDay[] {
  const days: UtcDay[] = [];
  if (from >= to) return days;
  for (let day = utcDayOf(from); startOfUtcDay(day) < to; day = addUtcDays(day, 1)) days.push(day);
  return days;
}
