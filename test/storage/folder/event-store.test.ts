import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import { logSources } from '../../../shared/domain/events/log-source';
import { createFolderEventStore } from '../../../shared/storage/folder/event-store';
import { aStoredEvent } from '../../support/fakes/ports';
import { gather } from '../../support/outputs/gather';
import { testFolder } from '../../support/outputs/test-folder';
import { eventStoreContract } from '../contract/event-store-contract';
import { openTestFolder } from './open-test-folder';
import { isJson } from '../../../shared/text/is-json';
import { anyText } from '../../support/builders/any-text';
import { fuzzRuns } from '../../support/fuzz-runs';

const { signal } = new AbortController();

const openAt = async (path: string) => createFolderEventStore(await openTestFolder(path));

const file = (path: string, day = '2026-11-16') => join(path, 'events', `${day}.ndjson`);
const contents = (path: string) =>
  readdirSync(join(path, 'events')).map((name) => [name, readFileSync(join(path, 'events', name), 'utf8')]);
const readDay = (store: Awaited<ReturnType<typeof openAt>>) =>
  gather(store.read(new Date('2026-11-16T00:00:00Z'), new Date('2026-11-17T00:00:00Z'), signal));
/** An event as Graph sends it; the number in its id is its minute. */
function wire(id: string): StoredEvent {
  const time = `2026-11-16T08:${/\d+/.exec(id)?.[0].padStart(2, '0')}:00.1234567Z`;
  return aStoredEvent({
    id,
    at: new Date(`${time.slice(0, 23)}Z`),
    activity: 'Add member to role',
    raw: JSON.stringify({ id, activityDateTime: time, activityDisplayName: 'Add member to role.' }),
  });
}

