import type { CollectionDay } from '../../domain/collection-day';
import type { EventParser, StoredEvent } from '../../domain/events/audit-event';
import { addUtcDays, endOfUtcDay, startOfUtcDay, type UtcDay } from '../../domain/time/utc-day';
import type { EventStore } from './event-store';
import type { HistorySummaries } from './history-summaries';
import { formatParsedDay, isParsedDay, readParsedDay, type ParsedStoredEvent } from './parsed-day';

/**
 * Numbers of events of the days that are kept. A smaller day is read from its events in a few requests. A larger one would
 * need too much memory at once.
 */
const keptSize = { min: 500, max: 20_000 };

export interface ParsedDaysParts {
  readonly store: Pick<EventStore, 'read' | 'digest'>;
  readonly summaries: Pick<HistorySummaries, 'read' | 'save'>;
  readonly parse: EventParser;
  /** Numbers of events of the days that are kept; by default {@link keptSize}. */
  readonly size?: typeof keptSize;
}

/** Kept days of parsed events. */
export type ParsedDays = ReturnType<typeof createParsedDays>;

/** The kind of summary under which parsed days are kept. */
const kind = 'parsed-days';

/** Days of one run that are kept: yesterday and, by default, the days that it reads again. A first run reads a month. */
const maxDays = 4;

/** Parses a stored event. */
export function readStored(
  { raw, source }: StoredEvent,
  storedAt: Date,
  parse: EventParser,
): ParsedStoredEvent {
  const parsed = parse(raw, source);
  const event = parsed.ok ? parsed.event : null;
  return { at: event?.at ?? storedAt, storedAt, event };
}

/**
 * Creates the days of parsed events, which save a report from reading and parsing the events' texts. A day is used only if
 * the store holds exactly the events from which it was made: then their digest is the same. One that is lost, or a store
 * that fails, costs time and nothing else.
 */
export function createParsedDays({ store, summaries, parse, size = keptSize }: ParsedDaysParts) {
  return { read, keep };

  function isKept({ state, events }: CollectionDay): boolean {
    return state === 'complete' && events >= size.min && events <= size.max;
  }

  /** Returns the events of a day in order of time; null when they are not kept as they are stored now. */
  async function read(day: CollectionDay, signal: AbortSignal): Promise<ParsedStoredEvent[] | null> {
    if (!isKept(day)) return null;
    try {
      const text = await textOf(day.day, signal);
      if (text === null) return null;
      const digest = await store.digest(day.day, signal);
      return digest === null ? null : readParsedDay(text, digest);
    } catch {
      signal.throwIfAborted();
      return null;
    }
  }

  /** Keeps the newest of the days that a run has read. Never throws: the run has stored their events. */
  async function keep(rows: readonly CollectionDay[], signal: AbortSignal): Promise<void> {
    const days = new Set(rows.filter(isKept).map(({ day }) => day));
    try {
      for (const day of [...days].sort().slice(-maxDays)) await keepDay(day, signal);
    } catch {
      // Reports then read the events.
    }
  }

  async function textOf(day: UtcDay, signal: AbortSignal): Promise<string | null> {
    const texts = await summaries.read(kind, day, addUtcDays(day, 1), signal);
    return texts.get(day) ?? null;
  }

  async function keepDay(day: UtcDay, signal: AbortSignal): Promise<void> {
    // Before the events are read: if one comes meanwhile, the day has another digest.
    const digest = await store.digest(day, signal);
    if (digest === null || isParsedDay((await textOf(day, signal)) ?? '', digest)) return;
    const events: ParsedStoredEvent[] = [];
    for await (const stored of store.read(startOfUtcDay(day), endOfUtcDay(day), signal))
      if (stored.at !== null) events.push(readStored(stored, stored.at, parse));
    await summaries.save(kind, day, formatParsedDay(events, digest), signal);
  }
}
