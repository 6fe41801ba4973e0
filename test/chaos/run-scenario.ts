import type { ChaosWorld, Job, OpenWorld } from './chaos-state';
import { BrokenPromiseError, holdAlways, holdCounted, holdInTheEnd, holdWell } from './contract';
import type { FaultCounts } from './fault-plan';
import { mornings, type ChaosFault, type Morning, type Scenario } from './scenario';
import { day, start } from './shown-events';

/** Counts of a campaign: faults by name, and runs by outcome. */
export interface Tally {
  readonly faults: FaultCounts;
  readonly ends: Map<string, number>;
}

const calm: Morning = { isMissed: false, isDown: false, collect: [], report: [], atOnce: null };
const outage: ChaosFault = { on: 'graph', kind: 'forbidden', at: 0, times: 1000 };
const minute = 60_000;

/**
 * Runs a scenario: collects and corrects every night and reports on Mondays; if the report fails, again after ten
 * minutes. On the last morning nothing fails.
 * @throws BrokenPromiseError with the first broken promise
 */
export async function runScenario(open: OpenWorld, scenario: Scenario, tally: Tally): Promise<void> {
  const world = await open(scenario, tally.faults);
  try {
    await live(world, scenario, tally);
  } finally {
    await world.close();
  }
}

async function live(world: ChaosWorld, scenario: Scenario, { ends }: Tally): Promise<void> {
  const known = new Set<string>();
  async function run(job: Job, at: number, faults: Morning['collect'], atOnce: number | null) {
    const other: Job = job === 'collect' ? 'collect' : 'correct';
    const jobs = atOnce === null ? [job] : [job, other];
    const these = { jobs, at: new Date(at), faults, seed: atOnce ?? 0 } as const;
    const failures = await world.run(these);
    const end = `${jobs.join(' and ')} ${failures.length === 0 ? 'ended well' : 'failed'}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    const state = await world.look();
    holdAlways(world, state, these.at, scenario);
    holdCounted(state, known, these, scenario);
    for (const { edition } of state.archivedMails) known.add(edition);
    if (failures.length === 0) holdWell(world, state, these, scenario);
    return failures;
  }
  for (let number = 1; number <= mornings; number += 1) {
    const morning = scenario.mornings[number - 1] ?? calm;
    const midnight = start + number * day;
    if (morning.isMissed) continue;
    const { collect, report, atOnce } = morning;
    const down = morning.isDown ? [outage] : [];
    const isLast = number === mornings;
    const isReported = isLast || new Date(midnight).getUTCDay() === 1;
    const collected = await run('collect', midnight + 90 * minute, [...down, ...collect], atOnce);
    const corrected = await run('correct', midnight + 240 * minute, isReported ? [] : report, atOnce);
    const reported = isReported
      ? await run('report', midnight + 540 * minute, [...down, ...report], atOnce)
      : [];
    const failures = [...collected, ...corrected, ...reported].join(' ');
    if (isLast && failures !== '') throw new BrokenPromiseError(`a calm morning ends well: ${failures}`);
    if (reported.length > 0) await run('report', midnight + 550 * minute, [], null);
  }
  await holdInTheEnd(world, await world.look());
}
