import type { TableClient } from '@azure/data-tables';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { addUtcDays } from '../../../shared/domain/utc-day';
import { createCollectionLedger } from '../../../shared/storage/azure/collection-ledger';
import { openTable } from '../../support/servers/pipeline';
import { aLedgerDay } from '../../support/fakes/ports';

let storage: StorageEmulator;
let table: TableClient;
const signal = AbortSignal.timeout(60_000);
const nothing: CollectionDay = {
  day: '2026-11-15',
  state: 'missing',
  events: 0,
  unreadable: 0,
  importedEvents: 0,
  lateEvents: 0,
  newEvents: 0,
  firstReadAt: null,
  lastReadAt: null,
  readTo: null,
  firstCompleteEvents: null,
  failedReads: 0,
  availableFrom: null,
  reason: null,
};
const everything: CollectionDay = {
  day: '2026-11-16',
  state: 'partial',
  events: 1_234_567,
  unreadable: 2,
  importedEvents: 2,
  lateEvents: 3,
  newEvents: 4,
  firstReadAt: new Date('2026-11-16T01:30:00.001Z'),
  lastReadAt: new Date('2026-11-17T01:30:00.000Z'),
  readTo: new Date('2026-11-16T12:00:00.000Z'),
  firstCompleteEvents: 0,
  failedReads: 5,
  availableFrom: new Date('2026-11-16T06:00:00.000Z'),
  reason: 'Microsoft Graph answered "no" – später 😀.',
};

beforeAll(async () => {
  storage = await startStorageEmulator();
});
afterAll(() => storage.stop());
beforeEach(async () => {
  table = await openTable(storage.connectionString, 'Days');
});
afterEach(() => table.deleteTable());

describe('the collection ledger', () => {
  test('is empty at first', async () => {
    expect(await createCollectionLedger(table).read(signal)).toEqual(new Map());
  });

  test('gives every field back, and null where nothing is known', async () => {
    const ledger = createCollectionLedger(table);
    await ledger.write([everything, nothing], signal);
    expect([...(await ledger.read(signal))]).toEqual([
      [nothing.day, nothing],
      [everything.day, everything],
    ]);
  });

  test('takes what is missing in a row of before failures were counted for what failed', async () => {
    const row = { partitionKey: 'days', events: 0, unreadable: 0, lateEvents: 0, newEvents: 0 };
    await table.createEntity({ ...row, rowKey: '2026-11-15', state: 'missing' });
    await table.createEntity({ ...row, rowKey: '2026-11-16', state: 'lost' });
    const rows = await createCollectionLedger(table).read(signal);
    expect(rows.get('2026-11-15')).toEqual({ ...nothing, failedReads: 1 });
    expect(rows.get('2026-11-16')).toEqual({ ...nothing, day: '2026-11-16', state: 'lost' });
  });

  test('forgets of a row what the new one does not know', async () => {
    const ledger = createCollectionLedger(table);
    await ledger.write([everything], signal);
    await ledger.write([{ ...nothing, day: everything.day }], signal);
    expect(await ledger.read(signal)).toEqual(
      new Map([[everything.day, { ...nothing, day: everything.day }]]),
    );
  });

  test('writes nothing when there is nothing to write', async () => {
    await createCollectionLedger(table).write([], signal);
    expect((await createCollectionLedger(table).read(signal)).size).toBe(0);
  });

  test('holds years of days, in order', async () => {
    const ledger = createCollectionLedger(table);
    const days = Array.from({ length: 1_100 }, (_, index) => addUtcDays('2024-01-01', index));
    await ledger.write(
      [...days].reverse().map((day) => aLedgerDay(day)),
      signal,
    );
    expect([...(await ledger.read(signal)).keys()]).toEqual(days);
  });
});
