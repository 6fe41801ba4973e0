import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World } from '../../local/world';
import type { Pipeline } from '../../shared/composition';
import { datesPeriod } from '../../shared/domain/time/period';
import { monday, openPipeline, patience, startTestWorld } from '../support/servers/pipeline';
import { testFolder } from '../support/outputs/test-folder';

let world: World;
let folder: string;

beforeAll(async () => {
  // A workbook takes half of a report's time; one is compared below.
  world = await startTestWorld({
    tenant: createSampleTenant({ now: monday }),
    settings: { REPORT_FORMATS: 'csv' },
  });
  folder = await testFolder();
});
afterAll(() => world.stop());

const openFolder = () =>
  openPipeline(
    world,
    { AUDIT_STORAGE: `file:${folder}` },
    { clock: () => new Date('2026-11-23T07:00:01.000Z') },
  );

/** Returns all files of the store's folder, by path. */
const contents = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'base64')]),
  );

/** The report as JSON and as a workbook. */
async function filesOf(pipeline: Pipeline): Promise<readonly (readonly [format: string, base64: string])[]> {
  const definition = {
    ...{ name: 'weekly', timeZone: world.tenant.timeZone, columns: null, include: null, formats: [] },
    ...{ recipients: [], cc: [], bcc: [] },
  };
  const period = datesPeriod('2026-11-16', '2026-11-22', definition.timeZone);
  const requests = [{ definition, period }];
  const { made } = await pipeline.makeReportsOffline(requests, monday, patience(), ['json', 'xlsx']);
  const files = made[0]?.files ?? [];
  return files.map(({ format, content }) => [format, Buffer.from(content).toString('base64')]);
}

test('a Monday on a folder makes the same report as on tables, byte for byte', async () => {
  const [tables, onFolder] = [await openPipeline(world), await openFolder()];
  for (const pipeline of [tables, onFolder]) {
    expect((await pipeline.collect(monday, patience())).failures).toEqual([]);
    expect((await pipeline.sendWeeklyReports(monday, patience())).failures).toEqual([]);
  }
  expect(world.mailbox.messages).toHaveLength(2);
  const [one, other] = world.mailbox.messages.map(({ mail }) => mail.content.subject);
  expect(other).toBe(one);
  const files = await filesOf(tables);
  expect(files.map(([format]) => format).sort()).toEqual(['json', 'xlsx']);
  expect(await filesOf(onFolder)).toEqual(files);
  onFolder.close();
});

test('a second run stores nothing, mails nothing and leaves no lock', async () => {
  const before = contents();
  expect([...before.keys()].filter((path) => path.endsWith('lock'))).toEqual([]);
  const pipeline = await openFolder();
  await pipeline.collect(monday, patience());
  await pipeline.sendWeeklyReports(monday, patience());
  pipeline.close();
  const after = contents();
  expect([...after.keys()]).toEqual([...before.keys()]);
  // The collection ledger counts the new events of the last run, and a snapshot has a time.
  const ofTheLastRun = /days\.json$|snapshot\.json$/;
  for (const [path, content] of before)
    if (!ofTheLastRun.test(path)) expect([path, after.get(path)]).toEqual([path, content]);
  expect(world.mailbox.messages).toHaveLength(2);
});

test('verify passes on the archive in the folder', async () => {
  const pipeline = await openFolder();
  const chains = await pipeline.verify(null, () => undefined, patience());
  expect(chains).toMatchObject([{ report: 'weekly', mails: 1, problems: [] }]);
});
