import type { AuditEvent, ParsedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import { aStoredEvent } from '../fakes/ports';

/** Returns an event as it would be stored; `parseStored` reads it. */
export function storedOf(event: AuditEvent): StoredEvent {
  return aStoredEvent({ id: event.id, at: event.at, raw: JSON.stringify(event) });
}

const instant = (text: unknown): Date | null => (typeof text === 'string' ? new Date(text) : null);

/** Parses the text that `storedOf` wrote; fails for any other text. */
export function parseStored(raw: string): ParsedEvent {
  const event = JSON.parse(raw) as AuditEvent;
  const at = instant(event.at);
  if (at === null) return { ok: false, problem: 'no event', id: null, at: null };
  const [startTime, expirationTime] = [instant(event.startTime), instant(event.expirationTime)];
  return { ok: true, event: { ...event, at, startTime, expirationTime } };
}
