import { createSampleTenant, type SampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World, WorldOptions } from '../../local/world';
import { datesPeriod, isoWeek } from '../../shared/domain/time/period';
import { joinRaw } from '../../shared/storage/azure/service/raw-parts';
import { readWorkbook, rowsOf } from '../support/outputs/open-xml';
import {
  dumpTables,
  monday,
  openPipeline,
  aDefinition,
  patience,
  settled,
  startTestWorld,
} from '../support/servers/pipeline';
import { isCollected } from '../support/outputs/collected';

const whole = createSampleTenant({ now: monday });
const late = new Set(whole.lateEvents.map(({ id }) => id));
/** A sixth of the sample's events, with all events that the tests need. */
const tenant: SampleTenant = {
  ...whole,
  events: whole.events.filter(
    ({ id, loggedByService }, n) =>
      n % 6 === 0 || late.has(id) || (loggedByService?.includes('Elevated') ?? false),
  ),
};
const tables = ['PimAuditEvents', 'CollectionDays'] as const;
const worlds: World[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

async function open(options: Partial<WorldOptions> = {}): Promise<World> {
  // A workbook takes half of a report's time.
  const world = await startTestWorld({ tenant, settings: { REPORT_FORMATS: 'csv' }, ...options });
  worlds.push(world);
  return world;
}
const dump = (world: World) => dumpTables(world.storage.connectionString, tables);
const attachmentOf = ({ mailbox }: World) =>
  Buffer.from(mailbox.messages[0]?.mail.attachments?.[0]?.contentInBase64 ?? '', 'base64');

/** The tables after one undisturbed run. */
let undisturbed: Awaited<ReturnType<typeof dump>>;
beforeAll(async () => {
  const world = await startTestWorld({ tenant });
  await (await openPipeline(world)).collect(monday, patience());
  undisturbed = await dump(world);
  await world.stop();
  expect(undisturbed.PimAuditEvents?.length).toBeGreaterThan(150);
  expect(undisturbed.CollectionDays).toHaveLength(30);
});

describe('the pipeline', () => {
  test('run twice leaves the same store and one mail', async () => {
    const world = await open();
    const pipeline = await openPipeline(world);
    expect((await pipeline.collect(monday, patience())).failures).toEqual([]);
    expect(await dump(world)).toEqual(undisturbed);
    const first = await pipeline.sendWeeklyReports(monday, patience());
    expect(first).toMatchObject({ failures: [], deliveries: [{ isNew: true }] });
    const before = await dumpTables(world.storage.connectionString);
    const again = await openPipeline(world);
    await again.collect(monday, patience());
    const { deliveries } = await again.sendWeeklyReports(monday, patience());
    expect(deliveries.map(({ isNew }) => isNew)).toEqual([false]);
    const after = await dumpTables(world.storage.connectionString);
    expect(after.PimAuditEvents).toEqual(before.PimAuditEvents);
    expect(after.ReportRuns).toEqual(before.ReportRuns);
    expect(settled(after)).toEqual(settled(before));
    expect(world.mailbox.messages).toHaveLength(1);
  });

  test('run twice in parallel leaves the same store and one mail', async () => {
    const world = await open();
    const pipelines = await Promise.all([openPipeline(world), openPipeline(world)]);
    const runs = await Promise.all(pipelines.map((pipeline) => pipeline.collect(monday, patience())));
    expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
    expect(await dump(world).then(settled)).toEqual(settled(undisturbed));
    const sent = await Promise.all(
      pipelines.map((pipeline) => pipeline.sendWeeklyReports(monday, patience())),
    );
    expect(sent.flatMap(({ failures }) => failures)).toEqual([]);
    expect(world.mailbox.messages).toHaveLength(1);
  });

  test.each([2, 5, 8])(
    'stopped at request %i and restarted has the outcome of an undisturbed run',
    async (stop) => {
      const run = new AbortController();
      const world = await open({
        graphFaults: (_, n) => {
          if (n === stop) run.abort(new Error('stopped'));
          return undefined;
        },
      });
      const pipeline = await openPipeline(world);
      const { days, failures } = await pipeline.collect(monday, run.signal);
      expect(failures.join()).toMatch(/: stopped$/);
      expect(days.some(({ state }) => state !== 'complete')).toBe(true);
      expect((await pipeline.collect(monday, patience())).failures).toEqual([]);
      expect(await dump(world).then(settled)).toEqual(settled(undisturbed));
    },
  );

  test('mails a week without events, says so, and proves it with the coverage', async () => {
    const quiet: SampleTenant = { ...tenant, events: [], lateEvents: [], truth: [], truthAt: () => [] };
    const world = await open({ tenant: quiet, settings: { REPORT_FORMATS: 'xlsx' } });
    const pipeline = await openPipeline(world);
    await pipeline.collect(monday, patience());
    expect((await pipeline.sendWeeklyReports(monday, patience())).failures).toEqual([]);
    const [message, ...others] = world.mailbox.messages;
    expect(others).toEqual([]);
    const { subject, html, plainText } = message!.mail.content;
    expect(subject).toMatch(/^Nothing was activated – /);
    expect(html).toContain('Nothing was activated.');
    expect(plainText).toContain('Every day of this week is covered.');
    const workbook = await readWorkbook(attachmentOf(world));
    expect(rowsOf(workbook, 'Coverage')).toHaveLength(8);
  });

  test('finds late events by the overlap and counts them', async () => {
    const start = Date.parse('2026-11-13T01:30:00.000Z');
    let now = new Date(start);
    const world = await open({ clock: () => now });
    for (let at = start; at <= monday.getTime(); at += 86_400_000) {
      now = new Date(at);
      expect((await (await openPipeline(world)).collect(now, patience())).failures).toEqual([]);
    }
    const { PimAuditEvents, CollectionDays } = await dump(world);
    expect(PimAuditEvents).toEqual(undisturbed.PimAuditEvents);
    // An event is late if Graph first returned it after the night that read its day.
    const byDay = new Map<string, number>();
    for (const { id, visibleAt } of tenant.lateEvents) {
      const day = tenant.events.find((event) => event.id === id)!.activityDateTime.slice(0, 10);
      const read = new Date(Date.parse(`${day}T01:30:00.000Z`) + 86_400_000);
      if (visibleAt > read) byDay.set(day, (byDay.get(day) ?? 0) + 1);
    }
    expect(byDay.size).toBeGreaterThan(1);
    const counted = (CollectionDays ?? []).filter(({ lateEvents }) => lateEvents !== 0);
    expect(new Map(counted.map(({ rowKey, lateEvents }) => [rowKey, lateEvents]))).toEqual(
      new Map([...byDay].sort()),
    );
  });

  test('lists late events of a week in the next report', async () => {
    const world = await open();
    const pipeline = await openPipeline(world);
    expect((await pipeline.sendWeeklyReports(monday, patience())).failures).toEqual([]);
    const sunday = tenant.events.find(({ activityDateTime, loggedByService }) => {
      return activityDateTime.startsWith('2026-11-2') && loggedByService === 'PIM';
    });
    world.graph.publish([{ ...sunday!, id: 'came-late' }]);
    const next = new Date('2026-11-24T01:30:00.000Z');
    await pipeline.collect(next, patience());
    const period = isoWeek('2026-W48', tenant.timeZone);
    const requests = [{ definition: aDefinition(tenant.timeZone), period }];
    const { made } = await pipeline.makeReportsOffline(requests, next, patience());
    const found = made[0]?.model.findings.filter(({ rule }) => rule === 'late-events');
    expect(found?.map(({ count, sentence }) => [count, sentence])).toEqual([
      [1, expect.stringContaining('arrived after its report had been sent')],
    ]);
  });

  test('finds access elevated to the root of Azure, which a separate service logs', async () => {
    const elevated = tenant.events.find(({ loggedByService }) => loggedByService?.includes('Elevated'));
    const world = await open();
    const pipeline = await openPipeline(world);
    await pipeline.collect(monday, patience());
    const days = elevated!.activityDateTime.slice(0, 10);
    const requests = [{ definition: aDefinition('UTC'), period: datesPeriod(days, days, 'UTC') }];
    const { made } = await pipeline.makeReportsOffline(requests, monday, patience());
    const found = made[0]?.model.findings.filter(({ rule }) => rule === 'access-elevated-to-root');
    expect(found?.map(({ severity, eventIds }) => [severity, eventIds])).toEqual([['high', [elevated!.id]]]);
  });

  test('reads missing days the next day, and then sends a complete mail', async () => {
    let isDown = true;
    const world = await open({
      graphFaults: ({ url }) => (isDown && url.includes('2026-11-1') ? { status: 403, body: {} } : undefined),
    });
    const pipeline = await openPipeline(world);
    expect((await pipeline.collect(monday, patience())).failures).not.toEqual([]);
    isDown = false;
    expect((await pipeline.sendWeeklyReports(monday, patience())).failures).toEqual([]);
    expect(world.mailbox.messages[0]?.mail.content.subject).not.toContain('INCOMPLETE');
    expect(world.mailbox.messages[0]?.mail.content.subject).toMatch(/\d+ activations/);
  });

  test('keeps every event of PIM and of role management, byte for byte', () => {
    const stored = (undisturbed.PimAuditEvents ?? []).map(joinRaw).sort();
    const wanted = tenant.events.filter(isCollected);
    const expected = wanted.map((event) => JSON.stringify(event)).sort();
    expect(stored).toHaveLength(expected.length);
    expect(stored.findIndex((raw, index) => raw !== expected[index])).toBe(-1);
  });
});
