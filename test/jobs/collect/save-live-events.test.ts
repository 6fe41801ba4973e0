import type { IdentifiedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import type { EventTraits } from '../../../shared/domain/events/event-traits';
import { createSaveLiveEvents } from '../../../shared/jobs/collect/save-live-events';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf, type Journal } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
const importedDay = ledgerOf(aLedgerDay('2026-11-16', { state: 'imported', importedEvents: 1 }));

/** Facts by id; an id that begins with `import:` is of a record without one. */
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

test('days without imported events are saved as they come, with nothing read', async () => {
  const { journal, save } = world([aStoredEvent({ id: '1', source: 'portal csv' })]);
  await save(
    [aStoredEvent({ id: '1' }), aStoredEvent({ id: null, at: null })],
    ledgerOf(aLedgerDay('2026-11-16')),
    signal,
  );
  expect(journal).toEqual(['save 1, ']);
});

test('the live record takes the place of an imported one on a tie', async () => {
  const { store, save } = world([aStoredEvent({ id: '1', source: 'azure monitor' })]);
  await save([aStoredEvent({ id: '1' })], importedDay, signal);
  expect(store.events.get('1')?.source).toBe('graph');
});

test('an imported record that says more stays', async () => {
  const { store, save } = world([aStoredEvent({ id: '1', source: 'azure monitor', raw: '{"more":1}' })], {
    'azure monitor 1': 6,
  });
  await save([aStoredEvent({ id: '1' }), aStoredEvent({ id: '2' })], importedDay, signal);
  expect([...store.events.values()].map(({ id, source }) => [id, source])).toEqual([
    ['1', 'azure monitor'],
    ['2', 'graph'],
  ]);
});

test('an imported record without an id gives way', async () => {
  const { journal, save } = world([aStoredEvent({ id: 'import:7', source: 'portal csv' })], {
    'portal csv import:7': 9,
  });
  await save([aStoredEvent({ id: '1' })], importedDay, signal);
  expect(journal).toEqual(['save 1', 'remove import:7']);
});

test('what is stored live already is saved again as ever, and events without an id are kept', async () => {
  const { journal, save } = world([aStoredEvent({ id: '1' })]);
  await save([aStoredEvent({ id: '1' }), aStoredEvent({ id: null, raw: '7' })], importedDay, signal);
  expect(journal).toEqual(['save 1, ']);
});
