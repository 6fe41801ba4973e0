import type { CollectionDay } from '../../domain/collection-day';
import { addUtcDays, utcDayOf, type UtcDay } from '../../domain/utc-day';
import type { CollectionLedger } from './collect';
import { rowWhenLost } from './ledger-row';

/** What a purge needs of the store. */
export interface EventRemover {
  /** The UTC days before a day that hold events, in order. */
  daysBefore(day: UtcDay, signal: AbortSignal): Promise<UtcDay[]>;
  /** Deletes every event of a day. Safe to repeat. */
  deleteDay(day: UtcDay, signal: AbortSignal): Promise<void>;
}

export interface PurgeParts {
  readonly store: EventRemover;
  readonly ledger: CollectionLedger;
  /** Days that events are kept; 0 = for good. */
  readonly retentionDays: number;
}

/**
 * Deletes events of UTC days older than the retention, and returns these days. The ledger says so first: a purge
 * that dies half-way leaves no day that calls itself complete and is not.
 */
export function createPurge({ store, ledger, retentionDays }: PurgeParts) {
  return async (now: Date, signal: AbortSignal): Promise<UtcDay[]> => {
    if (retentionDays === 0) return [];
    const days = await store.daysBefore(addUtcDays(utcDayOf(now), -retentionDays), signal);
    if (days.length === 0) return [];
    const rows = await ledger.read(signal);
    const reason = `Deleted after ${retentionDays} days (RETENTION_DAYS).`;
    const gone = days.map((day): CollectionDay => ({
      ...rowWhenLost(day, rows.get(day), reason),
      events: 0,
    }));
    await ledger.write(gone, signal);
    for (const day of days) await store.deleteDay(day, signal);
    return days;
  };
}
