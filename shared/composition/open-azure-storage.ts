import type { Credential } from '../clients/credential';
import type { ServiceWaits } from '../clients/service-waits';
import { createContainer, createTable } from '../clients/storage-clients';
import type { AzureAccount } from '../config/settings/storage-setting';
import { createAzureStorage } from '../storage/azure/azure-storage';

/** Opens the tables and blobs of an account. */
export const openAzureStorage = (account: AzureAccount, credential: Credential, waits: ServiceWaits) =>
  createAzureStorage({
    table: (name) => createTable(account, name, credential, waits),
    container: (name) => createContainer(account, name, credential, waits),
    archiveTimeout: waits.archive,
    usesKey: 'connectionString' in account,
  });
