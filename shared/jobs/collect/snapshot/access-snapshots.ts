import type { AccessEndpoint } from '../../../domain/access/access-endpoint';
import type { KeptSnapshot, SnapshotRecord, TakenSnapshot } from '../../../domain/access/access-snapshot';
import type { UtcDay } from '../../../domain/time/utc-day';

/** Where snapshots of standing access are kept: one a UTC day, files and ledger. */
export interface AccessSnapshots {
  /** The records of the days from one to another, both included, oldest first. Empty where nothing was ever kept. */
  list(from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<readonly SnapshotRecord[]>;
  /**
   * Keeps a snapshot unless its day has a more complete one (`takesPlaceOf`). A run that dies meanwhile leaves no record
   * that calls complete what is not there.
   */
  keep(snapshot: TakenSnapshot, signal: AbortSignal): Promise<KeptSnapshot>;
  /** The compressed file of a list; null if the file does not exist or differs from the one that the record names. */
  file(record: SnapshotRecord, endpoint: AccessEndpoint, signal: AbortSignal): Promise<Uint8Array | null>;
  /** The UTC days before a day that have a snapshot, in order. */
  daysBefore(day: UtcDay, signal: AbortSignal): Promise<readonly UtcDay[]>;
  /** Deletes a day's files, then its record. Safe to repeat. */
  deleteDay(day: UtcDay, signal: AbortSignal): Promise<void>;
}
