import type { StoredEvent } from '../../domain/events/audit-event';
import type { DayCount } from '../../domain/collection-day';
import type { UtcDay } from '../../domain/time/utc-day';

/** The port to the stored events. Every method ends with an error when the signal is aborted. */
export interface EventStore {
  /** Stores events; resolves when all of them are stored. Storing the same event again changes nothing. */
  save(events: readonly StoredEvent[], signal: AbortSignal): Promise<void>;
  /**
   * Removes events that a better record of the same event replaces; resolves when none of them is stored. One that is
   * gone already is no error.
   */
  remove(events: readonly StoredEvent[], signal: AbortSignal): Promise<void>;
  /** Counts the stored events of a UTC day. */
  count(day: UtcDay, signal: AbortSignal): Promise<DayCount>;
  /**
   * Returns a fingerprint of each stored event of a UTC day, in order of time. Null from a store that must read the events
   * for it. An event whose text the store cannot compare never matches.
   */
  fingerprints(day: UtcDay, signal: AbortSignal): Promise<readonly string[] | null>;
  /** Returns the fingerprint that an event has when the store holds exactly this event. */
  fingerprintOf(event: StoredEvent): string;
  /** Yields the events of the half-open span in order of time, reading as they are asked for. */
  read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent>;
  /** Yields the events whose time could not be read. */
  readUndated(signal: AbortSignal): AsyncIterable<StoredEvent>;
  /** Returns the UTC days before a day that hold events, in order. */
  daysBefore(day: UtcDay, signal: AbortSignal): Promise<readonly UtcDay[]>;
  /** Deletes the events whose time could not be read and that were stored before an instant. Safe to repeat. */
  deleteUndated(storedBefore: Date, signal: AbortSignal): Promise<void>;
  /** Deletes every event of a UTC day. Deleting again, or by two runs at once, is no error. */
  deleteDay(day: UtcDay, signal: AbortSignal): Promise<void>;
}
