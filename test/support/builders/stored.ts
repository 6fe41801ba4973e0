import type { AuditEvent, ParsedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import { aStoredEvent } from '../fakes/ports';

/** An event of our words as it would be kept; `parseStored` reads it again. */
export function storedOf(event: AuditEvent): StoredEvent {
  return aStoredEvent({ id: event.id, at: event.at, raw: JSON.stringify(event) });
}

const instant = (text: unknown): Date | null => (typeof text === 'string' ? new Date(text) : null);

/** Reads what `storedOf` wrote; anything else cannot be understood. */
export function parseStored(raw: string): ParsedEvent {
  const event = JSON.parse(raw) as AuditEvent;
  const at = instant(event.at);
  if (at === null) return { ok: false, problem: 'no event', id: null, at: null };
  const [startTime, expirationTime] = [instant(event.startTime), instant(event.expirationTime)];
  return { ok: true, event: { ...event, at, startTime, expirationTime } };
}
