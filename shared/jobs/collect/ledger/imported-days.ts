import type { CollectionDay } from '../../../domain/collection-day';
import { matchWindow } from '../../../domain/events/event-traits';
import { addUtcDays, utcDaysBetween, type UtcDay } from '../../../domain/time/utc-day';

/** Returns whether the ledger says that a day holds imported events. */
export const hasImported = (rows: ReadonlyMap<UtcDay, CollectionDay>, day: UtcDay): boolean =>
  (rows.get(day)?.importedEvents ?? 0) > 0;

/** Returns the UTC days on which other records of an event can lie: within a minute of midnight, two. */
export const daysWithinReach = (at: Date): UtcDay[] =>
  utcDaysBetween(new Date(at.getTime() - matchWindow), new Date(at.getTime() + matchWindow));

/** Returns some UTC days together with the days just before and after each of them, in order. */
export const withNeighbours = (days: readonly UtcDay[]): UtcDay[] =>
  [...new Set(days.flatMap((day) => [addUtcDays(day, -1), day, addUtcDays(day, 1)]))].sort();
