import { EmailClient } from '@azure/communication-email';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { isLoopback } from './config/fields';
import type { Settings } from './config/settings';
import { createEmailSender } from './delivery/email-sender';
import { createResumePolicy } from './delivery/resume-policy';

/** The archive's container. Its SDK is loaded by those who archive, and not by each night's collection. */
export async function createContainer({ storage }: Settings, credential: TokenCredential | null) {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const options = { retryOptions: { maxTries: 6, retryDelayInMs: 1_000, maxRetryDelayInMs: 30_000 } };
  const service =
    'blobUri' in storage
      ? new BlobServiceClient(storage.blobUri, needed(credential), options)
      : BlobServiceClient.fromConnectionString(storage.connectionString, options);
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
): TableClient {
  if ('tableUri' in storage)
    return new TableClient(storage.tableUri, name, needed(credential), { retryOptions });
  const { connectionString } = storage;
  // Only an emulator is spoken to without TLS.
  const allowInsecureConnection = /UseDevelopmentStorage=true|http:\/\//i.test(connectionString);
  return TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection, retryOptions });
}

/** What sends mails; without a mail service it refuses to. */
export function createMailer({ email }: Settings, credential: TokenCredential | null) {
  const resumed = new Set<string>();
  const options = {
    retryOptions,
    additionalPolicies: [{ policy: createResumePolicy(resumed), position: 'perCall' as const }],
  };
  if (email === null) return noMailer;
  if ('connectionString' in email) {
    const allowInsecureConnection = /^endpoint=http:/i.test(email.connectionString);
    return createEmailSender(
      new EmailClient(email.connectionString, { ...options, allowInsecureConnection }),
      resumed,
    );
  }
  if (isLocal(email.endpoint)) {
    // A mailbox on this machine asks for no identity; the SDK wants some key to sign with.
    const connectionString = `endpoint=${email.endpoint}/;accesskey=bG9jYWw=`;
    return createEmailSender(
      new EmailClient(connectionString, { ...options, allowInsecureConnection: true }),
      resumed,
    );
  }
  return createEmailSender(new EmailClient(email.endpoint, needed(credential), options), resumed);
}

const noMailer = {
  send: () => Promise.reject(new Error('COMMUNICATION_SERVICES is not set: no mail can be sent.')),
};

const retryOptions = { maxRetries: 5, retryDelayInMs: 1_000, maxRetryDelayInMs: 30_000 };

/** @throws TypeError where something needs an identity and none was made. */
export function needed<T>(value: T | null): T {
  if (value === null) throw new TypeError('An identity is needed and was not made.');
  return value;
}
