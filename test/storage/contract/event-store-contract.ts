import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import type { EventStore } from '../../../shared/jobs/collect/event-store';
import { aStoredEvent } from '../../support/fakes/ports';
import { gather } from '../../support/outputs/gather';

export interface OpenedStore {
  readonly store: EventStore;
  /** Everything that the store holds, in a form that can be compared. */
  readonly dump: () => Promise<unknown>;
}

const signal = AbortSignal.timeout(900_000);
const event = (time: string, id = time): StoredEvent => aStoredEvent({ id, at: new Date(time) });
const many = (day: string, count: number): StoredEvent[] =>
  Array.from({ length: count }, (_, index) =>
    aStoredEvent({ id: `${day} ${index}`, at: new Date(Date.parse(`${day}T00:00:00Z`) + index * 1000) }),
  );

/** What every event store guarantees. `open` returns an empty one, and a dump of everything that it holds. */
export function eventStoreContract(open: () => Promise<OpenedStore>): void {
  let store: EventStore;
  let dump: OpenedStore['dump'];
  const read = (from: string, to: string) => gather(store.read(new Date(from), new Date(to), signal));

  beforeEach(async () => {
    ({ store, dump } = await open());
  });

  test('returns an event as it was saved', async () => {
    const whole = aStoredEvent({ id: 'PIM_1', activity: 'Add member to role', raw: '{"a":"Ü😀"}' });
    const broken = aStoredEvent({ id: null, activity: null, problem: 'it has no id', raw: '[1' });
    const imported = aStoredEvent({ id: 'import:7', source: 'portal csv' });
    await store.save([whole, broken, imported], signal);
    const back = await read('2026-11-16T00:00:00Z', '2026-11-17T00:00:00Z');
    expect(back).toHaveLength(3);
    expect(back).toEqual(expect.arrayContaining([whole, broken, imported]));
  });

  test('holds the same after it saves the same events again, in another order and with others', async () => {
    const events = [...many('2026-11-16', 150), ...many('2026-11-17', 30)];
    await store.save(events, signal);
    const before = await dump();
    await store.save([...events].reverse(), signal);
    await store.save([...events, ...events], signal);
    expect(await dump()).toEqual(before);
    expect(await read('2026-11-16T00:00:00Z', '2026-11-18T00:00:00Z')).toHaveLength(180);
  });

  test('returns the events of a part of a day, and of spans across midnight', async () => {
    const times = ['00:00:00.000Z', '00:00:19.999Z', '12:00:00.000Z', '23:59:59.999Z'];
    const all = ['2026-11-16', '2026-11-17'].flatMap((day) => times.map((time) => `${day}T${time}`));
    await store.save(
      all.map((time) => event(time)),
      signal,
    );
    const edges = [
      ...all,
      '2026-11-16T00:00:20.000Z',
      '2026-11-17T12:00:00.001Z',
      '2026-11-18T00:00:00.000Z',
    ];
    for (const from of edges)
      for (const to of edges.filter((each) => each > from))
        expect((await read(from, to)).map(({ id }) => id)).toEqual(
          all.filter((time) => time >= from && time < to),
        );
  });

  test('keeps the last form of an event', async () => {
    const form = (raw: string, source: StoredEvent['source'] = 'graph') => aStoredEvent({ raw, source });
    await store.save([form('{"a":1}')], signal);
    await store.save([form('{"a":2}'), form('{"a":3}', 'portal csv')], signal);
    expect(await read('2026-11-16T00:00:00Z', '2026-11-17T00:00:00Z')).toEqual([
      form('{"a":3}', 'portal csv'),
    ]);
    expect(await store.count('2026-11-16', signal)).toEqual({ events: 1, unreadable: 0, imported: 1 });
  });

  test('keeps nothing of a longer text after a shorter one replaces it', async () => {
    await store.save([aStoredEvent({ raw: 'x'.repeat(100_000), problem: 'too odd' })], signal);
    await store.save([aStoredEvent({ raw: '{}' })], signal);
    expect(await read('2026-11-16T00:00:00Z', '2026-11-17T00:00:00Z')).toEqual([aStoredEvent({ raw: '{}' })]);
  });

  test('reads in order of time, across days', async () => {
    const times = ['2026-11-17T00:00:00.000Z', '2026-11-16T23:59:59.999Z', '2026-11-16T08:00:00.001Z', '2026-11-16T08:00:00.000Z']; // oxfmt-ignore
    await store.save(
      times.map((time) => event(time)),
      signal,
    );
    const back = await read('2026-11-16T00:00:00Z', '2026-11-18T00:00:00Z');
    expect(back.map(({ id }) => id)).toEqual([...times].sort());
  });

  test('reads from the first instant up to, but without, the last', async () => {
    const times = ['2026-11-16T11:59:59.999Z', '2026-11-16T12:00:00.000Z', '2026-11-17T11:59:59.999Z', '2026-11-17T12:00:00.000Z']; // oxfmt-ignore
    await store.save(
      times.map((time) => event(time)),
      signal,
    );
    const back = await read('2026-11-16T12:00:00Z', '2026-11-17T12:00:00Z');
    expect(back.map(({ id }) => id)).toEqual(times.slice(1, 3));
  });

  test('reads and counts more events than fit on one page of a service', async () => {
    await store.save(many('2026-11-16', 1_050), signal);
    expect(await read('2026-11-16T00:00:00Z', '2026-11-17T00:00:00Z')).toHaveLength(1_050);
    expect(await store.count('2026-11-16', signal)).toEqual({ events: 1_050, unreadable: 0, imported: 0 });
  });

  test('keeps events without a time apart from every day', async () => {
    const undated = aStoredEvent({ id: null, at: null, problem: 'it has no time', raw: '{"x":1}' });
    await store.save([undated, event('2026-11-16T08:00:00.000Z')], signal);
    expect(await gather(store.readUndated(signal))).toEqual([undated]);
    await store.deleteUndated(new Date('2020-01-01T00:00:00Z'), signal);
    expect(await gather(store.readUndated(signal))).toEqual([undated]);
    await store.deleteUndated(new Date('2100-01-01T00:00:00Z'), signal);
    await store.deleteUndated(new Date('2100-01-01T00:00:00Z'), signal);
    expect(await gather(store.readUndated(signal))).toEqual([]);
    expect(await store.count('2026-11-16', signal)).toMatchObject({ events: 1 });
    expect(await read('2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z')).toHaveLength(1);
    expect(await store.daysBefore('2026-12-01', signal)).toEqual(['2026-11-16']);
  });

  test('counts the events of a day, the unreadable ones and the imported ones', async () => {
    const odd = aStoredEvent({ id: 'odd', problem: 'no name' });
    const imported = aStoredEvent({ id: 'import:1', source: 'portal csv' });
    await store.save([...many('2026-11-16', 3), odd, imported, ...many('2026-11-17', 2)], signal);
    expect(await store.count('2026-11-16', signal)).toEqual({ events: 5, unreadable: 1, imported: 1 });
    expect(await store.count('2026-11-18', signal)).toEqual({ events: 0, unreadable: 0, imported: 0 });
  });

  test('fingerprints each event of a day, another way when anything of it differs, or none', async () => {
    const day = '2026-11-16';
    const one = event(`${day}T08:00:00Z`);
    const other = { ...event(`${day}T09:00:00Z`), raw: '{"a":"Ü"}', activity: 'Add member' };
    const fingerprints = () => store.fingerprints(day, signal);
    if ((await fingerprints()) === null) return;
    expect(await fingerprints()).toEqual([]);
    await store.save([other, one, event('2026-11-17T00:00:00Z')], signal);
    expect(await fingerprints()).toEqual([store.fingerprintOf(one), store.fingerprintOf(other)]);
    const found = await read(`${day}T00:00:00Z`, '2026-11-17T00:00:00Z');
    expect(found.map((each) => store.fingerprintOf(each))).toEqual(await fingerprints());
    for (const changed of [
      { ...other, raw: '{"a":1}' },
      { ...other, problem: 'Not understood.' },
      { ...other, activity: 'Add' },
      { ...other, source: 'portal csv' as const },
    ]) {
      expect(store.fingerprintOf(changed)).not.toBe(store.fingerprintOf(other));
      await store.save([changed], signal);
      expect(await fingerprints()).toEqual([store.fingerprintOf(one), store.fingerprintOf(changed)]);
    }
    await store.remove([one], signal);
    expect(await fingerprints()).toHaveLength(1);
  });

  test('removes events that another record replaces, and ignores one that is already removed', async () => {
    const [first, ...others] = many('2026-11-16', 3);
    const nameless = aStoredEvent({ id: null, raw: '{"x":1}' });
    await store.save([first!, nameless, ...others], signal);
    await store.remove([first!, nameless], signal);
    await store.remove([first!, aStoredEvent({ id: 'never there' })], signal);
    expect(await read('2026-11-16T00:00:00Z', '2026-11-17T00:00:00Z')).toEqual(others);
    expect(await store.count('2026-11-16', signal)).toEqual({ events: 2, unreadable: 0, imported: 0 });
    await store.save([first!], signal);
    expect(await store.count('2026-11-16', signal)).toEqual({ events: 3, unreadable: 0, imported: 0 });
  });

  test('lists all earlier days that hold events', async () => {
    await store.save(
      [...many('2026-11-14', 120), ...many('2026-10-01', 2), ...many('2026-11-16', 1)],
      signal,
    );
    expect(await store.daysBefore('2026-11-16', signal)).toEqual(['2026-10-01', '2026-11-14']);
    expect(await store.daysBefore('2026-10-01', signal)).toEqual([]);
  });

  test('deletes only the given day, even if it is empty', async () => {
    await store.save([...many('2026-11-14', 230), ...many('2026-11-15', 2)], signal);
    await store.deleteDay('2026-11-14', signal);
    await store.deleteDay('2026-11-14', signal);
    expect(await store.count('2026-11-14', signal)).toEqual({ events: 0, unreadable: 0, imported: 0 });
    expect(await store.count('2026-11-15', signal)).toEqual({ events: 2, unreadable: 0, imported: 0 });
  });

  test('lets two runs delete the same day at once', async () => {
    await store.save(many('2026-11-14', 450), signal);
    await Promise.all([store.deleteDay('2026-11-14', signal), store.deleteDay('2026-11-14', signal)]);
    expect(await store.count('2026-11-14', signal)).toEqual({ events: 0, unreadable: 0, imported: 0 });
  });

  test('stores nothing and fails after the run was aborted', async () => {
    await expect(store.save(many('2026-11-14', 5), AbortSignal.abort())).rejects.toThrow();
    expect(await store.count('2026-11-14', signal)).toEqual({ events: 0, unreadable: 0, imported: 0 });
  });
}
