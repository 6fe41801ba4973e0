import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import type { AzureAccount } from '../config/settings/storage-setting';
import { needed } from './credential';
import { createGuardedHttp } from './guarded-http';
import { retryOptions, type ServiceWaits } from './service-waits';
import { withUsableConnection } from './usable-connection';

/** Creates the client of a blob container. Loads its SDK on first use. */
export async function createContainer(
  storage: AzureAccount,
  name: string,
  credential: TokenCredential | null,
  waits: ServiceWaits,
) {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const options = { retryOptions: { ...retryOptions(waits), maxTries: waits.retries + 1 } };
  const service =
    'blobUri' in storage
      ? new BlobServiceClient(storage.blobUri, needed(credential), options)
      : withUsableConnection('AUDIT_STORAGE', () =>
          BlobServiceClient.fromConnectionString(storage.connectionString, options),
        );
  return service.getContainerClient(name);
}

/** Creates the client of one table of the audit storage. */
export function createTable(
  storage: AzureAccount,
  name: string,
  credential: TokenCredential | null,
  waits: ServiceWaits,
): TableClient {
  const httpClient = createGuardedHttp(() => table.url, waits);
  const options = { retryOptions: retryOptions(waits), httpClient };
  const table = openTable();
  return table;

  function openTable(): TableClient {
    if ('tableUri' in storage) return new TableClient(storage.tableUri, name, needed(credential), options);
    const { connectionString } = storage;
    // Only an emulator is reached without TLS.
    const allowInsecureConnection = /UseDevelopmentStorage=true|http:\/\//i.test(connectionString);
    return withUsableConnection('AUDIT_STORAGE', () =>
      TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection, ...options }),
    );
  }
}
