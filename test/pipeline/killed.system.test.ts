import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { StorageEmulator } from '../../local/storage-emulator';
import { openTestStorage } from '../support/servers/shared-storage';
import type { World } from '../../local/world';
import { ensureBuilt, runCommand, startCommand } from '../support/servers/cli';
import { dumpTables, scratchFolder, settled, startTestWorld } from '../support/servers/pipeline';

const now = new Date();
let world: World;
let clean: StorageEmulator;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
/** Milliseconds before each answer, so that the process can be killed meanwhile. */
let slowness = 0;

beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  const graphFaults = () => pause(slowness, undefined);
  const clock = () => new Date();
  world = await startTestWorld({ now, clock, graphFaults });
  clean = await openTestStorage();
});
afterAll(async () => {
  await clean.stop();
  await world.stop();
  await folder.remove();
});

const tables = ['PimAuditEvents', 'CollectionDays'];
const settingsOn = (storage: StorageEmulator) => ({
  ...world.settings,
  AUDIT_STORAGE: storage.connectionString,
});

test('a collection that is killed twice and restarted has the outcome of an undisturbed one', async () => {
  // The first window is before the tenant; at the fifth request, a page of the second is stored.
  for (const requests of [5, 6]) {
    slowness = 250;
    const before = world.graph.requests.length;
    const child = startCommand(['collect'], { folder: folder.path, settings: settingsOn(world.storage) });
    while (world.graph.requests.length < before + requests && child.exitCode === null) await pause(10);
    child.kill('SIGKILL');
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
  }
  const half = await dumpTables(world.storage.connectionString, tables);
  expect(half.PimAuditEvents?.length).toBeGreaterThan(0);
  slowness = 0;
  for (const storage of [world.storage, clean]) {
    const { code } = await runCommand(['collect'], { folder: folder.path, settings: settingsOn(storage) });
    expect(code).toBe(0);
  }
  const [resumed, whole] = await Promise.all(
    [world.storage, clean].map(({ connectionString }) => dumpTables(connectionString, tables)),
  );
  expect(whole?.PimAuditEvents?.length).toBeGreaterThan(half.PimAuditEvents?.length ?? 0);
  expect(settled(resumed!)).toEqual(settled(whole!));
});
