import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { makeFolder } from '../../files/make-folder';
import type { UtcDay } from '../../domain/time/utc-day';
import { orNull } from './files/or-null';
import type { StoreFolder } from './files/store-folder';

/**
 * Creates the summaries of past weeks, and the days of parsed events, in a folder: `history/KIND/2026-11-16.json.gz`. A
 * file is replaced in one step and can be made again from the events, so writing takes no lock: a report does not wait for
 * a collection.
 */
export function createFolderHistorySummaries(folder: StoreFolder) {
  const root = join(folder.path, 'history');
  const fileOf = (kind: string, day: UtcDay) => join(root, kind, `${day}.json.gz`);

  const daysOf = async (kind: string, from: UtcDay, to: UtcDay): Promise<UtcDay[]> =>
    ((await orNull(readdir(join(root, kind)))) ?? [])
      .flatMap((name) => /^(\d{4}-\d{2}-\d{2})\.json\.gz$/.exec(name)?.[1] ?? [])
      .filter((day) => day >= from && day < to)
      .sort();

  return {
    read: (kind: string, from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<Map<UtcDay, string>> =>
      folder.read(async () => {
        const texts = new Map<UtcDay, string>();
        for (const day of await daysOf(kind, from, to)) {
          signal.throwIfAborted();
          const content = await orNull(readFile(fileOf(kind, day)));
          if (content !== null) texts.set(day, gunzipSync(content).toString('utf8'));
        }
        return texts;
      }),

    save: (kind: string, day: UtcDay, text: string, signal: AbortSignal): Promise<void> =>
      folder.read(async () => {
        signal.throwIfAborted();
        await makeFolder(join(root, kind), 0o700);
        const draft = join(root, kind, `${randomUUID()}.tmp`);
        await writeFile(draft, gzipSync(text), { mode: 0o600 });
        await rename(draft, fileOf(kind, day));
      }),

    deleteDays: (from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<void> =>
      folder.read(async () => {
        for (const kind of (await orNull(readdir(root))) ?? []) {
          for (const day of await daysOf(kind, from, to)) {
            signal.throwIfAborted();
            await rm(fileOf(kind, day), { force: true });
          }
        }
      }),
  };
}
