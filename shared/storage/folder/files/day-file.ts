import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../../../files/make-folder';
import type { StoredEvent } from '../../../domain/events/audit-event';
import type { DayCount } from '../../../domain/collection-day';
import { isImported } from '../../../domain/events/log-source';
import { eventDigest } from '../../event-key';
import { encodeEventLine, formatRemoval, parseEventLine, type EventLine } from './event-line';
import { chunkBytes, nearLines, sortEntries, type DayEntry } from './day-entry';
import { orNull } from './or-null';
import { readLines } from './read-lines';
import { isJson } from '../../../text/is-json';

/**
 * Opens a file of events, one line each, to which lines are only ever appended; the last line of an id counts. A line
 * that a crash left half-written is ignored, and removed by the next append. Memory holds an index of the lines, not
 * the lines. Appends must not overlap.
 */
export function openDayFile(path: string) {
  const entries = new Map<string, DayEntry>();
  /** Bytes that the index covers, and the file that they are in: it may have been deleted and made again. */
  let indexed = 0;
  let inode = 0;

  /**
   * Reads what was appended since the last read, by this process or another one. Returns the number of bytes behind the last
   * whole line. While it waits for the file, an append or another read may index more.
   */
  async function refresh(file: FileHandle): Promise<number> {
    const before = indexed;
    const { size, ino } = await file.stat();
    if (size < before || ino !== inode) {
      entries.clear();
      indexed = 0;
      inode = ino;
    }
    for await (const { bytes, offset, isEnded } of readLines(file, Math.min(indexed, size), size)) {
      if (offset < indexed) continue;
      const text = bytes.toString('utf8');
      const line = isEnded || isJson(text) ? parseEventLine(text) : null;
      if (line?.event === null) entries.delete(line.digest);
      else if (line !== null) addEntry(line.digest, line.event, offset, bytes.length);
      if (isEnded) indexed = offset + bytes.length + 1;
    }
    return Math.max(0, size - indexed);
  }

  function addEntry(key: string, event: StoredEvent, offset: number, length: number): void {
    const [isUnreadable, isImportedEvent] = [event.problem !== null, isImported(event.source)];
    const at = event.at?.getTime() ?? 0;
    entries.set(key, { at, isUnreadable, isImported: isImportedEvent, offset, length });
  }

  /** Appends lines and indexes them, so that they need not be read again. A reader may have indexed them meanwhile. */
  async function appendPart(file: FileHandle, part: readonly NewLine[]): Promise<void> {
    let offset = indexed;
    await file.appendFile(Buffer.concat(part.map(({ bytes }) => bytes)));
    for (const { key, event, bytes } of part) {
      addEntry(key, event, offset, bytes.length - 1);
      offset += bytes.length;
    }
    indexed = Math.max(indexed, offset);
  }

  return {
    /** Number of events that the index holds. */
    get size(): number {
      return entries.size;
    },

    /** Appends the events that the file does not hold yet in this form. */
    append: (events: readonly StoredEvent[], readAt: Date): Promise<void> =>
      appending(async (file) => {
        const fresh = new Map<string, StoredEvent>();
        for (const event of events) {
          const key = eventDigest(event);
          // Of two forms of an event in this call the later one counts.
          fresh.delete(key);
          fresh.set(key, event);
        }
        const known = [...fresh.keys()].flatMap((key) => entries.get(key) ?? []);
        for await (const { digest, event } of readEntries(file, known.sort(byOffset))) {
          const given = fresh.get(digest);
          if (event !== null && given !== undefined && isSame(event, given)) fresh.delete(digest);
        }
        for (const part of lineParts([...fresh], readAt)) await appendPart(file, part);
      }),

    /** Appends lines that remove events, those that the file holds. */
    remove: (events: readonly StoredEvent[], readAt: Date): Promise<void> =>
      appending(async (file) => {
        const stored = events.filter((event) => entries.has(eventDigest(event)));
        await file.appendFile(stored.map((event) => `${formatRemoval(event, readAt)}\n`).join(''));
        await refresh(file);
      }),

    /** Counts the events, those that could not be understood, and those that came from a file. */
    async count(): Promise<DayCount> {
      await reading(refresh);
      const count = { events: 0, unreadable: 0, imported: 0 };
      for (const entry of entries.values()) {
        count.events += 1;
        if (entry.isUnreadable) count.unreadable += 1;
        if (entry.isImported) count.imported += 1;
      }
      return count;
    },

    /** Returns the events that were stored before an instant. */
    async storedBefore(instant: Date): Promise<StoredEvent[]> {
      const found: StoredEvent[] = [];
      for await (const { event, readAt } of lines())
        if (event !== null && readAt !== null && readAt < instant) found.push(event);
      return found;
    },

    /** Yields the events in order of time; events of the same time in the order of their digests. */
    async *read(): AsyncGenerator<StoredEvent> {
      for await (const { event } of lines()) if (event !== null) yield event;
    },

    /** Waits until everything appended is on disk. */
    async sync(): Promise<void> {
      await reading((file) => file.sync());
    },
  };

  /** Yields the lines that count, in order of time. */
  async function* lines(): AsyncGenerator<EventLine> {
    const file = await orNull(open(path, 'r'));
    if (file === null) return;
    try {
      await refresh(file);
      yield* readEntries(file, sortEntries(entries));
    } finally {
      await file.close();
    }
  }

  /** Runs an append on a file whose last line is whole and whose index is up to date. */
  async function appending(append: (file: FileHandle) => Promise<void>): Promise<void> {
    const file = await openToAppend(path);
    try {
      const unended = await refresh(file);
      if (unended > 0) {
        await repairEnd(file, indexed, unended);
        await refresh(file);
      }
      await append(file);
    } finally {
      await file.close();
    }
  }

  async function reading(work: (file: FileHandle) => Promise<unknown>): Promise<void> {
    const file = await orNull(open(path, 'r'));
    if (file === null) return;
    try {
      await work(file);
    } finally {
      await file.close();
    }
  }
}

