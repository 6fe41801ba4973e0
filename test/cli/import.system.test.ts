import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { storageAccountExport } from '../support/exports/azure-monitor-export';
import { graphExport } from '../support/exports/graph-export';
import { portalCsvExport } from '../support/exports/portal-csv-export';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { scratchFolder } from '../support/servers/pipeline';

/** The commands read the real clock, so this tenant ends today. */
const { events, tenantId } = createSampleTenant({ now: new Date(), days: 6 });
let folder: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(ensureBuilt);
beforeEach(async () => {
  folder = await scratchFolder();
});
afterEach(() => folder.remove());

const write = (name: string, content: string | Buffer) => writeFile(join(folder.path, name), content);
const run = (...args: string[]) =>
  runCommand(args, { folder: folder.path, settings: { AUDIT_STORAGE: 'file:store' } });

async function summary(...args: string[]) {
  const { code, stdout } = await run('import', ...args, '--json');
  return {
    code,
    ...(JSON.parse(stdout) as { files: Record<string, unknown>[]; totals: Record<string, number> }),
  };
}

test('imports files of several kinds once', async () => {
  await write('portal.csv', portalCsvExport(events));
  await write('PT1H.json', gzipSync(storageAccountExport(events, tenantId)));
  const first = await run('import', 'portal.csv', 'PT1H.json');
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toMatch(/^portal\.csv: portal CSV, [\d,]+ rows: 0 new, [\d,]+ known/m);
  expect(first.stdout).toMatch(/^PT1H\.json: Azure Monitor, [\d,]+ rows: [\d,]+ new, 0 known/m);
  expect(first.stdout).toMatch(/^\d+ days: \d+ imported\.$/m);
  const day = (await readdir(join(folder.path, 'store/events'))).at(-1) ?? '';
  const before = await readFile(join(folder.path, 'store/events', day), 'utf8');
  expect(JSON.parse(before.split('\n')[0] ?? '')).toMatchObject({
    source: 'azure monitor',
    event: { tenantId },
  });
  const second = await summary('portal.csv', 'PT1H.json');
  expect([second.code, second.totals.new, second.totals.replaced]).toEqual([0, 0, 0]);
  expect(await readFile(join(folder.path, 'store/events', day), 'utf8')).toBe(before);
});

test('a dry run writes nothing', async () => {
  await write('graph.json', `${graphExport(events)}{"broken"\n`);
  const { code, files } = await summary('graph.json', '--dry-run');
  expect([code, files[0]?.refused, files[0]?.refusedFile]).toEqual([1, 1, null]);
  expect(await readdir(folder.path)).toEqual(['graph.json']);
});

test('reports unreadable rows and files, imports the rest, and exits with 1', async () => {
  await write('broken.json', `${graphExport(events.slice(0, 3))}{"broken"\n`);
  await write('other.csv', 'a,b\n1,2\n');
  await write('empty.json', '');
  const { code, stdout, stderr } = await run('import', 'broken.json', 'other.csv', 'empty.json', 'nope.json');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^empty\.json: empty, nothing to import\.$/m);
  expect(stderr).toMatch(/broken\.json: 1 of 4 rows refused, the first \(line 4\)/);
  expect(stderr).toMatch(/other\.csv: .*the columns are a, b/);
  expect(stderr).toMatch(/nope\.json: There is no such file/);
  expect(await readdir(folder.path)).toContain('broken.json.refused.ndjson');
});

test('prints nothing on stdout for a file of an unknown kind, and accepts an empty one', async () => {
  await write('other.csv', 'a,b\n1,2\n');
  await write('empty.json', '');
  expect(await run('import', 'other.csv', '--json')).toMatchObject({ code: 1, stdout: '' });
  expect(await run('import', 'empty.json')).toMatchObject({ code: 0, stderr: '' });
});

test('refuses another tenant and an unknown zone', async () => {
  await write('own.json', storageAccountExport(events, tenantId));
  const other = await run('import', 'own.json', '--tenant', '99999999-0000-4000-8000-000000000000');
  expect(other).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('--tenant says') as string,
  });
  expect((await run('import', 'own.json', '--zone', 'Mars/Olympus')).code).toBe(2);
});

test('with two imports at the same time, the second sees what the first stored', async () => {
  const foreign = '99999999-0000-4000-8000-000000000000';
  await write('own.json', storageAccountExport(events, tenantId));
  await write('other.json', storageAccountExport(events, foreign));
  const both = await Promise.all(['own.json', 'other.json'].map((file) => run('import', file, '--quiet')));
  expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(both.map(({ stderr }) => stderr).join('')).toMatch(
    /error: .*The file is of tenant .*and the store holds/,
  );
  const days = await readdir(join(folder.path, 'store/events'));
  const texts = await Promise.all(
    days.map((day) => readFile(join(folder.path, 'store/events', day), 'utf8')),
  );
  const tenants = new Set([...texts.join('').matchAll(/"tenantId":"([^"]+)"/g)].map(([, id]) => id));
  expect(tenants.size).toBe(1);
});
