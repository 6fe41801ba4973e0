import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGraphServer } from '../../local/graph-server';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { graphExport } from '../support/exports/graph-export';
import { isCollected } from '../support/outputs/collected';
import { endOf, ensureBuilt, runCommand, startCommand } from '../support/servers/cli';
import { scratchFolder } from '../support/servers/pipeline';

/** The commands read the real clock, so this tenant ends today. */
const { events } = createSampleTenant({ now: new Date(), days: 20, scale: 4 });
const collected = events.filter(isCollected);
/** A collection reads the days that are over. */
const today = new Date().toISOString().slice(0, 10);
const ofDaysOver = collected.filter(({ activityDateTime }) => activityDateTime < today);
let folder: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(ensureBuilt);
beforeEach(async () => {
  folder = await scratchFolder();
});
afterEach(() => folder.remove());

const settings = { AUDIT_STORAGE: 'file:store', STANDING_ACCESS: 'off' };
const goOn = 'Stopped. What was stored is kept: run the same command again to continue.';
const storedDays = () => readdir(join(folder.path, 'store/events')).catch(() => []);

/** The ids in the store; every line must be whole. */
async function storedIds(): Promise<string[]> {
  const days = await Promise.all(
    (await storedDays()).map((day) => readFile(join(folder.path, 'store/events', day), 'utf8')),
  );
  const lines = days.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  return lines.map((line) => (JSON.parse(line) as { event: { id: string } }).event.id).sort();
}

test('an interrupted import stores whole events, and the same command continues it', async () => {
  await writeFile(join(folder.path, 'graph.json'), graphExport(events));
  const options = { folder: folder.path, settings };
  const child = startCommand(['import', 'graph.json'], options);
  const ended = endOf(child);
  while ((await storedDays()).length === 0 && child.exitCode === null) await pause(2);
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([1, expect.stringContaining(goOn)]);
  const some = await storedIds();
  expect(some.length).toBeGreaterThan(0);
  expect(some.length).toBeLessThan(collected.length);

  expect((await runCommand(['import', 'graph.json'], options)).code).toBe(0);
  expect(await storedIds()).toEqual(collected.map(({ id }) => id).sort());
});

test('an interrupted collection stores whole events, and the same command continues it', async () => {
  let [requests, interrupt] = [0, () => undefined as unknown];
  const graph = await startGraphServer({
    events,
    pageSizeMax: 20,
    faults: () => {
      if ((requests += 1) === 12) interrupt();
      return undefined;
    },
  });
  try {
    const options = {
      folder: folder.path,
      settings: { ...settings, GRAPH_ENDPOINT: graph.url, GRAPH_REQUESTS_PER_10_SECONDS: '0' },
    };
    const child = startCommand(['collect'], options);
    interrupt = () => child.kill('SIGINT');
    const { code, stdout, stderr } = await endOf(child);
    expect([code, stderr]).toEqual([1, expect.stringContaining(goOn)]);
    expect(stdout).toMatch(/ days read \(The command was interrupted\), /);
    const some = await storedIds();
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(ofDaysOver.length);

    const again = await runCommand(['collect'], options);
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(await storedIds()).toEqual(ofDaysOver.map(({ id }) => id).sort());
  } finally {
    await graph.close();
  }
});
