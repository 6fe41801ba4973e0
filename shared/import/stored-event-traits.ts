import { readEvent, readHead } from '../audit-source/parse-event';
import type { IdentifiedEvent, StoredEvent } from '../domain/events/audit-event';
import { countFacts, type EventTraits, type MatchKey, type RecordForm } from '../domain/events/event-traits';
import type { LogSource } from '../domain/events/log-source';
import { formOf, keysOf } from './event-keys';

/**
 * Returns the traits of an event that is stored, or will be. Keys and facts are read from its text at first use; an event
 * that cannot be read has none.
 */
export const storedEventTraits = ({ id, at, source, raw }: IdentifiedEvent): EventTraits =>
  new LazyTraits(id, at, source, raw);

/**
 * A class, so that all objects share its getters: getters of each object would keep the event's text in memory for longer.
 */
class LazyTraits implements EventTraits {
  readonly form: RecordForm;
  private read: Pick<EventTraits, 'keys' | 'facts'> | null = null;

  constructor(
    readonly id: string,
    readonly at: Date,
    readonly source: LogSource,
    private readonly raw: string,
  ) {
    this.form = formOf(id, source);
  }

  get keys(): readonly MatchKey[] {
    return (this.read ??= readTraits(this.raw, this.source)).keys;
  }

  get facts(): number {
    return (this.read ??= readTraits(this.raw, this.source)).facts;
  }
}

function readTraits(raw: string, source: LogSource): Pick<EventTraits, 'keys' | 'facts'> {
  const read = readEvent(parsed(raw), source);
  if (!read.ok) return { keys: [], facts: -1 };
  return { keys: keysOf(read.wire, read.event), facts: countFacts(read.event) };
}

/** Returns the tenant that a stored event names, or null if it names none. */
export function storedTenant({ raw }: StoredEvent): string | null {
  const read = readHead(parsed(raw));
  return read.ok ? read.head.tenantId : null;
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
