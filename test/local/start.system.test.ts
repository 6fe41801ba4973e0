import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundleFixture } from './bundle-fixture';

const every = `
  import { app } from '@azure/functions';
  app.timer('everySecond', {
    schedule: '* * * * * *',
    handler: async (_, context) => {
      const answer = await fetch(process.env.GRAPH_ENDPOINT + '/v1.0/auditLogs/directoryAudits?$top=1');
      context.log('graph says', answer.status);
    },
  });`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-start-'));
  await mkdir(join(folder, 'functions'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function bundleStart(): Promise<string> {
  const start = join(folder, 'local', 'start.js');
  const options = ['--bundle', '--platform=node', '--external:nodemailer', `--outfile=${start}`];
  await promisify(execFile)('node_modules/.bin/esbuild', ['local/start.ts', ...options]);
  return start;
}

describe('npm start', () => {
  test('prints its commands, runs the schedules without a keyboard, and exits cleanly on a signal', async () => {
    await bundleFixture(join(folder, 'functions'), 'everySecond', every);
    const start = await bundleStart();
    // The bundle is outside the project, so Azurite is found here.
    const env = { ...process.env, NODE_PATH: resolve('node_modules') };
    const child = spawn(process.execPath, [start], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('graph says 200')) child.kill('SIGTERM');
      });
    }
    const code = await new Promise<number | null>((tell) => child.once('close', tell));
    expect(output).toMatch(/PIM Report, local world: Northgate Shipping/);
    expect(output).toMatch(/1 {2}everySecond +\* \* \* \* \* \* +next \d{4}-\d\d-\d\d/);
    expect(output).toMatch(/graph says 200[^]*Stopping everything/);
    expect(code).toBe(0);
  });

  test('says what to do when the functions are not built', async () => {
    const start = await bundleStart();
    const run = promisify(execFile)(process.execPath, [start], { cwd: folder });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm run build') as string,
    });
  });
});
