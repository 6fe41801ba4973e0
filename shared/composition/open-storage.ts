import type { Credential } from '../clients/credential';
import type { ServiceWaits } from '../clients/service-waits';
import { createContainer, createTable } from '../clients/storage-clients';
import type { StorageAccount } from '../config/settings/storage-setting';
import { createAzureStorage } from '../storage/azure/azure-storage';
import { createFolderStorage } from '../storage/folder/folder-storage';
import { openStoreFolder } from '../storage/folder/files/store-folder';
import type { Listener } from './listener';

/** The stores and ledgers of the jobs. */
export type Storage = ReturnType<typeof openStorage>;

/** Opens the storage that the settings name: an account's tables and blobs, or a folder of this machine. */
export function openStorage(
  account: StorageAccount,
  credential: Credential,
  { clock = noClock, onRetry }: Listener,
  waits: ServiceWaits,
) {
  if ('folder' in account)
    return createFolderStorage(openStoreFolder(account.folder, { clock, onWait: onRetry }));
  return createAzureStorage({
    table: (name) => createTable(account, name, credential, waits),
    container: (name) => createContainer(account, name, credential, waits),
    archiveTimeout: waits.archive,
    usesKey: 'connectionString' in account,
  });
}

const noClock = (): never => {
  throw new TypeError('A store in a folder needs a clock.');
};
