import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../files/make-folder';
import type { AccessEndpoint } from '../../domain/access/access-endpoint';
import {
  endpointOf,
  takesPlaceOf,
  type SnapshotRecord,
  type TakenSnapshot,
} from '../../domain/access/access-snapshot';
import type { UtcDay } from '../../domain/time/utc-day';
import { snapshotShape } from './files/file-shapes';
import { readJsonFile, writeJsonFile } from './files/json-file';
import { orNull } from './files/or-null';
import { replaceFile } from './files/replace-file';
import type { StoreFolder } from './files/store-folder';

const instants = ['takenAt', 'firstRequestAt', 'lastRequestAt'];

/**
 * Creates the snapshots of a folder: `access/2026-11-16/role-eligibility.json.gz` for each list, and `snapshot.json`
 * with the record of the day, which names the files by their hashes. It is written last: after a crash a file may be
 * newer than its record, and is then not returned.
 */
export function createFolderAccessSnapshots(folder: StoreFolder) {
  const root = join(folder.path, 'access');
  const recordOf = (day: UtcDay) => join(root, day, 'snapshot.json');
  const fileOf = (day: UtcDay, endpoint: AccessEndpoint) => join(root, day, `${endpoint}.json.gz`);
  const readRecord = async (day: UtcDay) =>
    (await readJsonFile(recordOf(day), instants, snapshotShape)) as SnapshotRecord | null;

  /** The days that have a folder, in order. */
  const storedDays = (signal: AbortSignal): Promise<UtcDay[]> =>
    folder.read(async () => {
      signal.throwIfAborted();
      const names = (await orNull(readdir(root))) ?? [];
      return names.filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name)).sort();
    });

  return {
    async list(from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<SnapshotRecord[]> {
      const days = (await storedDays(signal)).filter((day) => day >= from && day <= to);
      const records = await folder.read(() => Promise.all(days.map(readRecord)));
      return records.filter((record) => record !== null);
    },

    keep: ({ record, files }: TakenSnapshot, signal: AbortSignal): Promise<'stored' | 'superseded'> =>
      folder.write(async () => {
        const { day } = record;
        const older = await readRecord(day);
        if (older !== null && !takesPlaceOf(record, older)) return 'superseded';
        await makeFolder(join(root, day), 0o700);
        for (const { endpoint } of record.endpoints) {
          const content = files.get(endpoint);
          if (content === undefined) await rm(fileOf(day, endpoint), { force: true });
          else await replaceFile(fileOf(day, endpoint), content);
        }
        await writeJsonFile(recordOf(day), record);
        return 'stored';
      }, signal),

    file: (
      record: SnapshotRecord,
      endpoint: AccessEndpoint,
      signal: AbortSignal,
    ): Promise<Uint8Array | null> =>
      folder.read(async () => {
        signal.throwIfAborted();
        const { sha256 } = endpointOf(record, endpoint);
        const content = sha256 === null ? null : await orNull(readFile(fileOf(record.day, endpoint)));
        if (content === null) return null;
        return createHash('sha256').update(content).digest('hex') === sha256 ? content : null;
      }),

    daysBefore: async (day: UtcDay, signal: AbortSignal): Promise<UtcDay[]> =>
      (await storedDays(signal)).filter((each) => each < day),

    deleteDay: (day: UtcDay, signal: AbortSignal): Promise<void> =>
      folder.write(() => rm(join(root, day), { recursive: true, force: true }), signal),
  };
}
