import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World } from '../../local/world';
import { isoWeek } from '../../shared/domain/time/period';
import { startRecordingProxy, type RecordingProxy } from '../support/servers/recording-proxy';
import {
  aDefinition,
  dumpTables,
  monday,
  openPipeline,
  openTable,
  patience,
  startTestWorld,
} from '../support/servers/pipeline';

/** About 800 events a day: enough for a day to be kept parsed. */
const tenant = createSampleTenant({ now: monday, days: 8, scale: 10 });
/** The newest four days with at least 500 events; the weekend had fewer. */
const keptDays = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
let world: World;
let proxy: RecordingProxy;
beforeAll(async () => {
  world = await startTestWorld({ tenant });
  proxy = await startRecordingProxy(new URL(world.storage.tableUri).origin);
  await (await openPipeline(world)).collect(monday, patience());
});
afterAll(async () => {
  await proxy.close();
  await world.stop();
});

/** Makes a report of what is stored. Returns it, and the days whose events were read. */
async function report(): Promise<{ report: string; read: Set<string> }> {
  const { AUDIT_STORAGE = '' } = world.settings;
  const through = AUDIT_STORAGE.replace(new URL(world.storage.tableUri).origin, proxy.url);
  const pipeline = await openPipeline(world, { AUDIT_STORAGE: through });
  const period = isoWeek('2026-W47', tenant.timeZone);
  const request = { definition: aDefinition(tenant.timeZone), period };
  const before = proxy.requests.length;
  const { made } = await pipeline.makeReportsOffline([request], monday, patience(), ['json']);
  const read = new Set<string>();
  for (const { url } of proxy.requests.slice(before).map(({ url }) => ({ url: decodeURIComponent(url) }))) {
    const [, from = '', to = ''] =
      /PimAuditEvents\(\).*PartitionKey ge '(.{10})' and PartitionKey le '(.{10})'/.exec(url) ?? [];
    for (const day of keptDays) if (from <= day && day <= to) read.add(day);
  }
  return { report: made[0]!.files[0]!.content.toString(), read };
}

test('a night keeps the newest days parsed, and a report of them is the same as one of their events', async () => {
  const { HistorySummaries = [] } = await dumpTables(world.storage.connectionString, ['HistorySummaries']);
  const days = HistorySummaries.map(
    ({ partitionKey, rowKey }) => `${String(partitionKey)} ${String(rowKey)}`,
  );
  expect(days).toEqual(keptDays.map((day) => `parsed-days ${day}_000`));
  const parsed = await report();
  expect([...parsed.read]).toEqual([]);

  // A late event: its day is read from its events.
  const events = await openTable(world.storage.connectionString, 'PimAuditEvents');
  const ofDay = events.listEntities({ queryOptions: { filter: `PartitionKey eq '${keptDays[0]}'` } });
  const { value: one } = (await ofDay.next()) as { value: object };
  await events.upsertEntity({ ...one, partitionKey: keptDays[0]!, rowKey: '235959999-late' });
  expect([...(await report()).read]).toEqual([keptDays[0]]);
  await events.deleteEntity(keptDays[0]!, '235959999-late');

  const summaries = await openTable(world.storage.connectionString, 'HistorySummaries');
  for (const day of keptDays) await summaries.deleteEntity('parsed-days', `${day}_000`);
  const unparsed = await report();
  expect([...unparsed.read]).toEqual(keptDays);
  expect(unparsed.report).toBe(parsed.report);
});
