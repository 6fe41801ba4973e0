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

/** Calls that fail in turn as told, then succeed. */
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

describe('a call that fails', () => {
  test('is made again until it succeeds', async () => {
    const script = scripted(passing(), passing(), passing());
    await expect(script.run()).resolves.toBe('done');
    expect(script.calls()).toBe(4);
  });

  test('is given up after the last try, with its own error', async () => {
    const last = passing();
    const script = scripted(passing(), passing(), passing(), last, passing());
    await expect(script.run()).rejects.toBe(last);
    expect(script.calls()).toBe(4);
  });

  test('for good is given up sooner', async () => {
    const script = scripted(refused(), refused(), refused());
    await expect(script.run()).rejects.toThrow('no');
    expect(script.calls()).toBe(2);
  });

  test('for another reason than a failed try is not made again', async () => {
    const script = scripted(new TypeError('a bug'));
    await expect(script.run()).rejects.toThrow('a bug');
    expect(script.calls()).toBe(1);
  });

  test('waits twice as long each time up to a limit, with jitter, between tries', async () => {
    const script = scripted(...Array.from({ length: 7 }, () => passing()));
    await script.run(ever, { ...policy, attempts: 8 });
    for (const [index, wait] of script.waits.entries()) {
      const full = Math.min(4, 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(full / 2 - 1);
      expect(wait).toBeLessThanOrEqual(full);
    }
  });

  test('waits as long as the server asks, even a little longer', async () => {
    const script = scripted(passing(40));
    const start = performance.now();
    await script.run();
    expect(script.waits[0]).toBeGreaterThanOrEqual(40);
    expect(script.waits[0]).toBeLessThan(41);
    expect(performance.now() - start).toBeGreaterThanOrEqual(38);
  });

  test('does not hurry because the server says "at once": the backoff stays', async () => {
    const script = scripted(passing(0), passing(0), passing(0));
    await script.run(ever, { ...policy, firstDelay: 20, maxDelay: 40 });
    expect(script.waits[0]).toBeGreaterThanOrEqual(10);
    expect(script.waits[1]).toBeGreaterThanOrEqual(20);
    expect(script.waits[2]).toBeGreaterThanOrEqual(20);
  });

  test('is not waited for longer than the policy allows', async () => {
    const script = scripted(passing(501));
    await expect(script.run()).rejects.toThrow('busy');
    expect([script.calls(), script.waits]).toEqual([1, []]);
    await expect(scripted(passing(500)).run()).resolves.toBe('done');
  });
});

describe('the end of the run', () => {
  test('comes before the first try', async () => {
    const script = scripted();
    await expect(script.run(AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    expect(script.calls()).toBe(0);
  });

  test('cuts a wait short, with the reason of the end', async () => {
    const run = new AbortController();
    // A wait of a day: were it not cut short, this test would not end.
    const day = 86_400_000;
    const script = scripted(passing(day));
    setTimeout(() => {
      run.abort(new Error('over'));
    }, 5);
    await expect(script.run(run.signal, { ...policy, maxRetryAfter: day })).rejects.toThrow('over');
    expect(script.waits).toEqual([expect.any(Number)]);
  });

  test('during a try is reported with its reason, not with the failure that it causes', async () => {
    const run = new AbortController();
    const call = (): Promise<never> => {
      run.abort(new Error('over'));
      return Promise.reject(passing());
    };
    await expect(withRetry(call, policy, run.signal)).rejects.toThrow('over');
  });
});

test('the standard policy is patient for about a minute', () => {
  const { attempts, firstDelay, maxDelay } = standardRetry;
  const longest = Array.from({ length: attempts - 1 }, (_, index) =>
    Math.min(maxDelay, firstDelay * 2 ** index),
  );
  const total = longest.reduce((sum, wait) => sum + wait, 0);
  expect(total / 2).toBeGreaterThan(40_000);
  expect(total).toBeLessThan(150_000);
});