/** A file of events. */
export type DayFile = ReturnType<typeof openDayFile>;

/** A line to append, with its line feed. */
interface NewLine {
  readonly key: string;
  readonly event: StoredEvent;
  readonly bytes: Buffer;
}

/** Formats events as lines. Yields them in parts, each of which is written at once. */
function* lineParts(events: readonly (readonly [string, StoredEvent])[], readAt: Date): Generator<NewLine[]> {
  let part: NewLine[] = [];
  let length = 0;
  for (const [key, event] of events) {
    const bytes = encodeEventLine(event, readAt);
    part.push({ key, event, bytes });
    length += bytes.length;
    if (length < chunkBytes) continue;
    yield part;
    [part, length] = [[], 0];
  }
  if (part.length > 0) yield part;
}

/** Returns whether two records are equal. */
const isSame = (one: StoredEvent, other: StoredEvent): boolean =>
  one.raw === other.raw &&
  one.source === other.source &&
  one.at?.getTime() === other.at?.getTime() &&
  one.activity === other.activity &&
  one.problem === other.problem;

const byOffset = (one: DayEntry, other: DayEntry): number => one.offset - other.offset;

/** Yields the lines of some entries, in their order. */
async function* readEntries(file: FileHandle, entries: readonly DayEntry[]): AsyncGenerator<EventLine> {
  for (const group of nearLines(entries)) {
    const bytes = Buffer.alloc(group.to - group.from);
    await file.read(bytes, 0, bytes.length, group.from);
    for (const { offset, length } of group.entries) {
      const start = offset - group.from;
      const line = parseEventLine(bytes.toString('utf8', start, start + length));
      if (line !== null) yield line;
    }
  }
}

/**
 * Repairs the end of a file behind its whole lines: removes a half-written line, and ends a whole one that lacks only
 * its line feed, as editors leave it.
 */
async function repairEnd(file: FileHandle, wholeLines: number, unended: number): Promise<void> {
  const rest = Buffer.alloc(unended);
  await file.read(rest, 0, rest.length, wholeLines);
  if (isJson(rest.toString('utf8'))) await file.appendFile('\n');
  else await file.truncate(wholeLines);
}

/** Opens a file to append to it. Creates it, and its folder, if they do not exist. */
async function openToAppend(path: string): Promise<FileHandle> {
  const opened = await orNull(open(path, 'a+', 0o600));
  if (opened !== null) return opened;
  await makeFolder(dirname(path), 0o700);
  return open(path, 'a+', 0o600);
}
