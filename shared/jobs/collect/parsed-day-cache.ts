import { createHash } from 'node:crypto';
import type { CollectionDay } from '../../domain/collection-day';
import type { EventParser } from '../../domain/events/audit-event';
import { addUtcDays, endOfUtcDay, startOfUtcDay, type UtcDay } from '../../domain/time/utc-day';
import type { EventStore } from './event-store';
import type { HistorySummaries } from './history-summaries';
import { parseStoredEvent, type ParsedStoredEvent } from './parse-stored-event';
import { formatParsedDay, hasDigest, readParsedDay } from './parsed-day';
import { withTimeLimit } from '../../domain/time/time-limit';

/**
 * Numbers of events of the days that are cached, and maximum characters of their texts. A smaller day is read
 * from its events in a few requests. A larger one would need too much memory at once.
 */
const cachedSize = { min: 500, max: 20_000, characters: 40_000_000 };

/** Milliseconds to read a parsed day, and to save those of a night: a service that is busy must not cost a mail. */
const timeout = { read: 20_000, save: 60_000 };

export interface ParsedDayCacheParts {
  readonly store: Pick<EventStore, 'read' | 'fingerprints' | 'fingerprintOf'>;
  readonly summaries: Pick<HistorySummaries, 'read' | 'save'>;
  readonly parse: EventParser;
  /** Identifies the code that parses: days that another build parsed are not read. */
  readonly build: string;
  /** Numbers of events of the days that are cached; by default {@link cachedSize}. */
  readonly size?: typeof cachedSize;
}

/** A cache of the parsed events of each day. */
export type ParsedDayCache = ReturnType<typeof createParsedDayCache>;

/** The kind of summary under which parsed days are stored. */
const kind = 'parsed-days';

/** Days of one run that are cached: yesterday and, by default, the days that it reads again. A first run reads a month. */
const maxDays = 4;

/**
 * Creates the cache of the parsed events of each day, which saves a report from reading and parsing the events' texts. A day
 * is used only if the store holds exactly the events from which this build made it. A day that is lost, or a store that
 * fails, costs time and nothing else.
 */
export function createParsedDayCache(parts: ParsedDayCacheParts) {
  const { store, summaries, parse, build, size = cachedSize } = parts;
  /** Whether reading has failed: asking again for each day would cost the run its time. */
  let hasFailed = false;

  const isWorthCaching = ({ state, events }: CollectionDay): boolean =>
    state === 'complete' && events >= size.min && events <= size.max;

  const digestOf = (fingerprints: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([build, fingerprints]))
      .digest('base64url');

  /** Returns the events of a day in order of time; null when they are not cached as they are stored now. */
  async function read(day: CollectionDay, signal: AbortSignal): Promise<ParsedStoredEvent[] | null> {
    if (hasFailed || !isWorthCaching(day)) return null;
    try {
      const inTime = withTimeLimit(signal, timeout.read);
      const text = await textOf(day.day, inTime);
      const fingerprints = text === null ? null : await store.fingerprints(day.day, inTime);
      return text === null || fingerprints === null ? null : readParsedDay(text, digestOf(fingerprints));
    } catch {
      signal.throwIfAborted();
      hasFailed = true;
      return null;
    }
  }

  /** Caches the newest of the days that a run has read. Never throws: the run has stored their events. */
  async function save(rows: readonly CollectionDay[], signal: AbortSignal): Promise<void> {
    const days = new Set(rows.filter(isWorthCaching).map(({ day }) => day));
    try {
      const inTime = withTimeLimit(signal, timeout.save);
      for (const day of [...days].sort().slice(-maxDays)) await saveDay(day, inTime);
    } catch {
      // Reports then read the events.
    }
  }

  async function textOf(day: UtcDay, signal: AbortSignal): Promise<string | null> {
    const texts = await summaries.read(kind, day, addUtcDays(day, 1), signal);
    return texts.get(day) ?? null;
  }

  async function saveDay(day: UtcDay, signal: AbortSignal): Promise<void> {
    const stored = await store.fingerprints(day, signal);
    if (stored === null || hasDigest((await textOf(day, signal)) ?? '', digestOf(stored))) return;
    const events: ParsedStoredEvent[] = [];
    // The digest is of the events that are parsed here: their rows may change meanwhile.
    const fingerprints: string[] = [];
    let characters = 0;
    for await (const event of store.read(startOfUtcDay(day), endOfUtcDay(day), signal)) {
      characters += event.raw.length;
      if (event.at === null || characters > size.characters) return;
      events.push(parseStoredEvent(event, event.at, parse));
      fingerprints.push(store.fingerprintOf(event));
    }
    await summaries.save(kind, day, formatParsedDay(events, digestOf(fingerprints)), signal);
  }

  return { read, save };
}
