import { EmailClient } from '@azure/communication-email';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { isLoopback } from '../config/service-root';
import type { Settings } from '../config/settings';
import { SettingsError } from '../config/settings-error';
import { createEmailSender, standardWatch, type Watch } from '../delivery/email-sender';
import { createResumePolicy } from '../delivery/resume-policy';
import { createGuardedHttp, type HttpLimits } from './guarded-http';

/** How patient the clients of storage and mail are. Milliseconds. */
export interface ServiceWaits extends HttpLimits {
  readonly retries: number;
  /** Before the second try; doubles from there. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** One file of the archive, put or read, all tries together. */
  readonly archive: number;
  readonly mail: Watch;
}

export const standardServiceWaits: ServiceWaits = {
  tryTimeout: 60_000,
  longestRetryAfter: 60_000,
  throttlePause: 10_000,
  retries: 5,
  firstDelay: 1_000,
  longestDelay: 30_000,
  archive: 300_000,
  mail: standardWatch,
};

const retryOptions = ({ retries, firstDelay, longestDelay }: ServiceWaits) => ({
  maxRetries: retries,
  retryDelayInMs: firstDelay,
  maxRetryDelayInMs: longestDelay,
});

/** The archive's container. Its SDK is loaded by those who archive, and not by each night's collection. */
export async function createContainer(
  { storage }: Settings,
  credential: TokenCredential | null,
  waits: ServiceWaits,
) {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const options = { retryOptions: { ...retryOptions(waits), maxTries: waits.retries + 1 } };
  const service =
    'blobUri' in storage
      ? new BlobServiceClient(storage.blobUri, needed(credential), options)
      : usable('AUDIT_STORAGE', () =>
          BlobServiceClient.fromConnectionString(storage.connectionString, options),
        );
  return service.getContainerClient('pim-reports');
}

/** Whether a root is on this machine and spoken to without TLS: then no identity is asked for. */
export const isLocal = (endpoint: string): boolean =>
  endpoint.startsWith('http://') && isLoopback(new URL(endpoint));

/** The identity for everything that has no key: null when nothing needs one. */
export async function createCredential(settings: Settings): Promise<TokenCredential | null> {
  const { storage, email, graphEndpoint, clientId, isHosted } = settings;
  const needsIdentity =
    'tableUri' in storage || (email !== null && 'endpoint' in email) || !isLocal(graphEndpoint);
  if (!needsIdentity) return null;
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  if (isHosted)
    return clientId === null ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  return new DefaultAzureCredential(clientId === null ? {} : { managedIdentityClientId: clientId });
}

/** One table of the audit storage. */
export function createTable(
  { storage }: Settings,
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
    // Only an emulator is spoken to without TLS.
    const allowInsecureConnection = /UseDevelopmentStorage=true|http:\/\//i.test(connectionString);
    return usable('AUDIT_STORAGE', () =>
      TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection, ...options }),
    );
  }
}

/** What sends mails; without a mail service it refuses to. */
export function createMailer({ email }: Settings, credential: TokenCredential | null, waits: ServiceWaits) {
  if (email === null) return noMailer;
  const root =
    'endpoint' in email ? email.endpoint : email.connectionString.replace(/^endpoint=|;accesskey=.*$/gi, '');
  const resumed = new Set<string>();
  const options = {
    retryOptions: retryOptions(waits),
    httpClient: createGuardedHttp(() => root, waits),
    allowInsecureConnection: isLocal(root),
    additionalPolicies: [{ policy: createResumePolicy(resumed), position: 'perCall' as const }],
  };
  // A mailbox on this machine asks for no identity; the SDK wants some key to sign with.
  const localKey = isLocal(root) ? `endpoint=${root}/;accesskey=bG9jYWw=` : null;
  const connectionString = 'connectionString' in email ? email.connectionString : localKey;
  const client =
    connectionString === null
      ? new EmailClient(root, needed(credential), options)
      : usable('COMMUNICATION_SERVICES', () => new EmailClient(connectionString, options));
  return createEmailSender(client, resumed, waits.mail);
}

const refusesToSend = () =>
  Promise.reject(new Error('COMMUNICATION_SERVICES is not set: no mail can be sent.'));
const noMailer = { send: refusesToSend, takeUp: refusesToSend };

/** @throws SettingsError where an SDK cannot use what has passed for a connection string. */
function usable<T>(setting: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new SettingsError([`${setting} is no usable connection string: ${String(error)}.`]);
  }
}

/** @throws TypeError where something needs an identity and none was made. */
export function needed<T>(value: T | null): T {
  if (value === null) throw new TypeError('An identity is needed and was not made.');
  return value;
}
