import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { lastWholeWeek } from '../../shared/domain/period';
import { reportJson } from '../../shared/report/json';
import { monday, openPipeline, patience, startTestWorld } from '../support/pipeline';

describe('the report of the sample tenant', () => {
  test.each([1, 2, 3])('tells of seed %i what is true of its activations, field by field', async (seed) => {
    const tenant = createSampleTenant({ now: monday, seed });
    const world = await startTestWorld({ tenant });
    try {
      const pipeline = await openPipeline(world);
      await pipeline.collect(monday, patience());
      const [order] = [
        {
          name: 'weekly',
          timeZone: tenant.timeZone,
          columns: null,
          include: null,
          formats: [],
          recipients: [],
          cc: [],
          bcc: [],
        },
      ];
      const period = lastWholeWeek(monday, tenant.timeZone);
      const { made, failures } = await pipeline.makeReports([{ order: order!, period }], monday, patience());
      expect(failures).toEqual([]);
      const report = reportJson(made[0]!.model);
      const truth = tenant.truth.filter((row) => {
        const at = new Date(row.startedAt ?? row.requestedAt);
        return at >= period.from && at < period.to;
      });
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect([...report.activations].sort(byId)).toEqual([...truth].sort(byId));
    } finally {
      await world.stop();
    }
  });
});
