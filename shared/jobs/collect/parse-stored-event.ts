import type { AuditEvent, EventParser, StoredEvent } from '../../domain/events/audit-event';

/** A stored event as the analysis sees it. */
export interface ParsedStoredEvent {
  /**
   * When it happened, as its text says; the time under which it is stored if it cannot be understood. Periods and
   * windows are cut by it.
   */
  readonly at: Date;
  /**
   * The time under which it is stored. It differs from `at` when the text, as it is parsed now, gives another time.
   * Reads of the store, and of what is cached of it, are cut by it.
   */
  readonly storedAt: Date;
  /** Null when it cannot be understood. */
  readonly event: AuditEvent | null;
}

/** Parses a stored event. Its `event` is null if the text cannot be understood. */
export function parseStoredEvent(
  { raw, source }: StoredEvent,
  storedAt: Date,
  parse: EventParser,
): ParsedStoredEvent {
  const parsed = parse(raw, source);
  const event = parsed.ok ? parsed.event : null;
  return { at: event?.at ?? storedAt, storedAt, event };
}
