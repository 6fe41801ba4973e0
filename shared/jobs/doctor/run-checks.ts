import type { Check, CheckCause, CheckPlan, CheckResult } from '../../domain/check';
import { failureText } from '../../text/failure-text';

/**
 * Runs checks in their order. What an earlier failure hides is skipped, so that each cause has one fix: a check that
 * needs a failed or hidden one, and a check that meets a cause that has been reported. Returns the results of all
 * checks; ok when nothing must be fixed.
 * @param onCheck called with each result as it comes
 */
export async function runChecks(
  plans: readonly CheckPlan[],
  onCheck: (check: Check) => void,
  signal: AbortSignal,
) {
  const checks: Check[] = [];
  const broken = new Set<string>();
  const causes = new Map<CheckCause, string>();
  for (const plan of plans) {
    signal.throwIfAborted();
    const blocker = plan.needs.find((name) => broken.has(name));
    const result =
      blocker === undefined ? hideKnownCause(await runCheck(plan, signal), causes) : hiddenBy(blocker);
    const isHidden = result.state === 'skipped' && result.found.startsWith(hidden);
    if (result.state === 'failed' || isHidden) broken.add(plan.name);
    if ('cause' in result && result.cause !== undefined && result.state === 'failed')
      causes.set(result.cause, plan.name);
    const { name, did } = plan;
    const check: Check = {
      ...{ name, state: result.state, did, found: result.found },
      fix: 'fix' in result ? result.fix : null,
    };
    checks.push(check);
    onCheck(check);
  }
  return { ok: checks.every(({ state }) => state !== 'failed'), checks };
}

const hidden = 'Not checked: ';

/** Returns the result of a check that is skipped until another one succeeds. */
const hiddenBy = (name: string): CheckResult => ({
  state: 'skipped',
  found: `${hidden}first fix "${name}".`,
});

function hideKnownCause(result: CheckResult, causes: ReadonlyMap<CheckCause, string>): CheckResult {
  const cause = 'fix' in result ? (result.cause ?? result.perhaps) : undefined;
  const reporter = cause === undefined ? undefined : causes.get(cause);
  return reporter === undefined ? result : hiddenBy(reporter);
}

async function runCheck({ run }: CheckPlan, signal: AbortSignal): Promise<CheckResult> {
  try {
    return await run(signal);
  } catch (error) {
    signal.throwIfAborted();
    return {
      state: 'failed',
      found: failureText(error),
      fix: 'Run the check again; if the error stays, report it with this text.',
    };
  }
}
