import { join } from 'node:path';
import type { CollectionDay } from '../../domain/collection-day';
import type { UtcDay } from '../../domain/time/utc-day';
import { daysShape } from './files/file-shapes';
import { readJsonFile, writeJsonFile } from './files/json-file';
import type { StoreFolder } from './files/store-folder';

const instants = ['firstReadAt', 'lastReadAt', 'readTo', 'availableFrom'];

/**
 * Creates the collection ledger of a folder: `days.json`, a list in the order of the days.
 * @param syncEvents waits until the stored events are on disk, so that no row states more than the disk holds
 */
export function createFolderCollectionLedger(folder: StoreFolder, syncEvents: () => Promise<void>) {
  const path = join(folder.path, 'days.json');
  const readRows = async () =>
    ((await readJsonFile(path, instants, daysShape)) ?? []) as readonly CollectionDay[];

  return {
    read: (signal: AbortSignal): Promise<Map<UtcDay, CollectionDay>> =>
      folder.read(async () => {
        signal.throwIfAborted();
        return new Map((await readRows()).map((row) => [row.day, row]));
      }),

    async write(days: readonly CollectionDay[], signal: AbortSignal): Promise<void> {
      if (days.length === 0) return;
      await folder.write(async () => {
        await syncEvents();
        const rows = new Map([...(await readRows()), ...days].map((row) => [row.day, row]));
        await writeJsonFile(
          path,
          [...rows.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
        );
      }, signal);
    },
  };
}
