import { TableClient } from '@azure/data-tables';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { createAlertsSent } from '../../../shared/storage/azure/alerts-sent';
import { openTable } from '../../support/servers/pipeline';
import { alertLedgerContract, anAlertRow } from '../alert-ledger-contract';

let storage: StorageEmulator;
let table: TableClient | null = null;
const signal = AbortSignal.timeout(900_000);

beforeAll(async () => {
  storage = await openTestStorage();
});
afterEach(async () => {
  await table?.deleteTable();
  table = null;
});
afterAll(() => storage.stop());

async function open() {
  table = await openTable(storage.connectionString, 'AlertsSent');
  return createAlertsSent(table);
}

alertLedgerContract(open);

test('a person who browses the table can tell the rows apart', async () => {
  const ledger = await open();
  const row = anAlertRow({ state: 'sending' });
  await ledger.begin(row, signal);
  const entities: unknown[] = [];
  for await (const entity of table!.listEntities()) entities.push(entity);
  expect(entities).toMatchObject([
    {
      partitionKey: 'soc',
      rowKey: `20261116T120000000Z-${row.alert.key}`,
      state: 'sending',
      rule: 'assigned-outside-pim',
      severity: 'high',
      sentence: 'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
    },
  ]);
});

test('a missing table holds nothing', async () => {
  const missing = TableClient.fromConnectionString(storage.connectionString, 'AlertsSent', {
    allowInsecureConnection: true,
  });
  const ledger = createAlertsSent(missing);
  expect(await ledger.lastRun(signal)).toBeNull();
  expect(await ledger.list('soc', new Date(0), signal)).toEqual([]);
  expect(await ledger.undelivered(signal)).toEqual([]);
  await ledger.deleteBefore(new Date(), signal);
});
