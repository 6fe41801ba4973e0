import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { startFunctionsHost } from '../../local/functions-host';
import { ensureBuilt } from '../support/servers/cli';
import { root, settingsAsDeployed } from '../support/outputs/infra';
import { startTestWorld } from '../support/servers/pipeline';

const names = ['collectAuditEvents', 'sendAlerts', 'sendCorrections', 'sendWeeklyReport'];
const make = (folder: string, environment: Readonly<Record<string, string>> = {}) => {
  execFileSync(process.execPath, ['scripts/package.mjs', folder], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  return readFileSync(join(folder, 'pim-report.zip'));
};

let folder: string;
/** The package as Azure has it: unpacked somewhere, no node_modules above it. */
let unpacked: string;
let files: Record<string, Uint8Array>;
beforeAll(async () => {
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'pim-report-package-'));
  unpacked = join(folder, 'wwwroot');
  files = unzipSync(make(folder));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(unpacked, file)), { recursive: true });
    writeFileSync(join(unpacked, file), content);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const bundles = () => names.map((name) => join(unpacked, `dist/functions/${name}.js`));

test('the package holds what runs and the notices of what is in it, nothing else', () => {
  expect(Object.keys(files)).toEqual([
    'LICENSE',
    ...names.flatMap((name) => [`dist/functions/${name}.js`, `dist/functions/${name}.js.LEGAL.txt`]),
    'host.json',
    'package.json',
  ]);
  expect(readdirSync(join(folder, 'package')).sort()).toEqual([
    'LICENSE',
    'dist',
    'host.json',
    'package.json',
  ]);
  const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest).toMatchObject({ name: 'pim-report', main: 'dist/functions/*.js' });
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('scripts');
  expect(JSON.parse(readFileSync(join(unpacked, 'host.json'), 'utf8'))).toMatchObject({ version: '2.0' });
});

test('the same sources give the same bytes, wherever they are packed', () => {
  const elsewhere = make(join(folder), { TZ: 'Pacific/Auckland' });
  expect(elsewhere.equals(make(folder, { TZ: 'America/Los_Angeles' }))).toBe(true);
});

test('it loads with the settings that the template gives', async () => {
  for (const world of ['default', 'everything'] as const) {
    const host = await startFunctionsHost({ files: bundles(), settings: settingsAsDeployed(world) });
    const schedules = host.functions.map(({ name, schedule }) => [name, schedule]);
    await host.stop();
    expect(schedules).toEqual([
      ['collectAuditEvents', '0 30 1 * * *'],
      // Registered only where there are channels.
      ...(world === 'everything' ? [['sendAlerts', '0 */15 * * * *']] : []),
      ['sendCorrections', '0 0 4 * * *'],
      ['sendWeeklyReport', '0 0 7-19/2 * * 1'],
    ]);
  }
});

test('it runs without anything beside it: collects, and mails the report', async () => {
  const world = await startTestWorld({ now: new Date(), clock: () => new Date() });
  const host = await startFunctionsHost({ files: bundles(), settings: world.settings });
  try {
    await host.fire('collectAuditEvents');
    await host.fire('sendWeeklyReport');
    expect(world.mailbox.messages).toHaveLength(1);
    expect(world.mailbox.messages[0]?.mail.attachments).toHaveLength(1);
  } finally {
    await host.stop();
    await world.stop();
  }
});
