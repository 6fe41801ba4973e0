import type { Period } from '../../domain/time/period';
import type { UtcDay } from '../../domain/time/utc-day';
import { noTimeToRead, type CollectResult } from './collect';
import type { CollectionLedger } from './collection-ledger';
import { daysToClose, daysToReadAgain } from './coverage';
import { withTimeLimit } from '../../domain/time/time-limit';
import { stopReason } from '../../text/stop-reason';

export interface CloseGapsParts {
  readonly ledger: Pick<CollectionLedger, 'read'>;
  /** Reads the given days. */
  readonly readDays: (days: readonly UtcDay[], now: Date, signal: AbortSignal) => Promise<CollectResult>;
  /** Days before yesterday that are read again although they are complete; null reads no complete day again. */
  readonly overlapDays: number | null;
  /** Milliseconds that it may take; null for as long as the run has. */
  readonly timeout: number | null;
}

/** Reads the days that the periods need. Returns one sentence per failure. */
export type CloseGaps = (periods: readonly Period[], now: Date, signal: AbortSignal) => Promise<string[]>;

/**
 * Creates the job that reads the days that periods need and that are not complete, and with an overlap the last days
 * again, since an event can show up hours after it happened. All periods are read in one go: a service that is down is
 * asked once, not once per period. What could not be read in time is left open: the report says so.
 */
export function createCloseGaps({ ledger, readDays, overlapDays, timeout }: CloseGapsParts): CloseGaps {
  return async (periods, now, signal) => {
    const rows = await ledger.read(signal);
    const needed = (period: Period): UtcDay[] => [
      ...daysToClose(period, rows, now),
      ...(overlapDays === null ? [] : daysToReadAgain(period, overlapDays, now)),
    ];
    const days = [...new Set(periods.flatMap(needed))].sort();
    if (days.length === 0) return [];
    const inTime = timeout === null ? signal : withTimeLimit(signal, timeout);
    const failures = await readDays(days, now, inTime).then(
      (result) => result.failures,
      (error: unknown) => {
        signal.throwIfAborted();
        if (!inTime.aborted) throw error;
        return [stopReason(inTime, noTimeToRead)];
      },
    );
    return failures.map((failure) => `Not all days could be read: ${failure}`);
  };
}
