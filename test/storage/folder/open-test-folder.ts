import { openStoreFolder, type StoreFolder } from '../../../shared/storage/folder/files/store-folder';
import { testFolder } from '../../support/outputs/test-folder';

/** The instant that the folders of tests record. */
export const readAt = new Date('2026-11-17T01:30:00.000Z');

const opened: StoreFolder[] = [];

/** Opens a store folder, a new one by default, and closes it after the test. */
export async function openTestFolder(path?: string): Promise<StoreFolder> {
  const folder = openStoreFolder(path ?? (await testFolder()), { clock: () => readAt });
  opened.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of opened.splice(0)) folder.close();
});
