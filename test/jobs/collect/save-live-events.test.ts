import type { IdentifiedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import type { EventTraits } from '../../../shared/domain/events/event-traits';
import { createSaveLiveEvents } from '../../../shared/jobs/collect/save-live-events';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf, type Journal } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
const importedDay = ledgerOf(aLedgerDay('2026-11-16', { state: 'imported', importedEvents: 1 }));

/** Facts by source and id; an id that starts with `import:` belongs to a record without an id. */
function world(stored: readonly StoredEvent[], facts: Record<string, number> = {}) {
  const journal: Journal = [];
  const fake = createFakeStore(stored, journal);
  const reads: string[] = [];
  const store: typeof fake = {
    ...fake,
    read(from, to, aborted) {
      reads.push(`${from.toISOString().slice(8, 23)}/${to.toISOString().slice(8, 23)}`);
      return fake.read(from, to, aborted);
    },
  };
  const traitsOf = ({ id, at, source }: IdentifiedEvent): EventTraits => ({
    ...{ id, source, at, facts: facts[`${source} ${id}`] ?? 5 },
    form: id.startsWith('import:') ? 'nameless' : 'event',
    keys: ['second:x'],
  });
  return { journal, store, reads, save: createSaveLiveEvents({ store, traitsOf }) };
}

test('saves events of days without imported events without reading the store', async () => {
  const { journal, reads, save } = world([aStoredEvent({ id: '1', source: 'portal csv' })]);
  const atMidnight = aStoredEvent({ id: '2', at: new Date('2026-11-16T23:59:59Z') });
  await save(
    [aStoredEvent({ id: '1' }), aStoredEvent({ id: null, at: null }), atMidnight],
    ledgerOf(aLedgerDay('2026-11-16'), aLedgerDay('2026-11-17')),
    signal,
  );
  expect([journal, reads]).toEqual([['save 1, , 2'], []]);
});

test('replaces an imported record by a live one with as many facts', async () => {
  const { store, save } = world([aStoredEvent({ id: '1', source: 'azure monitor' })]);
  await save([aStoredEvent({ id: '1' })], importedDay, signal);
  expect(store.events.get('1')?.source).toBe('graph');
});

test('keeps an imported record that has more facts', async () => {
  const { store, save } = world([aStoredEvent({ id: '1', source: 'azure monitor', raw: '{"more":1}' })], {
    'azure monitor 1': 6,
  });
  await save([aStoredEvent({ id: '1' }), aStoredEvent({ id: '2' })], importedDay, signal);
  expect([...store.events.values()].map(({ id, source }) => [id, source])).toEqual([
    ['1', 'azure monitor'],
    ['2', 'graph'],
  ]);
});

test('removes an imported record without an id', async () => {
  const { journal, save } = world([aStoredEvent({ id: 'import:7', source: 'portal csv' })], {
    'portal csv import:7': 9,
  });
  await save([aStoredEvent({ id: '1' })], importedDay, signal);
  expect(journal).toEqual(['save 1', 'remove import:7']);
});

test('saves a stored live event again, and keeps events without an id', async () => {
  const { journal, save } = world([aStoredEvent({ id: '1' })]);
  await save([aStoredEvent({ id: '1' }), aStoredEvent({ id: null, raw: '7' })], importedDay, signal);
  expect(journal).toEqual(['save 1, ']);
});

const at = (time: string) => new Date(`2026-11-${time}Z`);

test('reads of a neighbouring day only the minute within reach, and only if it holds imported events', async () => {
  const copy = aStoredEvent({ id: 'import:7', source: 'activity log', at: at('17T00:00:20') });
  const { store, reads, save } = world([copy]);
  const live = [
    aStoredEvent({ id: 'first', at: at('16T00:00:10') }),
    aStoredEvent({ id: 'noon', at: at('16T12:00:00') }),
    aStoredEvent({ id: 'last', at: at('16T23:59:50') }),
  ];
  await save(live, ledgerOf(aLedgerDay('2026-11-17', { importedEvents: 1 })), signal);
  expect(reads).toEqual(['17T00:00:00.000/17T00:00:50.001']);
  expect([...store.events.keys()]).toEqual(['first', 'noon', 'last']);
});

test('reads days in a row that hold imported events at once, and none between others', async () => {
  const { reads, save } = world([]);
  const live = ['16T12:00:00', '17T12:00:00', '19T00:00:30', '20T12:00:00'].map((time) =>
    aStoredEvent({ id: time, at: at(time) }),
  );
  const imported = ['16', '17', '18', '20'].map((day) => aLedgerDay(`2026-11-${day}`, { importedEvents: 1 }));
  await save(live, ledgerOf(...imported), signal);
  expect(reads).toEqual(['16T11:59:00.000/19T00:00:00.000', '20T11:59:00.000/20T12:01:00.001']);
});
