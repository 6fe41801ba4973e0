import type { TableClient, TransactionAction } from '@azure/data-tables';

/** A batch holds at most 100 operations and 4 MB; some room is left for its envelope. */
export const maxOperations = 100;
const maxBytes = 3_500_000;

/** An entity's keys. */
export interface Keyed {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** Groups entities by partition; of those with the same key, the last counts. */
export function partitionsOf<T extends Keyed>(entities: Iterable<T>): T[][] {
  const partitions = new Map<string, Map<string, T>>();
  for (const entity of entities) {
    const rows = partitions.get(entity.partitionKey) ?? new Map<string, T>();
    partitions.set(entity.partitionKey, rows.set(entity.rowKey, entity));
  }
  return [...partitions.values()].map((rows) => [...rows.values()]);
}

/** Groups entities into batches that the service accepts: one partition each, no key twice, within both limits. */
export const batchesOf = <T extends Keyed>(entities: Iterable<T>): T[][] =>
  partitionsOf(entities).flatMap(split);

function split<T extends Keyed>(rows: readonly T[]): T[][] {
  const batches: T[][] = [];
  let room = 0;
  for (const row of rows) {
    const bytes = Buffer.byteLength(JSON.stringify(row));
    const last = batches.at(-1);
    if (last === undefined || last.length === maxOperations || bytes > room) {
      batches.push([row]);
      room = maxBytes - bytes;
    } else {
      last.push(row);
      room -= bytes;
    }
  }
  return batches;
}

/** Sends batches, four at a time. Stops at the first failure and waits for those under way; what was stored stays. */
export async function submitBatches<T extends Keyed>(
  table: Pick<TableClient, 'submitTransaction'>,
  batches: readonly T[][],
  action: (entity: T) => TransactionAction,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = [...batches];
  const worker = async (): Promise<void> => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      try {
        const { subResponses } = await table.submitTransaction(
          batch.map(action),
          signal ? { abortSignal: signal } : {},
        );
        // The SDK takes every 2xx answer for success, even one that came from a proxy in between.
        if (subResponses.filter(({ status }) => status < 300).length !== batch.length)
          throw new Error(
            `A batch of ${batch.length} was not confirmed row by row; it counts as not stored.`,
          );
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled([worker(), worker(), worker(), worker()]);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
