import type { Credential } from '../clients/credential';
import type { ServiceWaits } from '../clients/service-waits';
import type { StorageAccount } from '../config/settings/storage-setting';
import { createFolderStorage } from '../storage/folder/folder-storage';
import { openStoreFolder } from '../storage/folder/files/store-folder';
import type { Listener } from './listener';

/** The stores and ledgers of the jobs. */
export type Storage = Awaited<ReturnType<typeof openStorage>>;

/**
 * Opens the storage that the settings name: an account's tables and blobs, or a folder of this machine. Azure's SDK is
 * loaded for an account only.
 */
export async function openStorage(
  account: StorageAccount,
  credential: Credential,
  { clock = noClock, onRetry }: Listener,
  waits: ServiceWaits,
) {
  if ('folder' in account)
    return createFolderStorage(openStoreFolder(account.folder, { clock, onWait: onRetry }));
  const { openAzureStorage } = await import('./open-azure-storage');
  return openAzureStorage(account, credential, waits);
}

const noClock = (): never => {
  throw new TypeError('A store in a folder needs a clock.');
};
