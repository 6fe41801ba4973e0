import { getEventListeners } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FiledEvent } from '../../shared/import/event-lines';
import { createEventSorter } from '../../shared/import/event-sorter';
import { gather } from '../support/outputs/gather';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-sorter-'));
});
afterAll(() => rm(folder, { recursive: true }));
const { signal } = new AbortController();

const anEvent = (time: number, id: string, raw = `{"id":"${id}"}`): FiledEvent => {
  const at = new Date(time);
  return {
    stored: { id, at, activity: 'Ünï', source: 'portal csv', raw, problem: null },
    traits: { form: 'nameless', source: 'portal csv', at, keys: [`id:${id}`], facts: 3 },
    tenantId: null,
    file: 1,
  };
};

test('few events are sorted in memory, those of one instant as they were added', async () => {
  const sorter = createEventSorter(folder);
  await sorter.add([anEvent(3, 'c'), anEvent(1, 'a')]);
  await sorter.add([anEvent(3, 'd'), anEvent(2, 'b')]);
  const sorted = (await gather(sorter.sorted(signal))).flat();
  expect(sorted).toEqual([anEvent(1, 'a'), anEvent(2, 'b'), anEvent(3, 'c'), anEvent(3, 'd')]);
  expect(await readdir(folder)).toEqual([]);
  await sorter.dispose();
});

test('an empty list stays empty', async () => {
  expect(await gather(createEventSorter(folder).sorted(signal))).toEqual(
    [[]].filter((page) => page.length > 0),
  );
});

test('many wait in files that only this user may read, and are the same afterwards', async () => {
  const sorter = createEventSorter(folder);
  const text = 'x😀'.repeat(2_000);
  const events = Array.from({ length: 9_000 }, (_, index) =>
    anEvent((index * 7_919) % 1_000, `id-${index}`, JSON.stringify({ index, text })),
  );
  for (let from = 0; from < events.length; from += 300) await sorter.add(events.slice(from, from + 300));
  const [runs] = await readdir(folder);
  expect((await readdir(join(folder, runs ?? ''))).length).toBeGreaterThan(2);
  const sorted: FiledEvent[] = [];
  for await (const page of sorter.sorted(signal)) {
    // Node warns the user of more than ten.
    expect(getEventListeners(signal, 'abort').length).toBeLessThan(2);
    sorted.push(...page);
  }
  const expected = [...events].sort((a, b) => a.stored.at.getTime() - b.stored.at.getTime());
  expect(sorted.length).toBe(expected.length);
  expect(sorted.every(({ stored }, index) => stored.id === expected[index]?.stored.id)).toBe(true);
  expect(sorted[4_321]).toEqual(expected[4_321]);
  await sorter.dispose();
  expect(await readdir(folder)).toEqual([]);
});

test('a folder that cannot be written is named, with what to do', async () => {
  const sorter = createEventSorter(join(folder, 'nowhere'));
  const long = 'y'.repeat(20_000_000);
  await expect(sorter.add([anEvent(1, 'a', long)])).rejects.toThrow(/nowhere.*TMPDIR/);
});
