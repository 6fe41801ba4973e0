import { getEventListeners } from 'node:events';
import { mkdtemp, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFileError } from '../../../shared/domain/events/log-file-error';
import type { FiledEvent } from '../../../shared/import/sorting/event-lines';
import { createEventSorter } from '../../../shared/import/sorting/event-sorter';
import { SortingSpaceError } from '../../../shared/import/sorting/sorting-space-error';
import { gather } from '../../support/outputs/gather';

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
    file: 1,
  };
};

test('sorts few events in memory, and keeps the order of events of one instant', async () => {
  const sorter = createEventSorter(folder);
  await sorter.add([anEvent(3, 'c'), anEvent(1, 'a')]);
  await sorter.add([anEvent(3, 'd'), anEvent(2, 'b')]);
  const sorted = (await gather(sorter.sorted(signal))).flat();
  expect(sorted).toEqual([anEvent(1, 'a'), anEvent(2, 'b'), anEvent(3, 'c'), anEvent(3, 'd')]);
  expect(await readdir(folder)).toEqual([]);
  await sorter.dispose();
});

test('returns no page for an empty list', async () => {
  expect(await gather(createEventSorter(folder).sorted(signal))).toEqual(
    [[]].filter((page) => page.length > 0),
  );
});

test('keeps many events in a file without a name, and returns them unchanged', async () => {
  const sorter = createEventSorter(folder, 1024 * 1024);
  const text = 'x😀'.repeat(2_000);
  const events = Array.from({ length: 2_000 }, (_, index) =>
    anEvent((index * 7_919) % 1_000, `id-${index}`, JSON.stringify({ index, text })),
  );
  for (let from = 0; from < events.length; from += 300) await sorter.add(events.slice(from, from + 300));
  // A process that is killed now leaves nothing behind.
  if (process.platform !== 'win32') expect(await readdir(folder)).toEqual([]);
  const sorted: FiledEvent[] = [];
  for await (const page of sorter.sorted(signal)) {
    // Node warns about more than ten.
    expect(getEventListeners(signal, 'abort').length).toBeLessThan(2);
    sorted.push(...page);
  }
  const expected = [...events].sort((a, b) => a.stored.at.getTime() - b.stored.at.getTime());
  expect(sorted.length).toBe(expected.length);
  expect(sorted.every(({ stored }, index) => stored.id === expected[index]?.stored.id)).toBe(true);
  expect(sorted[1_234]).toEqual(expected[1_234]);
  await sorter.dispose();
  expect(await readdir(folder)).toEqual([]);
});

test('returns an event longer than its memory limit whole, in order with the others', async () => {
  const sorter = createEventSorter(folder, 1024 * 1024);
  const long = JSON.stringify('ż'.repeat(2_000_000));
  for (const [time, id, raw] of [
    [2, 'long', long],
    [3, 'c', '{}'],
    [2, 'longer', `${long} `],
    [1, 'a', '{}'],
  ] as const)
    await sorter.add([anEvent(time, id, raw)]);
  const sorted = (await gather(sorter.sorted(signal))).flat();
  expect(sorted.map(({ stored }) => stored.id)).toEqual(['a', 'long', 'longer', 'c']);
  expect(sorted.map(({ stored }) => stored.raw.length)).toEqual([2, long.length, long.length + 1, 2]);
  await sorter.dispose();
});

test('a cancelled sort stops, and deletes its files', async () => {
  const sorter = createEventSorter(folder);
  await sorter.add(Array.from({ length: 200 }, (_, index) => anEvent(index, `id-${index}`)));
  const cancelled = new AbortController();
  const pages = sorter.sorted(cancelled.signal);
  await pages.next();
  cancelled.abort();
  await expect(pages.next()).rejects.toThrow(/abort/);
  await sorter.dispose();
  expect(await readdir(folder)).toEqual([]);
});

test('names a folder that cannot be written, and says what to do', async () => {
  const sorter = createEventSorter(join(folder, 'nowhere'), 100_000);
  const long = 'y'.repeat(200_000);
  await expect(sorter.add([anEvent(1, 'a', long), anEvent(2, 'b', long)])).rejects.toThrow(/nowhere.*TMPDIR/);
});

test('a write that fails is no fault of the log file, and leaves no file', async () => {
  const sorter = createEventSorter(folder, 100_000);
  const raw = JSON.stringify('z'.repeat(60_000));
  await sorter.add([anEvent(1, 'a', raw)]);
  const any = await open(__filename);
  const prototype = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  jest.spyOn(prototype, 'appendFile').mockRejectedValueOnce(new Error('ENOSPC'));
  const error = await sorter.add([anEvent(2, 'b', raw)]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SortingSpaceError);
  expect(error).not.toBeInstanceOf(LogFileError);
  expect(String(error)).toMatch(/room.*ENOSPC.*TMPDIR/);
  await sorter.dispose();
  expect(await readdir(folder)).toEqual([]);
});
