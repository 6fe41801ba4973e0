import type { Period } from '../../domain/period';
import type { UtcDay } from '../../domain/utc-day';
import type { CollectionLedger, CollectResult } from './collect';
import { daysToClose } from './coverage';

export interface CloseGapsParts {
  readonly ledger: CollectionLedger;
  readonly collectDays: (days: readonly UtcDay[], now: Date, signal: AbortSignal) => Promise<CollectResult>;
}

/** Reads the days that periods need and the ledger does not hold complete; what could not be read, a sentence each. */
export type CloseGaps = (periods: readonly Period[], now: Date, signal: AbortSignal) => Promise<string[]>;

/** Closes the gaps of all the periods at once, so that a service that is down is asked once and not for each. */
export function createCloseGaps({ ledger, collectDays }: CloseGapsParts): CloseGaps {
  return async (periods, now, signal) => {
    const rows = await ledger.read(signal);
    const days = [...new Set(periods.flatMap((period) => daysToClose(period, rows, now)))].sort();
    if (days.length === 0) return [];
    const { failures } = await collectDays(days, now, signal);
    return failures.map((failure) => `Not all days could be read: ${failure}`);
  };
}
