import { RestError, type TableClient } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import * as z from 'zod';
import { failureSentence, failureText } from '../../../text/failure-text';
import { identityFailure, isIdentityFailure } from '../../../text/identity-failure';
import { ensureContainer } from './ensure-container';
import { roles, type StorageService } from './storage-advice';

/**
 * Creates the tables unless they exist.
 * @throws Error that says which storage could not be opened, why and what to do; it holds no secret.
 */
export async function createTables(tables: readonly TableClient[], signal: AbortSignal): Promise<void> {
  try {
    await Promise.all(tables.map((table) => table.createTable({ abortSignal: signal })));
  } catch (cause) {
    signal.throwIfAborted();
    const problem = `The audit storage (${hostOf(tables[0]?.url ?? '')}) could not be opened:`;
    throw new Error(`${problem} ${explain(cause, 'table')}`, { cause });
  }
}

/**
 * Creates the container of the archive unless it exists.
 * @throws Error that says which storage could not be opened, why and what to do; it holds no secret.
 */
export async function createArchive(container: ContainerClient, signal: AbortSignal): Promise<void> {
  try {
    await ensureContainer(container, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw archiveProblem(container, cause);
  }
}

/** Returns an error that says which storage could not be used, why and what to do. It holds no secret. */
export function archiveProblem({ url }: ContainerClient, cause: unknown): Error {
  const problem = `The archive of sent reports (${hostOf(url)}) could not be opened:`;
  return new Error(`${problem} ${explain(cause, 'blob')}`, { cause });
}

/** The host of a service's address. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'unknown');

/** The place of the service's own sentence: the SDK's message is the whole body in this case. */
const odataError = z.object({ odataError: z.object({ message: z.object({ value: z.string() }) }) });

function explain(error: unknown, service: StorageService): string {
  if (isIdentityFailure(error)) return identityFailure(error);
  if (!(error instanceof RestError)) return failureText(error);
  const said = failureSentence(odataError.safeParse(error.details).data?.odataError.message.value ?? error);
  if (service === 'table' && error.statusCode === 403 && /date header|not within|clock/i.test(said)) {
    return `HTTP 403 ${said} Check the clock of this machine: a signature is valid for 15 minutes.`;
  }
  if (error.statusCode === 403 || error.statusCode === 401) {
    return `HTTP ${error.statusCode} ${said} Give the identity the role "${roles[service]}" on the account, or check the connection string and the network rules.`;
  }
  if (error.statusCode === undefined) {
    const uris = service === 'table' ? 'its service URIs' : 'AUDIT_STORAGE__blobServiceUri';
    return `${said} Check AUDIT_STORAGE (or ${uris}) and the network; for the emulator, start Azurite.`;
  }
  return `HTTP ${error.statusCode} ${said}`;
}
