import type { Check, CheckPlan, CheckResult } from '../../../shared/domain/check';
import { runChecks } from '../../../shared/jobs/doctor/run-checks';

const never = new AbortController().signal;
const ok: CheckResult = { state: 'ok', found: 'Fine.' };
const failed = (fix: string, cause?: 'clock' | 'identity'): CheckResult => ({
  ...{ state: 'failed', found: 'Not fine.', fix },
  ...(cause && { cause }),
});
const plan = (name: string, result: CheckResult | Error, needs: readonly string[] = []): CheckPlan => ({
  ...{ name, did: `looked at ${name}`, needs },
  run: () => (result instanceof Error ? Promise.reject(result) : Promise.resolve(result)),
});
const states = (checks: readonly Check[]) => checks.map(({ name, state }) => `${name} ${state}`);

test('runs all checks in order, and returns each as it finishes', async () => {
  const seen: string[] = [];
  const report = await runChecks([plan('a', ok), plan('b', ok, ['a'])], ({ name }) => seen.push(name), never);
  expect(report).toEqual({
    ok: true,
    checks: [
      { name: 'a', state: 'ok', did: 'looked at a', found: 'Fine.', fix: null },
      { name: 'b', state: 'ok', did: 'looked at b', found: 'Fine.', fix: null },
    ],
  });
  expect(seen).toEqual(['a', 'b']);
});

test('skips all checks that depend on a failed check, and runs the others', async () => {
  const plans = [plan('a', failed('Fix a.')), plan('b', ok, ['a']), plan('c', ok, ['b']), plan('d', ok)];
  const { ok: fine, checks } = await runChecks(plans, () => undefined, never);
  expect(fine).toBe(false);
  expect(states(checks)).toEqual(['a failed', 'b skipped', 'c skipped', 'd ok']);
  expect(checks.map(({ fix }) => fix)).toEqual(['Fix a.', null, null, null]);
  expect(checks[1]?.found).toBe('Not checked: first fix "a".');
});

test('runs checks that depend on a warning or on a check that is not set up', async () => {
  const warning: CheckResult = { state: 'warning', found: 'Hm.', fix: 'Look.' };
  const off: CheckResult = { state: 'skipped', found: 'It is off.' };
  const plans = [plan('a', warning), plan('b', off), plan('c', ok, ['a', 'b'])];
  const { ok: fine, checks } = await runChecks(plans, () => undefined, never);
  expect(fine).toBe(true);
  expect(states(checks)).toEqual(['a warning', 'b skipped', 'c ok']);
});

test('reports each cause once, for the check that found it first', async () => {
  const plans = [plan('a', failed('Set the clock.', 'clock')), plan('b', failed('Set it.', 'clock'))];
  const { checks } = await runChecks(plans, () => undefined, never);
  expect(states(checks)).toEqual(['a failed', 'b skipped']);
  const others = [plan('a', failed('Set the clock.', 'clock')), plan('b', failed('Sign in.', 'identity'))];
  expect(states((await runChecks(others, () => undefined, never)).checks)).toEqual(['a failed', 'b failed']);
});

test('fails a check that throws, without secrets in its text, and runs the others', async () => {
  const plans = [plan('a', new Error('AccountKey=c2VjcmV0 is wrong\nid 7')), plan('b', ok)];
  const { checks } = await runChecks(plans, () => undefined, never);
  expect(states(checks)).toEqual(['a failed', 'b ok']);
  expect(checks[0]?.found).not.toContain('c2VjcmV0');
  expect(checks[0]?.fix).toMatch(/report it with this text/);
});

test('stops when it is aborted', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(runChecks([plan('a', ok)], () => undefined, stop.signal)).rejects.toThrow('stopped');
});
