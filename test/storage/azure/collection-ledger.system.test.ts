import type { TableClient } from '@azure/data-tables';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { createCollectionLedger } from '../../../shared/storage/azure/collection-ledger';
import { openTable } from '../../support/servers/pipeline';
import { collectionLedgerContract } from '../contract/collection-ledger-contract';

let storage: StorageEmulator;
let table: TableClient;

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
});
