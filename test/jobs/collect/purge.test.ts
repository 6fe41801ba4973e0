import { createPurge } from '../../../shared/jobs/collect/purge';
import {
  aLedgerDay,
  aStoredEvent,
  createFakeLedger,
  createFakeStore,
  createFakeSummaries,
  ledgerOf,
  type Journal,
} from '../../support/fakes/ports';

const now = new Date('2026-11-23T01:30:00.000Z');
const signal = AbortSignal.timeout(900_000);
const eventAt = (time: string) => aStoredEvent({ id: time, at: new Date(time) });
const times = [
  '2026-11-14T00:00:00Z',
  '2026-11-15T23:59:59Z',
  '2026-11-16T00:00:00Z',
  '2026-11-22T12:00:00Z',
];

function world() {
  const journal: Journal = [];
  const store = createFakeStore(times.map(eventAt), journal);
  const ledger = createFakeLedger(
    ledgerOf(aLedgerDay('2026-11-15', { unreadable: 2 }), aLedgerDay('2026-11-16')),
    journal,
  );
  return { journal, store, ledger };
}

describe('the purge', () => {
  test('marks days as lost before it deletes them', async () => {
    const { journal, store, ledger } = world();
    const purge = createPurge({ store, ledger, summaries: createFakeSummaries(), retentionDays: 7 });
    expect(await purge(now, signal)).toEqual(['2026-11-14', '2026-11-15']);
    expect(journal).toEqual([
      'ledger 2026-11-14 lost, 2026-11-15 lost',
      'delete 2026-11-14',
      'delete 2026-11-15',
    ]);
    expect([...store.events.keys()]).toEqual(times.slice(2));
    const gone = { state: 'lost', events: 0, unreadable: 0, importedEvents: 0 };
    expect(ledger.rows.get('2026-11-15')).toMatchObject(gone);
    expect(ledger.rows.get('2026-11-15')?.reason).toBe('Deleted after 7 days (RETENTION_DAYS).');
    expect(ledger.rows.get('2026-11-16')).toEqual(aLedgerDay('2026-11-16'));
  });

  test('deletes events without a readable time once they have been stored for the retention', async () => {
    const { store, ledger } = world();
    const undated = (id: string) => aStoredEvent({ id, at: null, problem: 'it has no time' });
    await store.save([undated('old'), undated('new')], signal);
    store.storedAt.set('old', Date.parse('2026-11-15T23:59:59Z'));
    store.storedAt.set('new', Date.parse('2026-11-16T00:00:00Z'));
    const purge = createPurge({ store, ledger, summaries: createFakeSummaries(), retentionDays: 7 });
    await purge(now, signal);
    expect([...store.events.keys()]).toEqual([...times.slice(2), 'new']);
  });

  test('finishes an interrupted purge with the same ledger rows', async () => {
    const { store, ledger } = world();
    const deleteDay = store.deleteDay.bind(store);
    store.deleteDay = () => Promise.reject(new Error('killed'));
    const purge = createPurge({ store, ledger, summaries: createFakeSummaries(), retentionDays: 7 });
    await expect(purge(now, signal)).rejects.toThrow('killed');
    const rows = new Map(ledger.rows);
    store.deleteDay = deleteDay;
    expect(await purge(now, signal)).toEqual(['2026-11-14', '2026-11-15']);
    expect(ledger.rows).toEqual(rows);
    expect(await purge(now, signal)).toEqual([]);
  });

  test('deletes nothing when the retention is 0', async () => {
    const { journal, store, ledger } = world();
    expect(
      await createPurge({ store, ledger, summaries: createFakeSummaries(), retentionDays: 0 })(now, signal),
    ).toEqual([]);
    expect(journal).toEqual([]);
  });

  test('writes nothing when nothing is too old', async () => {
    const { journal, store, ledger } = world();
    expect(
      await createPurge({ store, ledger, summaries: createFakeSummaries(), retentionDays: 9 })(now, signal),
    ).toEqual([]);
    expect(journal).toEqual([]);
  });
});
