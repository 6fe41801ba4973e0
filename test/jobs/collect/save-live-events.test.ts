import type { IdentifiedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import type { EventTraits } from '../../../shared/domain/events/event-traits';
import { createSaveLiveEvents } from '../../../shared/jobs/collect/save-live-events';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf, type Journal } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
const importedDay = ledgerOf(aLedgerDay('2026-11-16', { state: 'imported', importedEvents: 1 }));

/** Facts by source and id; an id that starts with `import:` belongs to a record without an id. */
function world(stored: readonly StoredEvent[], facts: Record<string, number> = {}) {
  const journal: Journal = [];
  const store = createFakeStore(stored, journal);
  const traitsOf = ({ id, at, source }: IdentifiedEvent): EventTraits => ({
    ...{ id, source, at, facts: facts[`${source} ${id}`] ?? 5 },
    form: id.startsWith('import:') ? 'nameless' : 'event',
    keys: ['second:x'],
  });
  return { journal, store, save: createSaveLiveEvents({ store, traitsOf }) };
}

test('saves events of days without imported events without reading the store', async () => {
  const { journal, save } = world([aStoredEvent({ id: '1', source: 'portal csv' })]);
  await save(
    [aStoredEvent({ id: '1' }), aStoredEvent({ id: null, at: null })],
    ledgerOf(aLedgerDay('2026-11-16')),
    signal,
  );
  expect(journal).toEqual(['save 1, ']);
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
