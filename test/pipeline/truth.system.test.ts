import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World } from '../../local/world';
import { lastWholeWeek, previousPeriod } from '../../shared/domain/time/period';
import { reportJson } from '../../shared/report/json';
import {
  byId,
  monday,
  openPipeline,
  aDefinition,
  patience,
  startTestWorld,
  truthOf,
} from '../support/servers/pipeline';

let world: World | null = null;
afterEach(async () => {
  await world?.stop();
  world = null;
});

/** Collects at a time and returns the report of the previous week as JSON. */
async function reportAt(now: Date, seed: number, timeZone: string) {
  const tenant = createSampleTenant({ now, seed, timeZone });
  world = await startTestWorld({ now, tenant });
  const pipeline = await openPipeline(world);
  expect((await pipeline.collect(now, patience())).failures).toEqual([]);
  const period = lastWholeWeek(now, timeZone);
  const { made, failures } = await pipeline.makeReports(
    [{ definition: aDefinition(timeZone), period }],
    now,
    patience(),
  );
  expect(failures).toEqual([]);
  return { tenant, period, report: reportJson(made[0]!.model) };
}

describe('the report of the sample tenant', () => {
  test.each([
    [1, '2026-11-23T07:00:00.000Z', 'Europe/Amsterdam'],
    [2, '2026-11-25T16:30:00.000Z', 'America/Los_Angeles'],
    [3, '2026-10-26T05:00:00.000Z', 'Pacific/Auckland'],
  ])('matches the truth of every activation, field by field: seed %i at %s in %s', async (seed, at, zone) => {
    const { tenant, period, report } = await reportAt(new Date(at), seed, zone);
    const truth = truthOf(tenant, period);
    expect(truth.length).toBeGreaterThan(30);
    expect(byId(report.activations)).toEqual(truth);
    expect(report.totals.requests).toBe(truth.length);
    expect(report.coverage.every(({ state }) => state === 'complete')).toBe(true);
    expect(report.previous?.requests).toBe(truthOf(tenant, previousPeriod(period)).length);
  });

  test('includes the current UTC day up to the end of the week, when read an hour after midnight west of Greenwich', async () => {
    const zone = 'America/Los_Angeles';
    const now = new Date('2026-11-23T09:00:30.000Z');
    const { tenant, period, report } = await reportAt(now, 4, zone);
    expect(period.to).toEqual(new Date('2026-11-23T08:00:00.000Z'));
    expect(report.coverage.map(({ day, state }) => `${day} ${state}`).at(-1)).toBe('2026-11-23 complete');
    expect(report.coverage).toHaveLength(8);
    expect(report.coverage.every(({ state }) => state === 'complete')).toBe(true);
    expect(byId(report.activations)).toEqual(truthOf(tenant, period));
    expect(report.activations.some(({ startedAt }) => (startedAt ?? '') >= '2026-11-21')).toBe(true);
  });

  test('matches the truth at a time when activations are running', async () => {
    const tenant = createSampleTenant({ now: monday, daysAhead: 3 });
    const running = tenant.truth.filter(
      ({ outcome, endedAt }) => outcome === 'activated' && endedAt === null,
    );
    const now = monday;
    world = await startTestWorld({ now, tenant });
    const pipeline = await openPipeline(world);
    await pipeline.open(patience());
    const period = { from: new Date('2026-11-16T00:00:00.000Z'), to: now, timeZone: 'UTC' };
    const { made } = await pipeline.makeReports(
      [{ definition: aDefinition('UTC'), period }],
      now,
      patience(),
    );
    expect(byId(reportJson(made[0]!.model).activations)).toEqual(truthOf(tenant, period, now));
    expect(running.length + truthOf(tenant, period, now).length).toBeGreaterThan(30);
  });
});
