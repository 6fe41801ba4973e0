import { addUtcDays, utcDayOf } from '../../domain/time/utc-day';
import { plural } from '../../text/plural';
import type { History } from './history';
import type { Sightings } from './sightings';

/**
 * The default minimum of known days for a rule to call something new. In the first week of a store everything is new,
 * and nobody reads a report that says so.
 */
export const defaultMinimumHistoryDays = 7;

/** How much of a look-back is required and how much is wanted, in days. */
export interface LookBack {
  readonly days: number;
  readonly minimumHistoryDays: number;
}

/** Returns how many of the whole UTC days before an instant's own were completely collected. */
export function knownDaysBefore(
  at: Date,
  days: number,
  { completeDays }: Pick<History, 'completeDays'>,
): number {
  const today = utcDayOf(at);
  const first = addUtcDays(today, -Math.floor(days));
  let known = 0;
  for (const day of completeDays) if (day >= first && day < today) known += 1;
  return known;
}

/**
 * Returns a look-back before an instant for the end of a sentence: `90 days`, `the 14 days on record` when fewer are
 * known, null when they are fewer than the required minimum. Only whole UTC days before the instant's own that were
 * completely collected count: a gap in the middle counts like a younger store, because what happened then cannot be known.
 */
export function lookBackWords(
  at: Date,
  { days, minimumHistoryDays }: LookBack,
  { completeDays }: Pick<History, 'completeDays'>,
): string | null {
  const known = knownDaysBefore(at, days, { completeDays });
  if (known < minimumHistoryDays) return null;
  return known < Math.floor(days) ? `the ${plural(known, 'day')} on record` : plural(days, 'day');
}

/**
 * Records a sighting and returns {@link lookBackWords} if it is the first one within the look-back; null when it is not,
 * or when too little history is known to say so.
 */
export function firstSightingIn(
  sightings: Sightings,
  key: string,
  at: Date,
  lookBack: LookBack,
  history: Pick<History, 'completeDays'>,
): string | null {
  const isFirst = !sightings.wasSeen(key, at, lookBack.days);
  sightings.see(key, at);
  return isFirst ? lookBackWords(at, lookBack, history) : null;
}
