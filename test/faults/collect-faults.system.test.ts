import { joinRaw } from '../../shared/storage/azure/service/raw-parts';
import { dumpTables } from '../support/servers/pipeline';
import { cases, expectOutcome } from './expect-outcome';
import { collectFaults } from './fault-table';
import { collectedFrom, monday, startFaultWorld, type FaultWorld } from './fault-world';
import { collecting, runFault } from './run-fault';

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld();
});
afterAll(() => world.stop());

const signal = () => AbortSignal.timeout(900_000);

describe('a collection', () => {
  /** Four days: one window, and enough to lose a day. */
  const brief = { RETENTION_DAYS: '4' };
  afterEach(() => world.clear());

  test.each(cases(collectFaults))('%s', async (_, row, times, outcome) => {
    expectOutcome(world, await runFault(world, row, times, collecting, brief), outcome);
    // The next run without faults reads the open days; its overlap finds late events.
    const isDone = outcome.ledger === 'every day complete' && !row.fault.includes('show up');
    if (!isDone) {
      const pipeline = await world.open(brief);
      expect((await pipeline.collect(monday, signal())).failures).toEqual([]);
    }
    const { PimAuditEvents = [], CollectionDays = [] } = await dumpTables(world.connectionString);
    const days = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];
    const states = days.map((day) => [day, row.lost?.includes(day) === true ? 'lost' : 'complete']);
    expect(CollectionDays.map(({ rowKey, state }) => [rowKey, state])).toEqual(states);
    const [first = ''] = days.filter((day) => row.lost?.includes(day) !== true);
    expect(PimAuditEvents.map(joinRaw).sort()).toEqual(collectedFrom(first).sort());
  });
});
