import type { CollectionDay } from '../../domain/collection-day';
import type { UtcDay } from '../../domain/time/utc-day';

/** Milliseconds that writing a ledger may still take after the run's own time is up. */
export const ledgerGrace = 60_000;

/** The port to the collection ledger, which has a row for each UTC day. */
export interface CollectionLedger {
  /** Returns every row by its day. */
  read(signal: AbortSignal): Promise<Map<UtcDay, CollectionDay>>;
  /** Writes rows over those of the same days. Up to a hundred rows of one call are written together or not at all. */
  write(days: readonly CollectionDay[], signal: AbortSignal): Promise<void>;
}
