import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { TableClient } from '@azure/data-tables';
import { startStorageEmulator } from '../../local/storage-emulator';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
const table = (connectionString: string): TableClient =>
  TableClient.fromConnectionString(connectionString, 'Trial', { allowInsecureConnection: true });
const row = { partitionKey: 'p', rowKey: 'r', text: 'kept' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-emulator-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the storage emulator', () => {
  test('starts on its own ports, stores a row, and leaves no process behind', async () => {
    const [one, two] = await Promise.all([startStorageEmulator(), startStorageEmulator()]);
    try {
      expect(one.connectionString).not.toBe(two.connectionString);
      expect(one.connectionString).toMatch(/BlobEndpoint=http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1;/);
      const trial = table(one.connectionString);
      await trial.createTable();
      await trial.upsertEntity(row, 'Replace');
      expect((await trial.getEntity('p', 'r')).text).toBe('kept');
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
    expect(isAlive(one.pid)).toBe(false);
    await one.stop();
  });

  test('keeps its data in a folder from one start to the next', async () => {
    const first = await startStorageEmulator({ folder });
    await table(first.connectionString).createTable();
    await table(first.connectionString).upsertEntity(row, 'Replace');
    await first.stop();
    const second = await startStorageEmulator({ folder });
    try {
      expect((await table(second.connectionString).getEntity('p', 'r')).text).toBe('kept');
    } finally {
      await second.stop();
    }
  });

  test('ends with its parent, even if that is killed', async () => {
    const entry = join(folder, 'parent.cjs');
    const source = `import { startStorageEmulator } from ${JSON.stringify(join(process.cwd(), 'local/storage-emulator.ts'))};
      startStorageEmulator().then(({ pid }) => console.log('pid', pid));`;
    await writeFile(join(folder, 'parent.ts'), source);
    await promisify(execFile)('node_modules/.bin/esbuild', [
      join(folder, 'parent.ts'),
      '--bundle',
      '--platform=node',
      `--outfile=${entry}`,
    ]);
    // The bundle is outside the project, so Azurite is found here.
    const env = { ...process.env, NODE_PATH: resolve('node_modules') };
    const parent = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((tell) => {
      parent.stdout.on('data', (chunk: Buffer) => {
        tell(Number(/pid (\d+)/.exec(chunk.toString())?.[1]));
      });
    });
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let wait = 0; wait < 100 && isAlive(pid); wait += 1)
      await new Promise((wake) => setTimeout(wake, 50));
    expect(isAlive(pid)).toBe(false);
  });
});
