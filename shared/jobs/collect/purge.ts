import type { CollectionDay } from '../../domain/collection-day';
import { addUtcDays, startOfUtcDay, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import type { CollectionLedger } from './collection-ledger';
import type { EventStore } from './event-store';
import { weeksUpTo, type HistorySummaries } from './history-summaries';
import { rowWhenLost } from './ledger/ledger-row';

export interface PurgeParts {
  readonly store: Pick<EventStore, 'daysBefore' | 'deleteDay' | 'deleteUndated'>;
  readonly ledger: CollectionLedger;
  /** What is remembered of deleted events goes with them. */
  readonly summaries: Pick<HistorySummaries, 'deleteDays'>;
  /** Days that events are kept; 0 keeps them for good. */
  readonly retentionDays: number;
}

/**
 * Creates the purge. It deletes the events of UTC days older than the retention and returns those days; events whose time
 * nobody can read go when they have been stored for so long. The ledger is written first: a purge that dies half-way
 * leaves no day marked as complete that is not.
 */
export function createPurge({ store, ledger, summaries, retentionDays }: PurgeParts) {
  return async (now: Date, signal: AbortSignal): Promise<readonly UtcDay[]> => {
    if (retentionDays === 0) return [];
    const firstKept = addUtcDays(utcDayOf(now), -retentionDays);
    await store.deleteUndated(startOfUtcDay(firstKept), signal);
    const days = await store.daysBefore(firstKept, signal);
    if (days.length === 0) return [];
    const rows = await ledger.read(signal);
    const reason = `Deleted after ${retentionDays} days (RETENTION_DAYS).`;
    const gone = days.map((day): CollectionDay => ({
      ...rowWhenLost(day, rows.get(day), reason),
      events: 0,
      unreadable: 0,
      importedEvents: 0,
    }));
    await ledger.write(gone, signal);
    await summaries.deleteDays(...weeksUpTo(firstKept), signal);
    for (const day of days) await store.deleteDay(day, signal);
    return days;
  };
}
