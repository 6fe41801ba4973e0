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
  /** Events from here on are kept, if anything is: of a first run that reads half a year, only what each report reads. */
  readonly keepFrom: Date;
  /** What the store holds of this window, as far as anyone knows: with another one, nothing that was kept counts. */
  readonly version: string;
}

/** Creates the reading of stored events, in order of time. What it keeps lives as long as the run that made it. */
export function createEventReading({ store, parse, isShared }: EventReadingParts) {
  let kept: (Window & { readonly version: string; readonly events: readonly ReadEvent[] }) | null = null;

  return async function* read(
    { from, to, keepFrom, version }: ReadingOrder,
    signal: AbortSignal,
  ): AsyncGenerator<ReadEvent> {
    const isInside = ({ storedAt }: ReadEvent) => storedAt >= from && storedAt < to;
    if (kept?.version === version && kept.from <= from && kept.to >= to) {
      yield* kept.events.filter(isInside);
      return;
    }
    kept = null;
    const events: ReadEvent[] = [];
    for await (const { raw, source, at: storedAt } of store.read(from, to, signal)) {
      if (storedAt === null) continue;
      const parsed = parse(raw, source);
      const event = parsed.ok ? parsed.event : null;
      const read = { at: event?.at ?? storedAt, storedAt, event };
      if (isShared && storedAt >= keepFrom) events.push(read);
      yield read;
    }
    if (isShared) kept = { from: from > keepFrom ? from : keepFrom, to, version, events };
  };
}
