import { createHash } from 'node:crypto';
import type { CollectionDay } from '../../domain/collection-day';
import type { EventParser } from '../../domain/events/audit-event';
import { addUtcDays, endOfUtcDay, startOfUtcDay, type UtcDay } from '../../domain/time/utc-day';
import type { EventStore } from './event-store';
import type { HistorySummaries } from './history-summaries';
import { parseStoredEvent, type ParsedStoredEvent } from './parse-stored-event';
import { formatParsedDay, isParsedDay, readParsedDay } from './parsed-day';
import { withTimeLimit } from '../../domain/time/time-limit';

/**
 * Numbers of events of the days that are kept, and the most characters that their texts may have. A smaller day is read
 * from its events in a few requests. A larger one would need too much memory at once.
 */
const keptSize = { min: 500, max: 20_000, characters: 40_000_000 };

/** Milliseconds to read a parsed day, and to keep those of a night: a service that is busy must not cost a mail. */
const timeout = { read: 20_000, keep: 60_000 };

export interface ParsedDaysParts {
  readonly store: Pick<EventStore, 'read' | 'marks' | 'markOf'>;
  readonly summaries: Pick<HistorySummaries, 'read' | 'save'>;
  readonly parse: EventParser;
  /** Identifies the code that parses: days that another build parsed are not read. */
  readonly build: string;
  /** Numbers of events of the days that are kept; by default {@link keptSize}. */
  readonly size?: typeof keptSize;
}

/** Kept days of parsed events. */
export type ParsedDays = ReturnType<typeof createParsedDays>;

/** The kind of summary under which parsed days are kept. */
const kind = 'parsed-days';

/** Days of one run that are kept: yesterday and, by default, the days that it reads again. A first run reads a month. */
const maxDays = 4;

/**
 * Creates the days of parsed events, which save a report from reading and parsing the events' texts. A day is used only if
 * the store holds exactly the events from which this build made it. One that is lost, or a store that fails, costs time
 * and nothing else.
 */
export function createParsedDays(parts: ParsedDaysParts) {
  const { store, summaries, parse, build, size = keptSize } = parts;
  /** Whether reading has failed: asking again for each day would cost the run its time. */
  let hasFailed = false;

  const isWorthKeeping = ({ state, events }: CollectionDay): boolean =>
    state === 'complete' && events >= size.min && events <= size.max;

  const digestOf = (marks: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([build, marks]))
      .digest('base64url');

  /** Returns the events of a day in order of time; null when they are not kept as they are stored now. */
  async function read(day: CollectionDay, signal: AbortSignal): Promise<ParsedStoredEvent[] | null> {
    if (hasFailed || !isWorthKeeping(day)) return null;
    try {
      const inTime = withTimeLimit(signal, timeout.read);
      const text = await textOf(day.day, inTime);
      const marks = text === null ? null : await store.marks(day.day, inTime);
      return text === null || marks === null ? null : readParsedDay(text, digestOf(marks));
    } catch {
      signal.throwIfAborted();
      hasFailed = true;
      return null;
    }
  }

  /** Keeps the newest of the days that a run has read. Never throws: the run has stored their events. */
  async function keep(rows: readonly CollectionDay[], signal: AbortSignal): Promise<void> {
    const days = new Set(rows.filter(isWorthKeeping).map(({ day }) => day));
    try {
      const inTime = withTimeLimit(signal, timeout.keep);
      for (const day of [...days].sort().slice(-maxDays)) await keepDay(day, inTime);
    } catch {
      // Reports then read the events.
    }
  }

  async function textOf(day: UtcDay, signal: AbortSignal): Promise<string | null> {
    const texts = await summaries.read(kind, day, addUtcDays(day, 1), signal);
    return texts.get(day) ?? null;
  }

  async function keepDay(day: UtcDay, signal: AbortSignal): Promise<void> {
    const stored = await store.marks(day, signal);
    if (stored === null || isParsedDay((await textOf(day, signal)) ?? '', digestOf(stored))) return;
    const events: ParsedStoredEvent[] = [];
    // The digest is of the events that are parsed here: their rows may change meanwhile.
    const marks: string[] = [];
    let characters = 0;
    for await (const event of store.read(startOfUtcDay(day), endOfUtcDay(day), signal)) {
      characters += event.raw.length;
      if (event.at === null || characters > size.characters) return;
      events.push(parseStoredEvent(event, event.at, parse));
      marks.push(store.markOf(event));
    }
    await summaries.save(kind, day, formatParsedDay(events, digestOf(marks)), signal);
  }

  return { read, keep };
}
