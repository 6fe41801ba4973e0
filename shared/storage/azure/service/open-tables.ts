import { RestError, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { failureSentence, failureText } from '../../../text/failure-text';
import { identityFailure, isIdentityFailure } from '../../../text/identity-failure';

/**
 * Creates the tables unless they exist.
 * @throws Error that says which storage could not be opened, why and what to do; it holds no secret.
 */
export async function openTables(tables: readonly TableClient[], signal: AbortSignal): Promise<void> {
  try {
    await Promise.all(tables.map((table) => table.createTable({ abortSignal: signal })));
  } catch (cause) {
    signal.throwIfAborted();
    const host = URL.canParse(tables[0]?.url ?? '') ? new URL(tables[0]?.url ?? '').host : 'unknown';
    throw new Error(`The audit storage (${host}) could not be opened: ${explain(cause)}`, { cause });
  }
}

/** The place of the service's own sentence: the SDK's message is the whole body in this case. */
const odataError = z.object({ odataError: z.object({ message: z.object({ value: z.string() }) }) });

function explain(error: unknown): string {
  if (isIdentityFailure(error)) return identityFailure(error);
  if (!(error instanceof RestError)) return failureText(error);
  const said = failureSentence(odataError.safeParse(error.details).data?.odataError.message.value ?? error);
  if (error.statusCode === 403 && /date header|not within|clock/i.test(said)) {
    return `HTTP 403 ${said} Check the clock of this machine: a signature is valid for 15 minutes.`;
  }
  if (error.statusCode === 403 || error.statusCode === 401) {
    return `HTTP ${error.statusCode} ${said} Give the identity the role "Storage Table Data Contributor" on the account, or check the connection string and the network rules.`;
  }
  if (error.statusCode === undefined) {
    return `${said} Check AUDIT_STORAGE (or its service URIs) and the network; for the emulator, start Azurite.`;
  }
  return `HTTP ${error.statusCode} ${said}`;
}
