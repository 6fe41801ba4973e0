import { readEvent } from '../audit-source/parse-event';
import type { StoredEvent } from '../domain/events/audit-event';
import type { EventTraits } from '../domain/events/event-traits';
import { eventTraitsOf } from './event-traits-of';

/** The traits of a stored event. One that cannot be read meets others by its id alone; null when it has none. */
export function storedEventTraits(stored: StoredEvent): EventTraits | null {
  const { id, at, source } = stored;
  const read = readEvent(parsed(stored.raw), source);
  if (read.ok) return eventTraitsOf(read.wire, read.event, source);
  return id === null || at === null ? null : { form: 'event', source, at, facts: -1, keys: [`id:${id}`] };
}

/** The tenant that a stored event names; null when it names none. */
export function storedTenant({ raw, source }: StoredEvent): string | null {
  const read = readEvent(parsed(raw), source);
  return read.ok ? read.event.tenantId : null;
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
