import type { CollectionDay } from '../../../shared/domain/collection-day';
import { addUtcDays } from '../../../shared/domain/time/utc-day';
import type { CollectionLedger } from '../../../shared/jobs/collect/collection-ledger';
import { aLedgerDay } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
/** A day that is not in the ledger. */
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
  tenantId: '1f5a4c7e-0000-4000-8000-00000000000a',
};

/** What every collection ledger guarantees. `open` returns an empty one. */
export function collectionLedgerContract(open: () => Promise<CollectionLedger>): void {
  let ledger: CollectionLedger;
  beforeEach(async () => {
    ledger = await open();
  });

  test('is empty at first', async () => {
    expect(await ledger.read(signal)).toEqual(new Map());
  });

  test('returns every field, and null where nothing is known', async () => {
    await ledger.write([everything, nothing], signal);
    expect([...(await ledger.read(signal))]).toEqual([
      [nothing.day, nothing],
      [everything.day, everything],
    ]);
  });

  test('replaces a row of a day completely', async () => {
    await ledger.write([everything], signal);
    await ledger.write([{ ...nothing, day: everything.day }], signal);
    expect(await ledger.read(signal)).toEqual(
      new Map([[everything.day, { ...nothing, day: everything.day }]]),
    );
  });

  test('accepts an empty list of rows', async () => {
    await ledger.write([], signal);
    expect((await ledger.read(signal)).size).toBe(0);
  });

  test('holds years of days, in order', async () => {
    const days = Array.from({ length: 1_100 }, (_, index) => addUtcDays('2024-01-01', index));
    await ledger.write(
      [...days].reverse().map((day) => aLedgerDay(day)),
      signal,
    );
    expect([...(await ledger.read(signal)).keys()]).toEqual(days);
  });
}
