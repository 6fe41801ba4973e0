import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World } from '../../local/world';
import { readWorkbook, rowsOf } from '../support/outputs/open-xml';
import {
  dumpTables,
  monday,
  openPipeline,
  patience,
  startTestWorld,
  truthOf,
} from '../support/servers/pipeline';
import { lastWholeWeek } from '../../shared/domain/time/period';
import { isCollected } from '../support/outputs/collected';

const mebibyte = 1024 * 1024;
// `npm run large` tests the full size every night; this size fills several pages of Graph and of a table.
const [scale, count] = process.env.LARGE === 'all' ? [24, 20_000] : [6, 5_000];
const tenant = createSampleTenant({ now: monday, scale });
let world: World;
beforeAll(async () => {
  world = await startTestWorld({ tenant });
});
afterAll(() => world.stop());

describe(`a tenant with ${count} events`, () => {
  test('is collected, reported and mailed completely', async () => {
    expect(tenant.events.length).toBeGreaterThan(count);
    const pipeline = await openPipeline(world);
    expect((await pipeline.collect(monday, patience())).failures).toEqual([]);
    expect((await pipeline.sendWeeklyReports(monday, patience())).failures).toEqual([]);
    expect(world.graph.requests.filter(({ url }) => url.includes('skiptoken')).length).toBeGreaterThan(2);
    const request = world.mailbox.requests.find(({ method }) => method === 'POST')!;
    const content = Buffer.from(world.mailbox.messages[0]!.mail.attachments![0]!.contentInBase64, 'base64');
    // The limit of the mail service for one request, Base64 included.
    expect(request.body.length).toBeLessThan(10 * mebibyte);

    const ours = tenant.events.filter(isCollected);
    const { PimAuditEvents } = await dumpTables(world.storage.connectionString, ['PimAuditEvents']);
    expect(PimAuditEvents).toHaveLength(ours.length);
    const workbook = await readWorkbook(content);
    const period = lastWholeWeek(monday, tenant.timeZone);
    expect(rowsOf(workbook, 'Activations')).toHaveLength(truthOf(tenant, period).length);
    const within = ours.filter(({ activityDateTime }) => {
      const at = new Date(activityDateTime);
      return at >= period.from && at < period.to;
    });
    expect(rowsOf(workbook, 'Events')).toHaveLength(within.length);
  });
});
