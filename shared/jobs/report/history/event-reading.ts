import type { CollectionDay } from '../../../domain/collection-day';
import type { EventParser } from '../../../domain/events/audit-event';
import { endOfUtcDay, startOfUtcDay, utcDaysBetween, type UtcDay } from '../../../domain/time/utc-day';
import type { EventStore } from '../../collect/event-store';
import { parseStoredEvent, type ParsedStoredEvent } from '../../collect/parse-stored-event';
import type { ParsedDayCache } from '../../collect/parsed-day-cache';
import type { Window } from '../event-windows';

export interface EventReadingParts {
  readonly store: Pick<EventStore, 'read'>;
  readonly parse: EventParser;
  /** The cache of the parsed events of each day; left out, all events are read and parsed. */
  readonly parsedDays?: Pick<ParsedDayCache, 'read'> | undefined;
  /** Whether the newest events are kept for the next reading: several reports of a run read the same weeks. */
  readonly isShared: boolean;
}

/** What to read. */
export interface ReadingOrder extends Window {
  /** The first time whose events are kept: a first run reads half a year, but each further report only some weeks. */
  readonly keepFrom: Date;
  /** Identifies what the store holds from `keepFrom` on. Events that were kept under another version are not used. */
  readonly version: string;
  readonly ledger: ReadonlyMap<UtcDay, CollectionDay>;
}

interface Kept extends Window {
  readonly version: string;
  readonly events: readonly ParsedStoredEvent[];
}

/** Creates a reader of stored events, in order of time. It keeps events as long as its run. */
export function createEventReading({ store, parse, parsedDays, isShared }: EventReadingParts) {
  let kept: Kept | null = null;

  return async function* read(order: ReadingOrder, signal: AbortSignal): AsyncGenerator<ParsedStoredEvent> {
    const { from, to, keepFrom, version } = order;
    const current = kept?.version === version ? kept : null;
    const known = current !== null && current.from < to && current.to >= to ? current : null;
    const storeTo = known === null ? to : latest(known.from, from);
    const events: ParsedStoredEvent[] = [];
    for await (const read of readStore({ ...order, to: storeTo }, signal)) {
      if (isShared && read.storedAt >= keepFrom) events.push(read);
      yield read;
    }
    // By the stored time, by which the store cuts what it reads.
    if (known !== null) yield* known.events.filter(({ storedAt }) => storedAt >= from && storedAt < to);
    else if (isShared && to > (current?.to ?? keepFrom))
      kept = { from: latest(from, keepFrom), to, version, events };
  };

  /** Takes the days that are cached; reads and parses the events before, between and after them. */
  async function* readStore(
    { from, to, ledger }: Omit<ReadingOrder, 'keepFrom' | 'version'>,
    signal: AbortSignal,
  ): AsyncGenerator<ParsedStoredEvent> {
    let next = from;
    for (const day of utcDaysBetween(from, to)) {
      const row = ledger.get(day);
      const events = row === undefined ? undefined : await parsedDays?.read(row, signal);
      if (!events) continue;
      yield* readAndParse(next, startOfUtcDay(day), signal);
      yield* events.filter(({ storedAt }) => storedAt >= from && storedAt < to);
      next = endOfUtcDay(day);
    }
    yield* readAndParse(next, to, signal);
  }

  async function* readAndParse(from: Date, to: Date, signal: AbortSignal): AsyncGenerator<ParsedStoredEvent> {
    if (from >= to) return;
    for await (const stored of store.read(from, to, signal))
      if (stored.at !== null) yield parseStoredEvent(stored, stored.at, parse);
  }
}

const latest = (one: Date, other: Date): Date => (one > other ? one : other);