describe('the event store in a folder', () => {
  eventStoreContract(async () => {
    const path = await testFolder();
    return { store: await openAt(path), dump: () => Promise.resolve(contents(path)) };
  });

  test('is one file for each day with one line for each event, whose JSON is unchanged', async () => {
    const path = await testFolder();
    const [one, two] = [wire('PIM_1'), wire('PIM_2')];
    await (await openAt(path)).save([two, one], signal);
    expect(readFileSync(file(path), 'utf8')).toBe(
      [two, one]
        .map(
          ({ id, raw }) =>
            `{"id":"${id}","source":"graph","readAt":"2026-11-17T01:30:00.000Z","event":${raw}}\n`,
        )
        .join(''),
    );
  });

  test('finds events that were written in parts, and events longer than one read', async () => {
    const path = await testFolder();
    const events = Array.from({ length: 50 }, (_, index) => {
      const { raw, ...one } = wire(`PIM_${index}`);
      const text = 'é'.repeat(index % 20 === 0 ? 1_500_000 : 40_000);
      return { ...one, raw: `${raw.slice(0, -1)},"text":"${text}"}` };
    });
    const store = await openAt(path);
    await store.save(events, signal);
    expect(await readDay(store)).toEqual(events);
    const [size, again] = [statSync(file(path)).size, await openAt(path)];
    expect(await readDay(again)).toEqual(events);
    // Events that are already stored are not written again; a changed one is.
    await again.save(events, signal);
    expect(statSync(file(path)).size).toBe(size);
    await again.save([{ ...events[3]!, problem: 'Not understood.' }], signal);
    expect(statSync(file(path)).size).toBeGreaterThan(size + 80_000);
    expect((await readDay(again))[3]).toEqual({ ...events[3], problem: 'Not understood.' });
  });

  test('reading a day while its events are saved loses none', async () => {
    const path = await testFolder();
    const store = await openAt(path);
    const events = Array.from({ length: 3_000 }, (_, index) =>
      aStoredEvent({ id: `event ${index}`, raw: JSON.stringify({ text: 'é'.repeat(300), index }) }),
    );
    let isSaved = false;
    const saving = store.save(events, signal).finally(() => (isSaved = true));
    // Every read finds some of the lines.
    while (!isSaved) await store.count('2026-11-16', signal);
    await saving;
    for (const each of [store, await openAt(path)]) expect(await readDay(each)).toHaveLength(3_000);
    expect(await readDay(store)).toEqual(await readDay(await openAt(path)));
  });

  test('reads all of time without a step for each day', async () => {
    const store = await openAt(await testFolder());
    await store.save([wire('PIM_1')], signal);
    const day = jest.spyOn(Date.prototype, 'toISOString');
    const found = await gather(store.read(new Date(0), new Date('9999-12-31T00:00:00Z'), signal));
    expect(found.map(({ id }) => id)).toEqual(['PIM_1']);
    expect(day.mock.calls.length).toBeLessThan(100);
    day.mockRestore();
  });

  test('removes an event by a line without it, and appends nothing the second time', async () => {
    const path = await testFolder();
    const store = await openAt(path);
    await store.save([wire('PIM_1')], signal);
    await store.remove([wire('PIM_1')], signal);
    const text = readFileSync(file(path), 'utf8');
    expect(text.split('\n')[1]).toBe(
      '{"id":"PIM_1","source":"graph","readAt":"2026-11-17T01:30:00.000Z","event":null}',
    );
    await store.remove([wire('PIM_1')], signal);
    expect(readFileSync(file(path), 'utf8')).toBe(text);
    expect(await readDay(await openAt(path))).toEqual([]);
  });

  test('is accessible only to its owner', async () => {
    const path = join(await testFolder(), 'new', 'store');
    await (await openAt(path)).save([wire('PIM_1')], signal);
    const modes = [path, join(path, 'events'), file(path)].map((each) => statSync(each).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  test('is not created by reading', async () => {
    const path = join(await testFolder(), 'none');
    expect(await readDay(await openAt(path))).toEqual([]);
    expect(await (await openAt(path)).daysBefore('2030-01-01', signal)).toEqual([]);
    expect(await (await openAt(path)).count('2026-11-16', signal)).toEqual({
      events: 0,
      unreadable: 0,
      imported: 0,
    });
    expect(() => statSync(path)).toThrow('ENOENT');
  });

  test('sees what another store has appended, and the file that replaced a deleted one', async () => {
    const path = await testFolder();
    const [one, other] = [await openAt(path), await openAt(path)];
    await one.save([wire('PIM_1')], signal);
    await other.save([wire('PIM_1'), wire('PIM_2')], signal);
    expect((await readDay(one)).map(({ id }) => id)).toEqual(['PIM_1', 'PIM_2']);
    expect(readFileSync(file(path), 'utf8').match(/\n/g)).toHaveLength(2);
    await other.deleteDay('2026-11-16', signal);
    await other.save([wire('PIM_3'), wire('PIM_4'), wire('PIM_5')], signal);
    expect((await readDay(one)).map(({ id }) => id)).toHaveLength(3);
  });

  test('loses after a crash at any byte of an append only the events whose lines are incomplete', async () => {
    const path = await testFolder();
    const events = [wire('PIM_1'), wire('PIM_2')];
    await (await openAt(path)).save(events, signal);
    const whole = readFileSync(file(path));
    for (let bytes = 0; bytes <= whole.length; bytes += 1) {
      writeFileSync(file(path), whole.subarray(0, bytes));
      const lines = whole.subarray(0, bytes).toString().split('\n');
      const rest = lines.pop() ?? '';
      // A line that lacks only its line feed is a whole event.
      const expected = lines.length + (rest.endsWith('}}') ? 1 : 0);
      const store = await openAt(path);
      expect(await readDay(store)).toEqual(events.slice(0, expected));
      await store.save(events, signal);
      expect(readFileSync(file(path)).equals(whole)).toBe(true);
    }
  });

  test('reads a file whose last line feed an editor has removed', async () => {
    const path = await testFolder();
    await (await openAt(path)).save([wire('PIM_1'), wire('PIM_2')], signal);
    truncateSync(file(path), statSync(file(path)).size - 1);
    const store = await openAt(path);
    expect(await readDay(store)).toHaveLength(2);
    await store.save([wire('PIM_3')], signal);
    expect(await readDay(await openAt(path))).toHaveLength(3);
  });

  test('skips a broken line, and keeps the others', async () => {
    const path = await testFolder();
    await (await openAt(path)).save([wire('PIM_1')], signal);
    appendFileSync(file(path), 'nonsense\n\n{"id":"x"}\n');
    const store = await openAt(path);
    await store.save([wire('PIM_2')], signal);
    expect((await readDay(store)).map(({ id }) => id)).toEqual(['PIM_1', 'PIM_2']);
  });

  test('returns any event as it was saved', async () => {
    const path = await testFolder();
    const anyEvent = fc
      .record({
        id: fc.option(anyText),
        source: fc.constantFrom(...logSources),
        activity: fc.option(anyText),
        minutes: fc.integer({ min: 0, max: 1439 }),
        raw: fc.oneof(
          fc.json(),
          anyText,
          fc.json().map((json) => `\n  ${json}  `),
          fc.constantFrom(
            '"text"',
            ' "text"',
            '',
            '{"activityDateTime":"2020-01-01T00:00:00Z"}',
            ',"event":',
          ),
        ),
      })
      .map(({ minutes, ...rest }): StoredEvent => {
        const at = new Date(Date.parse('2026-11-16T00:00:00Z') + minutes * 60_000);
        return aStoredEvent({ ...rest, at, problem: isJson(rest.raw) ? null : 'it is not JSON' });
      });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyEvent, { selector: ({ id, raw }) => id ?? raw }), async (events) => {
        const folder = join(path, String((number += 1)));
        await (await openAt(folder)).save(events, signal);
        const back = await readDay(await openAt(folder));
        expect(back).toHaveLength(events.length);
        expect(back).toEqual(expect.arrayContaining(events));
      }),
      { numRuns: fuzzRuns(80) },
    );
  });

  test('remembers a bounded number of line positions', async () => {
    const path = await testFolder();
    const store = await openAt(path);
    // 30,000 events: a store remembers the places of 20,000.
    const days = Array.from({ length: 6 }, (_, day) => new Date(Date.UTC(2026, 9, 1 + day)));
    for (const at of days)
      await store.save(
        Array.from({ length: 5_000 }, (_, index) => aStoredEvent({ id: `${at.toISOString()} ${index}`, at })),
        signal,
      );
    const first = days[0]?.toISOString().slice(0, 10) ?? '';
    expect(await store.count(first, signal)).toEqual({ events: 5_000, unreadable: 0, imported: 0 });
  });
});
