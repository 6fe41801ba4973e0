import { setTimeout as pause } from 'node:timers/promises';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import fc from 'fast-check';
import { batchesOf, submitBatches } from '../../../../shared/storage/azure/service/table-batches';

interface Row extends Record<string, unknown> {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly text?: string;
}
const row = (partitionKey: string, rowKey: string, text = ''): Row => ({ partitionKey, rowKey, text });
const rows = (count: number, partitionKey = 'a', text = ''): Row[] =>
  Array.from({ length: count }, (_, index) => row(partitionKey, `r${index}`, text));

describe('batches', () => {
  test('are none for no entities, since the service takes no empty batch', () => {
    expect(batchesOf([])).toEqual([]);
  });

  test.each([
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('of %i entities hold at most a hundred each', (count, lengths) => {
    expect(batchesOf(rows(count)).map((batch) => batch.length)).toEqual(lengths);
  });

  test('stay below the size limit of a batch, counted in UTF-8', () => {
    const batches = batchesOf(rows(60, 'a', 'ä'.repeat(100_000)));
    expect(batches.length).toBeGreaterThan(3);
    for (const batch of batches) expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(4_000_000);
    expect(batches.flat()).toHaveLength(60);
  });

  test('hold the last of two entities with one key', () => {
    expect(batchesOf([row('a', '1', 'old'), row('a', '2'), row('a', '1', 'new')])).toEqual([
      [row('a', '1', 'new'), row('a', '2')],
    ]);
  });

  test('hold every key once, each batch in one partition, for any entities', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const entities = fc.array(fc.tuple(key, fc.nat(300)), { maxLength: 900 });
    fc.assert(
      fc.property(entities, (keys) => {
        const batches = batchesOf(keys.map(([partition, index]) => row(partition, String(index))));
        const name = ({ partitionKey, rowKey }: Row) => `${partitionKey}/${rowKey}`;
        for (const batch of batches) {
          expect(new Set(batch.map(({ partitionKey }) => partitionKey)).size).toBe(1);
          expect(batch.length).toBeLessThanOrEqual(100);
        }
        const wanted = new Set(keys.map(([partition, index]) => `${partition}/${index}`));
        expect(batches.flat().map(name).sort()).toEqual([...wanted].sort());
      }),
      { numRuns: 50 },
    );
  });
});

describe('sending batches', () => {
  const upsert = (entity: Row): TransactionAction => ['upsert', entity, 'Replace'];
  const batches = (count: number): Row[][] =>
    Array.from({ length: count }, (_, index) => [row(`p${index}`, 'r')]);

  /** A table that answers as the given function does, and counts its requests. */
  function fakeTable(answer: (n: number) => Promise<void>) {
    const table = { sent: 0, open: 0, most: 0, unconfirmed: 0 };
    const submitTransaction: TableClient['submitTransaction'] = async (actions) => {
      table.sent += 1;
      table.open += 1;
      table.most = Math.max(table.most, table.open);
      try {
        await answer(table.sent);
      } finally {
        table.open -= 1;
      }
      const subResponses = [...actions].map(() => ({ status: 204 })).slice(table.unconfirmed);
      return { status: 202, subResponses, getResponseForEntity: () => undefined };
    };
    return Object.assign(table, { submitTransaction });
  }

  test('keeps a few requests open at a time until all are sent', async () => {
    const table = fakeTable(() => pause(5));
    await submitBatches(table, batches(20), upsert);
    expect(table).toMatchObject({ sent: 20, open: 0, most: 4 });
  });

  test('fails when not every row of a batch was confirmed', async () => {
    const table = fakeTable(() => Promise.resolve());
    table.unconfirmed = 1;
    await expect(submitBatches(table, [rows(3)], upsert)).rejects.toThrow('batch of 3 was not confirmed');
  });

  test('stops at the first failure, and reports it when no request is running any more', async () => {
    const table = fakeTable(async (n) => {
      await pause(n === 2 ? 1 : 20);
      if (n === 2) throw new Error('the second is refused');
    });
    await expect(submitBatches(table, batches(50), upsert)).rejects.toThrow('the second is refused');
    expect(table.open).toBe(0);
    expect(table.sent).toBeLessThanOrEqual(4);
  });
});
