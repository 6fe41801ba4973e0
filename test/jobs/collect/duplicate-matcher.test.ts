import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import type { EventTraits } from '../../../shared/domain/events/event-traits';
import { createDuplicateMatcher, type RecordOutcome } from '../../../shared/jobs/collect/duplicate-matcher';
import { aStoredEvent } from '../../support/fakes/ports';

const start = Date.parse('2026-11-16T08:00:00Z');
const end = new Date(8e15);

function matcher() {
  const fates: [number, RecordOutcome][] = [];
  const engine = createDuplicateMatcher<number>((file, fate) => fates.push([file, fate]));
  const traitsOf = (id: string, seconds: number, traits: Partial<EventTraits>): EventTraits => ({
    form: 'event',
    source: 'graph json',
    at: new Date(start + seconds * 1_000),
    facts: 10,
    keys: [],
    ...traits,
    id,
  });
  const eventOf = (id: string, traits: EventTraits): StoredEvent & { id: string; at: Date } => ({
    ...aStoredEvent({ source: traits.source, raw: JSON.stringify({ ...traits, id }) }),
    ...{ id, at: traits.at },
  });
  return {
    fates,
    stored: (id: string, seconds = 0, traits: Partial<EventTraits> = {}) => {
      const all = traitsOf(id, seconds, { source: 'graph', ...traits });
      engine.addStored(eventOf(id, all), all);
    },
    imported: (id: string, seconds = 0, traits: Partial<EventTraits> = {}, file = 0) => {
      const all = traitsOf(id, seconds, traits);
      engine.addNew(eventOf(id, all), all, file);
    },
    settle: (before = end) => {
      const { save, remove } = engine.settle(before);
      return { save: save.map(({ id }) => id), remove: remove.map(({ id }) => id) };
    },
  };
}

const nameless = (facts = 5) =>
  ({ form: 'nameless', facts, keys: ['second:x'], source: 'portal csv' }) as const;
const whole = { keys: ['second:x', 'copy:x', 'request:x'] } as const;

describe('an imported event', () => {
  test('is saved when the store does not have it', () => {
    const { imported, settle, fates } = matcher();
    imported('a');
    expect(settle()).toEqual({ save: ['a'], remove: [] });
    expect(fates).toEqual([[0, 'new']]);
  });

  test('is known when the store holds a record with as many facts', () => {
    const { stored, imported, settle, fates } = matcher();
    stored('a');
    imported('a');
    expect(settle()).toEqual({ save: [], remove: [] });
    expect(fates).toEqual([[0, 'known']]);
  });

  test('replaces a stored record that has fewer facts', () => {
    const { stored, imported, settle, fates } = matcher();
    stored('a');
    imported('a', 0, { facts: 11 });
    expect(settle()).toEqual({ save: ['a'], remove: [] });
    expect(fates).toEqual([[0, 'replaced']]);
  });

  test('is known when the stored record has the same id and another time, and that record stays', () => {
    const { stored, imported, settle, fates } = matcher();
    stored('a', 0.002);
    imported('a', 0.001, { facts: 11 });
    expect(settle()).toEqual({ save: [], remove: [] });
    expect(fates).toEqual([[0, 'known']]);
  });

  test('is saved once when it comes several times, in the record with the most facts', () => {
    const { imported, settle, fates } = matcher();
    imported('a', 0, {}, 0);
    imported('a', 0, { facts: 12, source: 'azure monitor' }, 1);
    imported('a', 0, { facts: 11 }, 2);
    expect(settle()).toEqual({ save: ['a'], remove: [] });
    expect(fates).toEqual([
      [0, 'known'],
      [2, 'known'],
      [1, 'new'],
    ]);
  });
});

describe('an event without an id', () => {
  test('is not saved when the store holds the event with an id', () => {
    const { stored, imported, settle, fates } = matcher();
    stored('a', 0.9, { ...whole, facts: 1 });
    imported('import:1', 0, nameless());
    expect(settle()).toEqual({ save: [], remove: [] });
    expect(fates).toEqual([[0, 'known']]);
  });

  test('is removed from the store when the event is imported with an id', () => {
    const { stored, imported, settle, fates } = matcher();
    stored('import:1', 0, nameless());
    imported('a', 0.9, { ...whole, facts: 1 });
    expect(settle()).toEqual({ save: ['a'], remove: ['import:1'] });
    expect(fates).toEqual([[0, 'replaced']]);
  });

  test('is removed when the event with an id is already stored, after an interrupted import', () => {
    for (const ids of [
      ['import:1', 'a'],
      ['a', 'import:1'],
    ]) {
      const { stored, imported, settle, fates } = matcher();
      for (const id of ids) stored(id, 0, id === 'a' ? whole : nameless());
      imported('a', 0, whole);
      expect(settle()).toEqual({ save: [], remove: ['import:1'] });
      expect(fates).toEqual([[0, 'known']]);
    }
  });

  test('is not saved when the same import has the event with an id, in either order', () => {
    const first = matcher();
    first.imported('import:1', 0, nameless(), 0);
    first.imported('a', 0.5, whole, 1);
    expect(first.settle()).toEqual({ save: ['a'], remove: [] });
    const second = matcher();
    second.imported('a', 0, whole, 1);
    second.imported('import:1', 0.5, nameless(), 0);
    expect(second.settle()).toEqual({ save: ['a'], remove: [] });
  });

  test('is known if its stored record is replaced in the same import', () => {
    const { stored, imported, settle, fates } = matcher();
    stored('import:1', 0, nameless());
    imported('import:1', 0, nameless(), 0);
    imported('a', 0.5, whole, 1);
    expect(settle()).toEqual({ save: ['a'], remove: ['import:1'] });
    expect(fates).toEqual([
      [0, 'known'],
      [1, 'replaced'],
    ]);
  });

  test('is saved when no other record matches it', () => {
    const { stored, imported, settle } = matcher();
    stored('a', 0, { keys: ['second:y'] });
    imported('import:1', 0, nameless());
    expect(settle()).toEqual({ save: ['import:1'], remove: [] });
  });
});

