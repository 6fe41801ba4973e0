import { dumpTables } from '../support/pipeline';
import { cases, expectOutcome } from './expect-outcome';
import { reportFaults } from './fault-table';
import { monday, startFaultWorld, type FaultWorld } from './fault-world';
import { reporting, runFault } from './run-fault';

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld();
});
afterAll(() => world.stop());

const signal = () => AbortSignal.timeout(120_000);

describe('a report', () => {
  let number = 0;
  beforeAll(async () => {
    await (await world.open({})).collect(monday, signal());
  });

  test.each(cases(reportFaults))('%s', async (_, row, times, outcome) => {
    const before = world.mailbox.messages.length;
    const name = `row-${(number += 1)}`;
    const settings = { REPORTS: JSON.stringify([{ name }]) };
    const run = await runFault(world, row, times, reporting, settings);
    expectOutcome(world, run, outcome);
    expect(run.told).toBe(outcome.run === 'ends well' ? 1 : 0);
    const pipeline = await world.open(settings);
    expect((await pipeline.sendWeeklyReports(monday, signal())).failures).toEqual([]);
    const [chain] = await pipeline.verify(name, () => undefined, signal());
    expect(chain).toMatchObject({ broken: null, files: 2 });
    const { ReportRuns = [] } = await dumpTables(world.connectionString, ['ReportRuns']);
    const sent = ReportRuns.filter(({ partitionKey }) => partitionKey === name);
    expect(sent.map(({ state }) => state)).toEqual(['sent']);
    const messages = world.mailbox.messages.slice(before);
    // A mail that the service took and gave up is followed by a new one; else there is one.
    expect(messages).toHaveLength(outcome.ledger === 'failed' ? 2 : 1);
    expect(messages.at(-1)?.operationId).toBe(sent[0]?.operationId);
    expect(messages.at(-1)?.mail.content.subject).not.toContain('INCOMPLETE');
  });
});
