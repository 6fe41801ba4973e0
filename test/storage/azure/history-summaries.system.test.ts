import { TableClient } from '@azure/data-tables';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { createHistorySummaries } from '../../../shared/storage/azure/history-summaries';
import { historySummariesContract } from '../contract/history-summaries-contract';

const ever = AbortSignal.timeout(200_000);
let storage: StorageEmulator;
let table: TableClient;
let number = 0;

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.stop());

function open() {
  number += 1;
  table = TableClient.fromConnectionString(storage.connectionString, `HistorySummaries${number}`, {
    allowInsecureConnection: true,
  });
  return Promise.resolve(createHistorySummaries(table));
}

describe('the summaries in a table', () => {
  historySummariesContract(open);

  test('a summary counts as not stored when a part is missing or from another write', async () => {
    const summaries = await open();
    const text = (seed: number) =>
      Array.from({ length: 260_000 }, (_, index) => Math.imul(index + seed, 0x9e3779b1).toString(36)).join(
        '',
      );
    await summaries.save('a', '2026-11-01', text(1), ever);
    const part = await table.getEntity('a', '2026-11-01_001');
    await summaries.save('a', '2026-11-01', text(2), ever);
    expect((await summaries.read('a', '2026-11-01', '2026-11-02', ever)).size).toBe(1);
    await table.upsertEntity({ ...part, partitionKey: 'a', rowKey: '2026-11-01_001' }, 'Replace');
    expect((await summaries.read('a', '2026-11-01', '2026-11-02', ever)).size).toBe(0);
    await table.deleteEntity('a', '2026-11-01_001');
    expect((await summaries.read('a', '2026-11-01', '2026-11-02', ever)).size).toBe(0);
  });
});
