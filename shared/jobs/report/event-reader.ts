import type { StoredEvent } from '../../domain/audit-event';

/** What a report needs of the store. */
export interface EventReader {
  /** The events of the half-open span in order of time, read as they are asked for. */
  read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent>;
  /** What was kept without a time that can be read. */
  readUndated(signal: AbortSignal): AsyncIterable<StoredEvent>;
}
