import { parseEvent } from '../../../shared/audit-source/parse-event';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import { addUtcDays } from '../../../shared/domain/time/utc-day';
import {
  createParsedDayCache,
  type ParsedDayCacheParts,
} from '../../../shared/jobs/collect/parsed-day-cache';
import { aLedgerDay, aStoredEvent, createFakeStore, createFakeSummaries } from '../../support/fakes/ports';

const day = '2026-11-16';
const signal = AbortSignal.timeout(900_000);
const parsing = { parse: parseEvent, build: 'one' };

const eventsOf = (on: string, count: number): StoredEvent[] =>
  Array.from({ length: count }, (_, number) => {
    const at = new Date(Date.parse(`${on}T00:00:00Z`) + number * 1_000);
    const wire = {
      id: `${on} ${number}`,
      activityDateTime: at.toISOString(),
      activityDisplayName: 'Anything',
    };
    return aStoredEvent({ id: wire.id, at, raw: JSON.stringify(wire) });
  });

/** A store with some events of one day, and its parsed days. */
function world(count: number, overrides: Partial<ParsedDayCacheParts> = {}) {
  const store = createFakeStore(eventsOf(day, count));
  const summaries = createFakeSummaries();
  const saved: string[] = [];
  const spied = {
    read: (...of: Parameters<typeof summaries.read>) => summaries.read(...of),
    save: (...of: Parameters<typeof summaries.save>) => {
      saved.push(of[1]);
      return summaries.save(...of);
    },
  };
  const days = createParsedDayCache({ store, summaries: spied, ...parsing, ...overrides });
  const row = (changes: Partial<CollectionDay> = {}) => aLedgerDay(day, { events: count, ...changes });
  return { store, summaries, saved, days, row };
}

test('a day that was kept is read with all its events, in order of time', async () => {
  const { days, row } = world(500);
  expect(await days.read(row(), signal)).toBeNull();
  await days.save([row()], signal);
  const read = await days.read(row(), signal);
  expect(read?.map(({ event }) => event?.id)).toEqual(eventsOf(day, 500).map(({ id }) => id));
});

test.each<[string, number, Partial<CollectionDay>, boolean]>([
  ['499 events', 499, {}, false],
  ['500 events', 500, {}, true],
  ['20,000 events', 500, { events: 20_000 }, true],
  ['20,001 events', 500, { events: 20_001 }, false],
  ['a part of its events', 500, { state: 'partial' }, false],
  ['events of a file', 500, { state: 'imported' }, false],
])('of a day with %s', async (_, count, changes, isKept) => {
  const { days, row, saved } = world(count);
  await days.save([row(changes)], signal);
  expect([saved, (await days.read(row(changes), signal)) !== null]).toEqual([isKept ? [day] : [], isKept]);
});

test.each<[string, (store: ReturnType<typeof world>['store']) => Promise<void>]>([
  [
    'a late event',
    (store) => store.save([aStoredEvent({ id: 'late', at: new Date(`${day}T09:00:00Z`) })], signal),
  ],
  ['an event that is gone', (store) => store.remove(eventsOf(day, 1), signal)],
  [
    'another record of the same event',
    (store) =>
      store.save(
        eventsOf(day, 1).map((event) => ({ ...event, raw: '{"a":1}' })),
        signal,
      ),
  ],
])('after %s, a day is not read, and the next run keeps it as it is now', async (_, change) => {
  const { days, row, store } = world(600);
  await days.save([row()], signal);
  await change(store);
  expect(await days.read(row(), signal)).toBeNull();
  await days.save([row()], signal);
  expect(await days.read(row(), signal)).toHaveLength(store.events.size);
});

test('an event that comes and goes while its day is kept is not read', async () => {
  const { store, summaries } = world(600);
  const passing = aStoredEvent({ id: 'passing', at: new Date(`${day}T09:00:00Z`) });
  const changing = {
    fingerprints: store.fingerprints.bind(store),
    fingerprintOf: store.fingerprintOf.bind(store),
    async *read(...of: Parameters<typeof store.read>) {
      await store.save([passing], signal);
      yield* store.read(...of);
      await store.remove([passing], signal);
    },
  };
  const days = createParsedDayCache({ store: changing, summaries, ...parsing });
  const row = aLedgerDay(day, { events: 600 });
  await days.save([row], signal);
  expect(summaries.texts.size).toBe(1);
  expect(await days.read(row, signal)).toBeNull();
});

test('a fingerprint that somebody made of those of two events does not stand for both', async () => {
  const { days, row, store, summaries } = world(500);
  await days.save([row()], signal);
  const [first = '', second = '', ...others] = (await store.fingerprints(day, signal)) ?? [];
  for (const between of ['', ' ', ',', '\n', '","', '\0']) {
    const forged = {
      read: store.read.bind(store),
      fingerprints: () => Promise.resolve([`${first}${between}${second}`, ...others]),
      fingerprintOf: store.fingerprintOf.bind(store),
    };
    expect(
      await createParsedDayCache({ store: forged, summaries, ...parsing }).read(row(), signal),
    ).toBeNull();
  }
});

test('a day is not read by another build than the one that parsed it', async () => {
  const { days, row, store, summaries } = world(500);
  await days.save([row()], signal);
  const other = createParsedDayCache({ store, summaries, ...parsing, build: 'other' });
  expect(await other.read(row(), signal)).toBeNull();
});

test('a day with more characters than the limit is not kept', async () => {
  const characters = eventsOf(day, 500).reduce((sum, { raw }) => sum + raw.length, 0);
  for (const limit of [characters - 1, characters]) {
    const { days, row, saved } = world(500, { size: { min: 500, max: 500, characters: limit } });
    await days.save([row()], signal);
    expect(saved).toHaveLength(limit === characters ? 1 : 0);
  }
});

test('a run keeps the four newest days, each once, and writes none that is kept already', async () => {
  const { days, store, saved } = world(0);
  const all = Array.from({ length: 6 }, (_, number) => addUtcDays(day, number));
  for (const each of all) await store.save(eventsOf(each, 500), signal);
  const rows = [...all, all[5]!].map((each) => aLedgerDay(each, { events: 500 }));
  await days.save(rows, signal);
  expect(saved).toEqual(all.slice(2));
  await days.save(rows, signal);
  expect(saved).toHaveLength(4);
});

test('a store that fails is asked once, keeps nothing and fails no run; an aborted run reads nothing', async () => {
  let asked = 0;
  const broken = () => {
    asked += 1;
    return Promise.reject(new Error('HTTP 503'));
  };
  const failing = world(500, { summaries: { read: broken, save: broken } });
  await failing.days.save([failing.row()], signal);
  asked = 0;
  for (let time = 1; time <= 3; time += 1) expect(await failing.days.read(failing.row(), signal)).toBeNull();
  expect(asked).toBe(1);
  const { days, row } = world(500, { summaries: { read: broken, save: broken } });
  await expect(days.read(row(), AbortSignal.abort(new Error('Time is up.')))).rejects.toThrow('Time is up.');
});

test('a store without fingerprints, as of a folder, caches nothing', async () => {
  const { store, summaries } = world(500);
  const folder = {
    read: store.read.bind(store),
    fingerprints: () => Promise.resolve(null),
    fingerprintOf: store.fingerprintOf.bind(store),
  };
  const days = createParsedDayCache({ store: folder, summaries, ...parsing });
  const row = aLedgerDay(day, { events: 500 });
  await days.save([row], signal);
  expect([summaries.texts.size, await days.read(row, signal)]).toEqual([0, null]);
});
