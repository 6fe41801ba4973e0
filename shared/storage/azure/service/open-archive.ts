import { RestError } from '@azure/core-rest-pipeline';
import type { ContainerClient } from '@azure/storage-blob';
import { failureSentence, failureText } from '../../../text/failure-text';
import { identityFailure, isIdentityFailure } from '../../../text/identity-failure';
import { ensureContainer } from './ensure-container';

/**
 * Creates the container unless it exists.
 * @throws Error that says which storage could not be opened, why and what to do; it holds no secret.
 */
export async function openArchive(container: ContainerClient, signal: AbortSignal): Promise<void> {
  try {
    await ensureContainer(container, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw archiveProblem(container, cause);
  }
}

/** Returns an error that says which storage could not be used, why and what to do. It holds no secret. */
export function archiveProblem(container: ContainerClient, cause: unknown): Error {
  const host = URL.canParse(container.url) ? new URL(container.url).host : 'unknown';
  return new Error(`The archive of sent reports (${host}) could not be opened: ${explain(cause)}`, { cause });
}

function explain(error: unknown): string {
  if (isIdentityFailure(error)) return identityFailure(error);
  if (!(error instanceof RestError)) return failureText(error);
  const said = failureSentence(error);
  if (error.statusCode === 403 || error.statusCode === 401) {
    return `HTTP ${error.statusCode} ${said} Give the identity the role "Storage Blob Data Contributor" on the account, or check the connection string and the network rules.`;
  }
  if (error.statusCode === undefined) {
    return `${said} Check AUDIT_STORAGE (or AUDIT_STORAGE__blobServiceUri) and the network; for the emulator, start Azurite.`;
  }
  return `HTTP ${error.statusCode} ${said}`;
}
