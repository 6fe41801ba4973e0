import type { Period } from '../../domain/period';
import type { UtcDay } from '../../domain/utc-day';
import type { CollectResult } from './collect';
import type { CollectionLedger } from './collection-ledger';
import { daysToClose } from './coverage';

export interface CloseGapsParts {
  readonly ledger: Pick<CollectionLedger, 'read'>;
  readonly collectDays: (days: readonly UtcDay[], now: Date, signal: AbortSignal) => Promise<CollectResult>;
}

/** Reads the days that the periods need and that are not complete. Returns one sentence per failure. */
export type CloseGaps = (periods: readonly Period[], now: Date, signal: AbortSignal) => Promise<string[]>;

/** Closes the gaps of all periods in one go: a service that is down is asked once, not once per period. */
export function createCloseGaps({ ledger, collectDays }: CloseGapsParts): CloseGaps {
  return async (periods, now, signal) => {
    const rows = await ledger.read(signal);
    const days = [...new Set(periods.flatMap((period) => daysToClose(period, rows, now)))].sort();
    if (days.length === 0) return [];
    const { failures } = await collectDays(days, now, signal);
    return failures.map((failure) => `Not all days could be read: ${failure}`);
  };
}
