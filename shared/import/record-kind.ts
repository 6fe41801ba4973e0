import type { LogSource } from '../domain/events/log-source';
import type { JsonObject } from './json-fields';

/** A kind of exported log: how its records are recognised, and how one becomes an event. */
export interface RecordKind {
  readonly source: Exclude<LogSource, 'graph'>;
  /** Whether a JSON object is a record of this kind. Asked in order; the first that says yes reads the record. */
  matches(record: JsonObject): boolean;
  /**
   * Returns the event that a record holds, or null when the record is of the kind and no audit event of the directory,
   * such as an event of another service in the same log.
   * @throws UnreadableRecordError when the record cannot be read.
   */
  read(record: JsonObject): ExportedEvent | null;
}

/** An event of a file in the shape of Graph's `directoryAudit`. */
export interface ExportedEvent {
  /** Without an `id` where the record has none. */
  readonly event: JsonObject;
  /** Whether `event` is the record itself, so that its text can be kept as it came. */
  readonly isVerbatim: boolean;
}
