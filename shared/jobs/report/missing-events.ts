import type { CollectionDay, MissingEvents } from '../../domain/collection-day';
import type { Period } from '../../domain/time/period';
import { utcDaysBetween, type UtcDay } from '../../domain/time/utc-day';

/** Returns the days of a span of time of which the store holds fewer events than the ledger has counted. */
export function missingEvents(
  period: Pick<Period, 'from' | 'to'>,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  storedByDay: ReadonlyMap<UtcDay, number>,
): MissingEvents[] {
  return utcDaysBetween(period.from, period.to)
    .map((day) => ({ day, read: storedByDay.get(day) ?? 0, counted: ledger.get(day)?.events ?? 0 }))
    .filter(({ read, counted }) => read < counted);
}
