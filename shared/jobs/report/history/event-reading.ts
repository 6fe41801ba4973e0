import type { AuditEvent } from '../../../domain/events/audit-event';
import type { EventStore } from '../../collect/event-store';
import type { EventParser } from '../event-log';
import type { Window } from '../event-windows';

/** A stored event as the analysis sees it. */
export interface ReadEvent {
  /** When it happened. */
  readonly at: Date;
  /** The time under which it is stored. */
  readonly storedAt: Date;
  /** Null when it cannot be understood. */
  readonly event: AuditEvent | null;
}

export interface EventReadingParts {
  readonly store: Pick<EventStore, 'read'>;
  readonly parse: EventParser;
  /** Whether the newest events are kept for the next reading: several reports of a run read the same weeks. */
  readonly isShared: boolean;
}

/** What to read. */
export interface ReadingOrder extends Window {
  /** The first time whose events are kept: a first run reads half a year, but each further report only some weeks. */
  readonly keepFrom: Date;
  /** Identifies what the store holds from `keepFrom` on. Events that were kept under another version are not used. */
  readonly version: string;
}

interface Kept extends Window {
  readonly version: string;
  readonly events: readonly ReadEvent[];
}

/** Creates a reader of stored events, in order of time. It keeps events as long as its run. */
export function createEventReading({ store, parse, isShared }: EventReadingParts) {
  let kept: Kept | null = null;

  return async function* read(order: ReadingOrder, signal: AbortSignal): AsyncGenerator<ReadEvent> {
    const { from, to, keepFrom, version } = order;
    const current = kept?.version === version ? kept : null;
    const known = current !== null && current.from < to && current.to >= to ? current : null;
    const storeTo = known === null ? to : latest(known.from, from);
    const events: ReadEvent[] = [];
    if (from < storeTo)
      for await (const { raw, source, at: storedAt } of store.read(from, storeTo, signal)) {
        if (storedAt === null) continue;
        const parsed = parse(raw, source);
        const event = parsed.ok ? parsed.event : null;
        const read = { at: event?.at ?? storedAt, storedAt, event };
        if (isShared && storedAt >= keepFrom) events.push(read);
        yield read;
      }
    if (known !== null) yield* known.events.filter(({ storedAt }) => storedAt >= from && storedAt < to);
    else if (isShared && to > (current?.to ?? keepFrom))
      kept = { from: latest(from, keepFrom), to, version, events };
  };
}

const latest = (one: Date, other: Date): Date => (one > other ? one : other);
