import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredEvent } from '../../domain/events/audit-event';
import type { DayCount } from '../../domain/collection-day';
import { startOfUtcDay, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { contentDigest, undatedPartition } from '../event-key';
import { openDayFile, type DayFile } from './files/day-file';
import { clearError } from './files/folder-error';
import { orNull } from './files/or-null';
import type { StoreFolder } from './files/store-folder';

/**
 * Maximum number of events whose places are remembered between calls. The file of a day whose places are not remembered
 * is read again to append to it or to count it, so the files of a collected week with more events are read again to
 * count it.
 */
const maxIndexed = 20_000;

/** Creates the event store of a folder: `events/2026-11-16.ndjson`, a file for each UTC day. */
export function createFolderEventStore(folder: StoreFolder) {
  const root = join(folder.path, 'events');
  const pathOf = (day: string) => join(root, `${day}.ndjson`);
  /** Files with an index, the last used one last. */
  const files = new Map<string, DayFile>();
  /** Days with appended events that may not be on disk yet. */
  const unsynced = new Set<string>();

  function fileOf(day: string): DayFile {
    const file = files.get(day) ?? openDayFile(pathOf(day));
    files.delete(day);
    files.set(day, file);
    let indexed = 0;
    for (const [place, [other, { size }]] of [...files].reverse().entries()) {
      indexed += size;
      // Keep the last two days, whatever their size: a page around midnight holds events of both.
      if (indexed > maxIndexed && place > 1) files.delete(other);
    }
    return file;
  }

  return {
    save: (events: readonly StoredEvent[], signal: AbortSignal): Promise<void> =>
      folder.write(async () => {
        for (const [day, ofDay] of groupByDay(events)) {
          signal.throwIfAborted();
          unsynced.add(day);
          await fileOf(day).append(ofDay, folder.clock());
        }
      }, signal),

    remove: (events: readonly StoredEvent[], signal: AbortSignal): Promise<void> =>
      folder.write(async () => {
        for (const [day, ofDay] of groupByDay(events)) {
          signal.throwIfAborted();
          unsynced.add(day);
          await fileOf(day).remove(ofDay, folder.clock());
        }
      }, signal),

    count: (day: UtcDay, signal: AbortSignal): Promise<DayCount> =>
      folder.read(() => {
        signal.throwIfAborted();
        return fileOf(day).count();
      }),

    /** The files are as fast to read as to check. */
    fingerprints: (): Promise<null> => Promise.resolve(null),

    fingerprintOf: (event: StoredEvent): string => contentDigest(event),

    async *read(from: Date, to: Date, signal: AbortSignal): AsyncGenerator<StoredEvent> {
      // Of the days that are stored, not of all days of the span: it may be all of time.
      const first = utcDayOf(from);
      const days = (await storedDays()).filter((each) => each >= first && startOfUtcDay(each) < to);
      for (const day of days)
        for await (const event of eventsOf(day, signal))
          if (event.at !== null && event.at >= from && event.at < to) yield event;
    },

    readUndated: (signal: AbortSignal): AsyncGenerator<StoredEvent> => eventsOf(undatedPartition, signal),

    async daysBefore(day: UtcDay, signal: AbortSignal): Promise<UtcDay[]> {
      signal.throwIfAborted();
      return (await storedDays()).filter((each) => each < day);
    },

    deleteUndated: (storedBefore: Date, signal: AbortSignal): Promise<void> =>
      folder.write(async () => {
        const old = await fileOf(undatedPartition).storedBefore(storedBefore);
        if (old.length === 0) return;
        unsynced.add(undatedPartition);
        await fileOf(undatedPartition).remove(old, folder.clock());
      }, signal),

    deleteDay: (day: UtcDay, signal: AbortSignal): Promise<void> =>
      folder.write(async () => {
        files.delete(day);
        await rm(pathOf(day), { force: true });
      }, signal),

    /** Waits until all saved events are on disk: before anything is written that relies on them. */
    sync: (): Promise<void> =>
      folder.read(async () => {
        for (const day of unsynced) await fileOf(day).sync();
        unsynced.clear();
      }),
  };

  async function* eventsOf(day: string, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    try {
      for await (const event of fileOf(day).read()) {
        signal.throwIfAborted();
        yield event;
      }
    } catch (error) {
      throw clearError(folder.path, error);
    }
  }

  /** The UTC days that have a file, in order. */
  function storedDays(): Promise<UtcDay[]> {
    return folder.read(async () => {
      const names = (await orNull(readdir(root))) ?? [];
      return names.flatMap((name) => /^(\d{4}-\d{2}-\d{2})\.ndjson$/.exec(name)?.[1] ?? []).sort();
    });
  }
}

function groupByDay(events: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const days = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const day = event.at === null ? undatedPartition : utcDayOf(event.at);
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [event]);
    else ofDay.push(event);
  }
  return days;
}
