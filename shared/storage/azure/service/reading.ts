import { RestError, type TableClient, type TableEntityResult } from '@azure/data-tables';
import type { BlobClient } from '@azure/storage-blob';

/** Returns the result of a request, or `otherwise` if the service answers with one of the statuses. */
export async function unless<T, Else>(
  statuses: readonly number[],
  otherwise: Else,
  ask: () => Promise<T>,
): Promise<T | Else> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RestError && statuses.includes(error.statusCode ?? 0)) return otherwise;
    throw error;
  }
}

/**
 * Returns the rows of a query in order of their keys, or no rows if the table does not exist yet. Without `select`, a row
 * has all its properties.
 */
export async function rowsOf<Row extends object>(
  table: TableClient,
  queryOptions: { readonly filter?: string; readonly select?: string[] },
  abortSignal: AbortSignal,
): Promise<TableEntityResult<Row>[]> {
  return unless([404], [], async () => {
    const rows: TableEntityResult<Row>[] = [];
    for await (const row of table.listEntities<Row>({ queryOptions, abortSignal })) rows.push(row);
    return rows;
  });
}

/** Returns a blob's content, or null if the blob does not exist. */
export async function readBlob(blob: BlobClient, abortSignal: AbortSignal): Promise<Buffer | null> {
  return unless([404], null, async () => {
    const { readableStreamBody } = await blob.download(0, undefined, { abortSignal });
    const chunks: Buffer[] = [];
    for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  });
}
