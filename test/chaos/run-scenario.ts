import { createChaosWorld, day, start } from './chaos-world';
import { holdAlways, holdInTheEnd, holdWell } from './contract';
import type { FaultCounts } from './fault-plan';
import { mornings, type Morning, type Scenario } from './scenario';

/** What a campaign has seen: faults by name, and runs by how they ended. */
export interface Tally {
  readonly faults: FaultCounts;
  readonly ends: Map<string, number>;
}

const calm: Morning = { isMissed: false, collect: [], report: [] };

/**
 * Lives through a scenario: collects every night, reports on Mondays and, where that failed, ten minutes later; then
 * a last morning on which nothing fails.
 * @throws Broken with the first promise that was not kept
 */
export async function runScenario(scenario: Scenario, { faults, ends }: Tally): Promise<void> {
  const world = createChaosWorld(scenario, faults);
  const run = async (job: 'collect' | 'report', at: number, plan: Morning['collect']) => {
    const now = new Date(at);
    const failures = await world.run(job, now, plan);
    const end = `${job} ${failures.length === 0 ? 'ended well' : 'failed'}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    holdAlways(world, now);
    if (failures.length === 0) holdWell(world, job, now, scenario);
    return failures;
  };
  for (let number = 1; number <= mornings; number += 1) {
    const morning = scenario.mornings[number - 1] ?? calm;
    const midnight = start + number * day;
    if (morning.isMissed) continue;
    await run('collect', midnight + 90 * 60_000, morning.collect);
    if (new Date(midnight).getUTCDay() !== 1 && number !== mornings) continue;
    const failures = await run('report', midnight + 9 * 3_600_000, morning.report);
    if (failures.length > 0) await run('report', midnight + 9 * 3_600_000 + 600_000, []);
  }
  await holdInTheEnd(world);
}
