import fc from 'fast-check';
import type { OpenWorld } from './chaos-state';
import { runScenario, type Tally } from './run-scenario';
import { scenarios, type Scenario } from './scenario';

/** Result of a campaign. */
export interface CampaignResult extends Tally {
  readonly seed: number;
  readonly runs: number;
  /** The broken promise and the smallest scenario that breaks it; null if every promise was kept. */
  readonly failure: { readonly promise: string; readonly scenario: string; readonly path: string } | null;
}

/** Scenarios of one kind, and how to run them. */
export interface Campaign<S> {
  readonly scenarios: fc.Arbitrary<S>;
  /** Runs a scenario; throws if a promise is broken. */
  readonly live: (scenario: S, tally: Tally) => Promise<void>;
  readonly shown: (scenario: S) => string;
}

/** Runs random scenarios of one seed and shrinks the first one that breaks a promise. */
export async function runScenarios<S>(
  { scenarios: all, live, shown: show }: Campaign<S>,
  seed: number,
  runs: number,
  onRun: (done: number) => void = () => undefined,
): Promise<CampaignResult> {
  const tally: Tally = { faults: new Map(), ends: new Map() };
  let done = 0;
  const property = fc.asyncProperty(all, async (scenario) => {
    await live(scenario, tally);
    onRun((done += 1));
  });
  const { failed, counterexample, counterexamplePath, errorInstance, numRuns } = await fc.check(property, {
    seed,
    numRuns: runs,
    // Limits shrinking to ten minutes.
    interruptAfterTimeLimit: 600_000,
  });
  const promise = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const scenario = counterexample === null ? '' : show(counterexample[0]);
  const failure = failed ? { promise, scenario, path: counterexamplePath ?? '' } : null;
  return { ...tally, seed, runs: numRuns, failure };
}

/** Runs scenarios of all jobs, several weeks each. */
export const runCampaign = (
  open: OpenWorld,
  seed: number,
  runs: number,
  onRun?: (done: number) => void,
): Promise<CampaignResult> =>
  runScenarios(
    { scenarios, live: (scenario, tally) => runScenario(open, scenario, tally), shown },
    seed,
    runs,
    onRun,
  );

/** Returns a scenario as JSON, only with its eventful mornings, which are numbered. */
function shown({ mornings, ...tenant }: Scenario): string {
  const eventful = mornings.flatMap((morning, index) =>
    morning.isMissed ||
    morning.isDown ||
    morning.atOnce !== null ||
    morning.collect.length + morning.report.length > 0
      ? [{ morning: index + 1, ...morning }]
      : [],
  );
  return JSON.stringify({ ...tenant, mornings: eventful }, null, 1);
}
