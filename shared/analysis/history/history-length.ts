import { addUtcDays, utcDayOf } from '../../domain/utc-day';
import type { History } from './history';

/** How much of a look-back is known. */
export interface HistoryLength {
  readonly knownDays: number;
  /** ` (14 of 90 days of history)` for the end of a sentence; empty when all of it is known. */
  readonly note: string;
}

/**
 * How many of the whole UTC days before an instant's own were collected whole. A hole in the middle of the look-back
 * counts like a store that is younger: what happened then cannot be known either way.
 */
export function historyBefore(at: Date, days: number, history: Pick<History, 'completeDays'>): HistoryLength {
  const today = utcDayOf(at);
  let knownDays = 0;
  for (let back = 1; back <= days; back += 1) {
    if (history.completeDays.has(addUtcDays(today, -back))) knownDays += 1;
  }
  const isShort = knownDays < Math.floor(days);
  return { knownDays, note: isShort ? ` (${knownDays} of ${days} days of history)` : '' };
}
