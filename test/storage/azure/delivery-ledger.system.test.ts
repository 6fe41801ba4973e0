import { TableClient } from '@azure/data-tables';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { openTable } from '../../support/servers/pipeline';
import { createDeliveryLedger } from '../../../shared/storage/azure/delivery-ledger';
import { deliveryLedgerContract, row } from '../contract/delivery-ledger-contract';

let storage: StorageEmulator;
let table: TableClient;
const signal = AbortSignal.timeout(900_000);
beforeAll(async () => {
  storage = await openTestStorage();
});
beforeEach(async () => {
  table = await openTable(storage.connectionString, 'ReportRuns');
});
afterEach(() => table.deleteTable());
afterAll(() => storage.stop());

describe('the delivery ledger in a table', () => {
  deliveryLedgerContract(() => Promise.resolve(createDeliveryLedger(table)));

  test('cuts an error that is longer than a property may be', async () => {
    const deliveries = createDeliveryLedger(table);
    await deliveries.begin({ ...row, error: 'x'.repeat(100_000) }, signal);
    expect((await deliveries.get('weekly', '2026-W47', signal))?.row.error).toHaveLength(4_000);
  });

  test.each([
    [
      { sentAt: '2026-11-23T07:00:00Z' },
      /weekly 2026-W47 of the table ReportRuns cannot be read: sentAt: .*expected date/,
    ],
    [{ openDays: '{' }, /cannot be read: openDays: is not JSON\. Correct or restore the row/],
    [{ link: '{"path":"weekly"}' }, /cannot be read: link\.sha256: /],
    [{ attempt: '1' }, /cannot be read: attempt: /],
  ])('names the row and the property if somebody has changed a row to %j', async (changed, says) => {
    const deliveries = createDeliveryLedger(table);
    await deliveries.begin(row, signal);
    const keys = { partitionKey: 'weekly', rowKey: '2026-W47' };
    await table.updateEntity({ ...keys, ...changed }, 'Merge');
    await expect(deliveries.get('weekly', '2026-W47', signal)).rejects.toThrow(says);
    await expect(deliveries.list('weekly', signal)).rejects.toThrow(says);
  });

  test('names the row that lacks a property', async () => {
    await table.createEntity({ partitionKey: 'weekly', rowKey: '2026-W46', state: 'sent' });
    await expect(createDeliveryLedger(table).list('weekly', signal)).rejects.toThrow(
      /weekly 2026-W46 of the table ReportRuns cannot be read: timeZone: /,
    );
  });

  test('is empty before its table exists', async () => {
    const { url } = table;
    const name = url.slice(url.lastIndexOf('/') + 1);
    const missing = TableClient.fromConnectionString(storage.connectionString, `${name}NotMade`, {
      allowInsecureConnection: true,
    });
    const deliveries = createDeliveryLedger(missing);
    expect(await deliveries.get('weekly', '2026-W47', signal)).toBeNull();
    expect(await deliveries.list('weekly', signal)).toEqual([]);
    expect(await deliveries.reports(signal)).toEqual([]);
  });

  const calls: [
    string,
    (deliveries: ReturnType<typeof createDeliveryLedger>, within: AbortSignal) => Promise<unknown>,
  ][] = [
    ['get', (deliveries, within) => deliveries.get('weekly', '2026-W47', within)],
    ['list', (deliveries, within) => deliveries.list('weekly', within)],
    ['reports', (deliveries, within) => deliveries.reports(within)],
    ['begin', (deliveries, within) => deliveries.begin(row, within)],
    ['replace', (deliveries, within) => deliveries.replace(row, 'x', within)],
  ];
  test.each(calls)('fails when access is refused or the run is aborted: %s', async (_, call) => {
    const secret = Buffer.from('not the key').toString('base64');
    const connection = storage.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${secret}`);
    const locked = TableClient.fromConnectionString(connection, 'ReportRuns', {
      allowInsecureConnection: true,
    });
    await expect(call(createDeliveryLedger(locked), signal)).rejects.toMatchObject({ statusCode: 403 });
    await expect(call(createDeliveryLedger(table), AbortSignal.abort())).rejects.toThrow();
  });
});
