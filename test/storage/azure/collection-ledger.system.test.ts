import type { TableClient } from '@azure/data-tables';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { createCollectionLedger } from '../../../shared/storage/azure/collection-ledger';
import { openTable } from '../../support/servers/pipeline';
import { collectionLedgerContract, nothing } from '../contract/collection-ledger-contract';

let storage: StorageEmulator;
let table: TableClient;
const signal = AbortSignal.timeout(900_000);

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.stop());
beforeEach(async () => {
  table = await openTable(storage.connectionString, 'Days');
});
afterEach(() => table.deleteTable());

describe('the collection ledger in a table', () => {
  collectionLedgerContract(() => Promise.resolve(createCollectionLedger(table)));

  test('counts one failed read for a missing day in a row of an earlier version', async () => {
    const row = { partitionKey: 'days', events: 0, unreadable: 0, lateEvents: 0, newEvents: 0 };
    await table.createEntity({ ...row, rowKey: '2026-11-15', state: 'missing' });
    await table.createEntity({ ...row, rowKey: '2026-11-16', state: 'lost' });
    const rows = await createCollectionLedger(table).read(signal);
    expect(rows.get('2026-11-15')).toEqual({ ...nothing, failedReads: 1 });
    expect(rows.get('2026-11-16')).toEqual({ ...nothing, day: '2026-11-16', state: 'lost' });
  });
});
