import { FailedTryError, standardRetry, withRetry, type RetryPolicy } from '../../shared/graph/retry';

const policy: RetryPolicy = {
  attempts: 4,
  refusedAttempts: 2,
  firstDelay: 1,
  maxDelay: 4,
  maxRetryAfter: 500,
};
const ever = new AbortController().signal;
const passing = (retryAfter: number | null = null): FailedTryError =>
  new FailedTryError('busy', 'passing', retryAfter);
const refused = (): FailedTryError => new FailedTryError('no', 'refused', null);

/** Calls that fail with these errors in order, and then succeed. */
function scripted(...failures: Error[]) {
  const waits: number[] = [];
  let calls = 0;
  const call = (): Promise<string> => {
    const failure = failures[calls];
    calls += 1;
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  return {
    run: (signal = ever, of = policy) => withRetry(call, of, signal, (_, wait) => waits.push(wait)),
    waits,
    calls: () => calls,
  };
}

describe('withRetry', () => {
  test('repeats a call until it succeeds', async () => {
    const script = scripted(passing(), passing(), passing());
    await expect(script.run()).resolves.toBe('done');
    expect(script.calls()).toBe(4);
  });

  test('gives a call up after the last attempt, with its last error', async () => {
    const last = passing();
    const script = scripted(passing(), passing(), passing(), last, passing());
    await expect(script.run()).rejects.toBe(last);
    expect(script.calls()).toBe(4);
  });

  test('gives a refused call up after fewer attempts', async () => {
    const script = scripted(refused(), refused(), refused());
    await expect(script.run()).rejects.toThrow('no');
    expect(script.calls()).toBe(2);
  });

  test('does not repeat a call that throws another error', async () => {
    const script = scripted(new TypeError('a bug'));
    await expect(script.run()).rejects.toThrow('a bug');
    expect(script.calls()).toBe(1);
  });

  test('doubles the wait between attempts up to a limit, with jitter', async () => {
    const script = scripted(...Array.from({ length: 7 }, () => passing()));
    await script.run(ever, { ...policy, attempts: 8 });
    for (const [index, wait] of script.waits.entries()) {
      const full = Math.min(4, 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(full / 2 - 1);
      expect(wait).toBeLessThanOrEqual(full);
    }
  });

  test('waits as long as the server asks, or slightly longer', async () => {
    const script = scripted(passing(40));
    const start = performance.now();
    await script.run();
    expect(script.waits[0]).toBeGreaterThanOrEqual(40);
    expect(script.waits[0]).toBeLessThan(41);
    expect(performance.now() - start).toBeGreaterThanOrEqual(38);
  });

  test('keeps its backoff when the server asks for no wait', async () => {
    const script = scripted(passing(0), passing(0), passing(0));
    await script.run(ever, { ...policy, firstDelay: 20, maxDelay: 40 });
    expect(script.waits[0]).toBeGreaterThanOrEqual(10);
    expect(script.waits[1]).toBeGreaterThanOrEqual(20);
    expect(script.waits[2]).toBeGreaterThanOrEqual(20);
  });

  test('gives a call up if the server asks for a longer wait than the policy allows', async () => {
    const script = scripted(passing(501));
    await expect(script.run()).rejects.toThrow('busy');
    expect([script.calls(), script.waits]).toEqual([1, []]);
    await expect(scripted(passing(500)).run()).resolves.toBe('done');
  });
});

describe('the end of the run', () => {
  test('prevents the first attempt', async () => {
    const script = scripted();
    await expect(script.run(AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    expect(script.calls()).toBe(0);
  });

  test('ends a wait, and its reason is thrown', async () => {
    const run = new AbortController();
    // A wait of a day: without the abort, this test would not end.
    const day = 86_400_000;
    const script = scripted(passing(day));
    setTimeout(() => {
      run.abort(new Error('over'));
    }, 5);
    await expect(script.run(run.signal, { ...policy, maxRetryAfter: day })).rejects.toThrow('over');
    expect(script.waits).toEqual([expect.any(Number)]);
  });

  test('during an attempt is reported with its reason, not with the failure of the attempt', async () => {
    const run = new AbortController();
    const call = (): Promise<never> => {
      run.abort(new Error('over'));
      return Promise.reject(passing());
    };
    await expect(withRetry(call, policy, run.signal)).rejects.toThrow('over');
  });
});

test('the standard policy waits about a minute in total', () => {
  const { attempts, firstDelay, maxDelay } = standardRetry;
  const longest = Array.from({ length: attempts - 1 }, (_, index) =>
    Math.min(maxDelay, firstDelay * 2 ** index),
  );
  const total = longest.reduce((sum, wait) => sum + wait, 0);
  expect(total / 2).toBeGreaterThan(40_000);
  expect(total).toBeLessThan(150_000);
});
