import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
/** The package as on Azure: unpacked somewhere, without node_modules above it. */
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

const text = (file: string) => Buffer.from(files[file] ?? []).toString('utf8');
const bundles = () => names.map((name) => join(unpacked, `dist/functions/${name}.js`));

test('the package contains the code to run and its notices, and nothing else', () => {
  const isChunk = (file: string) => file.startsWith('dist/functions/chunks/');
  expect(Object.keys(files).filter((file) => !isChunk(file))).toEqual([
    'LICENSE',
    ...names.map((name) => `dist/functions/${name}.js`),
    'host.json',
    'package.json',
  ]);
  const chunks = Object.keys(files).filter(isChunk);
  expect(chunks.filter((file) => !/\/[\w-]+\.js(\.LEGAL\.txt)?$/.test(file))).toEqual([]);
  const notices = chunks.filter((file) => file.endsWith('.LEGAL.txt')).map((file) => text(file));
  expect(notices.join('\n')).toMatch(/Archiver Core/);
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

test('the package contains no code twice and is small enough to load quickly', () => {
  const code = Object.keys(files)
    .filter((file) => file.endsWith('.js'))
    .map((file) => text(file));
  // A line that only this SDK contains.
  expect(code.filter((file) => file.includes('@azure/functions-core'))).toHaveLength(1);
  const zipped = readFileSync(join(folder, 'pim-report.zip')).length;
  expect(zipped).toBeLessThan(1_500_000);
});

test('registering the functions loads only a small part of it', () => {
  const script = `
    for (const file of ${JSON.stringify(bundles())}) require(file);
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const loaded = JSON.parse(
    execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as string[];
  expect(loaded).toEqual(expect.arrayContaining(bundles()));
  const bytes = loaded.reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(300_000);
});

/** The files that a built file loads at its start, itself included; the others are loaded behind a promise. */
function loadedAtOnce(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const code = readFileSync(file, 'utf8');
  for (const [, onUse, path = ''] of code.matchAll(/(\.then\(\(\)=>__toESM\()?require\("(\.[^"]+)"\)/g))
    if (onUse === undefined) loadedAtOnce(join(dirname(file), path), found);
  return found;
}

test('a collection loads no workbook, report page, mail client, importer or sign-in', () => {
  const chunks = join(unpacked, 'dist/functions/chunks');
  const names = readdirSync(chunks);
  const jobs = names.filter((name) => /^composition-\w+\.js$/.test(name));
  expect(jobs).toHaveLength(1);
  const once = [...loadedAtOnce(join(chunks, jobs[0] ?? ''))].map((file) => readFileSync(file, 'utf8'));
  const all = names
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(chunks, name), 'utf8'));
  // A text that only one of the parts contains: the package has it, and a collection does not load it.
  const marks = [
    'Archiver', // exceljs
    '/emails:send', // @azure/communication-email
    'ConfidentialClientApplication', // @azure/identity
    'x-ms-blob-type', // @azure/storage-blob
    '<details', // the HTML report
    'c:plotArea', // the workbook
    'CSV_INVALID_CLOSING_QUOTE', // csv-parse
  ];
  expect(marks.filter((mark) => !all.some((code) => code.includes(mark)))).toEqual([]);
  expect(marks.filter((mark) => once.some((code) => code.includes(mark)))).toEqual([]);
});

test('the same sources give the same bytes on every machine', () => {
  const elsewhere = make(join(folder), { TZ: 'Pacific/Auckland' });
  expect(elsewhere.equals(make(folder, { TZ: 'America/Los_Angeles' }))).toBe(true);
});

test('the package loads with the settings of the template', async () => {
  for (const world of ['default', 'everything'] as const) {
    const host = await startFunctionsHost({ files: bundles(), settings: settingsAsDeployed(world) });
    const schedules = host.functions.map(({ name, schedule }) => [name, schedule]);
    await host.stop();
    expect(schedules).toEqual([
      ['collectAuditEvents', '0 30 1 * * *'],
      // Registered only if there are channels.
      ...(world === 'everything' ? [['sendAlerts', '0 */15 * * * *']] : []),
      ['sendCorrections', '0 0 4 * * *'],
      ['sendWeeklyReport', '0 0 7-19/2 * * 1'],
    ]);
  }
});

test('the package runs on its own: it collects, and mails the report', async () => {
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
