import { RestError, type TableClient } from '@azure/data-tables';

/**
 * Makes sure that the tables are there.
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

function explain(error: unknown): string {
  if (!(error instanceof RestError)) return error instanceof Error ? error.message : String(error);
  const said = firstLine(error.message);
  if (error.statusCode === 403 || error.statusCode === 401) {
    return `HTTP ${error.statusCode} ${said} Give the identity the role "Storage Table Data Contributor" on the account, or check the connection string and the network rules.`;
  }
  if (error.statusCode === undefined) {
    return `${said} Check AUDIT_STORAGE (or its service URIs) and the network; for the emulator, start Azurite.`;
  }
  return `HTTP ${error.statusCode} ${said}`;
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').trim().replace(/\.?$/, '.');
