import { odata, type TableClient } from '@azure/data-tables';
import { maxOperations, type Keyed } from './table-batches';

/** A row with a hash of everything else that it holds. */
export interface HashedRow extends Keyed {
  readonly contentHash: string;
}

/** The service answers null for a selected property that a row lacks; the storage emulator leaves it out. */
interface StoredHash {
  readonly rowKey?: string;
  readonly contentHash?: string | null;
  readonly blob?: string | null;
}

/**
 * Returns the rows of one partition that the table does not hold as they are. It reads keys and hashes, 1,000 a request,
 * of the span of keys between the first row and the last; a batch stores 100 rows. It never sends more requests than
 * the rows have batches: what it has not compared by then counts as changed, and so does a row whose text is in a blob.
 */
export async function changedRows<T extends HashedRow>(
  table: Pick<TableClient, 'listEntities'>,
  rows: readonly T[],
  signal: AbortSignal,
): Promise<readonly T[]> {
  const keys = rows.map(({ rowKey }) => rowKey).sort();
  const [first, last, partition] = [keys[0], keys.at(-1), rows[0]?.partitionKey];
  if (first === undefined || last === undefined || partition === undefined) return [];
  const filter = odata`PartitionKey eq ${partition} and RowKey ge ${first} and RowKey le ${last}`;
  const queryOptions = { filter, select: ['RowKey', 'contentHash', 'blob'] };
  const stored = new Map<string, string>();
  let requests = Math.ceil(rows.length / maxOperations);
  for await (const page of table.listEntities<StoredHash>({ queryOptions, abortSignal: signal }).byPage()) {
    for (const { rowKey, contentHash, blob } of page)
      if (rowKey !== undefined && contentHash && !blob) stored.set(rowKey, contentHash);
    requests -= 1;
    if (requests <= 0) break;
  }
  return rows.filter(({ rowKey, contentHash }) => stored.get(rowKey) !== contentHash);
}