describe('copies in other logs', () => {
  const unified = {
    form: 'directory copy',
    source: 'unified audit log',
    keys: ['copy:x'],
    facts: 4,
  } as const;
  const azure = { form: 'azure copy', source: 'activity log', keys: ['request:x'], facts: 9 } as const;

  test('are not saved beside a richer record, and replace a poorer one', () => {
    for (const copy of [unified, azure]) {
      const poor = matcher();
      poor.stored('a', 0, whole);
      poor.imported('copy', 0, copy);
      expect(poor.settle()).toEqual({ save: [], remove: [] });
      const rich = matcher();
      rich.stored('a', 0, { ...whole, facts: 3 });
      rich.imported('copy', 0, copy);
      expect(rich.settle()).toEqual({ save: ['copy'], remove: ['a'] });
    }
  });

  test('match a record within a minute in the Azure activity log', () => {
    for (const [seconds, isOne] of [
      [59, true],
      [-59, true],
      [60, false],
      [-60, false],
    ] as const) {
      const { stored, imported, settle } = matcher();
      stored('a', 100 + seconds, whole);
      imported('copy', 100, azure);
      expect(settle().save).toEqual(isOne ? [] : ['copy']);
    }
  });
});

test('does not settle a record that can still match a later one', () => {
  const { imported, settle } = matcher();
  imported('a', 0);
  imported('b', 30);
  expect(settle(new Date(start + 60_000)).save).toEqual([]);
  expect(settle(new Date(start + 60_001)).save).toEqual(['a']);
  expect(settle(new Date(start + 90_001)).save).toEqual(['b']);
});

test('saves more events of one instant than it can keep waiting, and knows them when they come again', () => {
  const { stored, imported, settle, fates } = matcher();
  for (let n = 0; n < 22_000; n += 1) stored(`stored ${n}`);
  for (let n = 0; n < 22_000; n += 1) imported(`event ${n}`);
  for (const id of ['event 0', 'event 21999', 'stored 0', 'stored 21999']) imported(id, 0, {}, 1);
  expect(settle().save).toHaveLength(22_000);
  expect(fates.filter(([file]) => file === 1)).toEqual(Array(4).fill([1, 'known']));
});

test('does not compute keys and facts while all records have the form event', () => {
  const engine = createDuplicateMatcher<null>(() => undefined);
  const asked = (): never => {
    throw new Error('asked');
  };
  const add = (id: string, raw: string, isStored: boolean) => {
    const at = new Date(start);
    const traits: EventTraits = {
      ...{ id, at, form: 'event', source: isStored ? 'graph' : 'graph json' },
      get keys() {
        return asked();
      },
      get facts() {
        return asked();
      },
    };
    const event = { ...aStoredEvent({ raw }), id, at };
    if (isStored) engine.addStored(event, traits);
    else engine.addNew(event, traits, null);
  };
  add('a', 'the same', true);
  add('a', 'the same', false);
  add('b', 'another', false);
  expect(engine.settle(end).save.map(({ id }) => id)).toEqual(['b']);
});

test('matches a record with one of the last minute while others come and are settled', () => {
  for (const meets of ['a', 'import:1']) {
    const { imported, settle, fates } = matcher();
    const saved: (string | null)[] = [];
    for (let second = 0; second < 300; second += 1) {
      imported(`event ${second}`, second, { keys: [`second:${second}`] });
      saved.push(...settle(new Date(start + second * 1_000)).save);
    }
    if (meets === 'a') imported('event 240', 240, {}, 1);
    else imported(meets, 240, { ...nameless(), keys: ['second:240'] }, 1);
    saved.push(...settle().save);
    expect(saved).toHaveLength(300);
    expect(fates.filter(([file]) => file === 1)).toEqual([[1, 'known']]);
  }
});

test('does not keep all long texts of a minute in memory', () => {
  const { imported, settle, fates } = matcher();
  const form = 'x'.repeat(1024 * 1024) as 'event';
  for (let n = 0; n < 40; n += 1) imported(`event ${n}`, 0, { source: form as never });
  expect(settle(new Date(start)).save.length).toBeGreaterThan(20);
  imported('event 0', 0, {}, 1);
  expect(fates.at(-1)).toEqual([1, 'known']);
  expect(settle().save.length).toBeLessThan(20);
});

describe('records with long texts in one minute', () => {
  const long = { text: 'x'.repeat(1024 * 1024) };
  const numbers = Array.from({ length: 40 }, (_, n) => n);

  test('are removed if they have no id and the event comes with one', () => {
    const { stored, imported, settle } = matcher();
    for (const n of numbers) stored(`import:${n}`, 0, { ...long, ...nameless(), keys: [`second:${n}`] });
    for (const n of numbers) imported(`event ${n}`, 0, { ...long, keys: [`second:${n}`] });
    expect(settle()).toEqual({
      save: numbers.map((n) => `event ${n}`),
      remove: numbers.map((n) => `import:${n}`),
    });
  });

  test('keep the richer one of two records of an event', () => {
    const { imported, settle, fates } = matcher();
    for (const [file, facts] of [10, 11, 10].entries())
      for (const n of numbers) imported(`event ${n}`, 0, { ...long, facts }, file);
    expect(settle().remove).toEqual([]);
    expect(fates.filter(([file, fate]) => file === 1 && fate === 'known')).toEqual([]);
    expect(fates.filter(([file]) => file === 2)).toEqual(numbers.map(() => [2, 'known']));
  });
});
