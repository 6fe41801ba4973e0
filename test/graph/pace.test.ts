import fc from 'fast-check';
import { createPace, type Pace } from '../../shared/graph/pace';

const ever = new AbortController().signal;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Lets callers arrive at the given milliseconds, and returns when each was let through. */
async function letThrough(pace: Pace, arrivals: readonly number[]): Promise<number[]> {
  const start = performance.now();
  const times: number[] = [];
  for (const arrival of arrivals) {
    setTimeout(() => void pace(ever).then(() => times.push(performance.now() - start)), arrival);
  }
  await jest.advanceTimersByTimeAsync(Math.max(...arrivals) + arrivals.length * 11_000);
  return times;
}

function mostWithin(times: readonly number[], window: number): number {
  return Math.max(
    ...times.map((from) => times.filter((time) => time >= from && time < from + window).length),
  );
}

describe('a pace', () => {
  test('lets a burst through immediately, and the rest evenly', async () => {
    const times = await letThrough(
      createPace(5),
      Array.from({ length: 15 }, () => 0),
    );
    expect(times).toHaveLength(15);
    expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    const steps = times.slice(5).map((time, index) => time - (times[index + 4] ?? 0));
    expect(steps[0]).toBeGreaterThan(10_000);
    for (const step of steps.slice(1)) expect(Math.abs(step - 2050)).toBeLessThanOrEqual(2);
  });

  test('never lets more than the limit through in any 10 seconds, and lets every request through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.oneof(fc.nat(500), fc.nat(30_000)), { minLength: 1, maxLength: 30 }),
        async (requests, gaps) => {
          let at = 0;
          const arrivals = gaps.map((gap) => (at += gap));
          const times = await letThrough(createPace(requests), arrivals);
          expect(times).toHaveLength(arrivals.length);
          expect(mostWithin(times, 10_000)).toBeLessThanOrEqual(requests);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('leaves a margin, since the first request of a burst may take longer than later ones', async () => {
    const times = await letThrough(
      createPace(5),
      Array.from({ length: 11 }, () => 0),
    );
    expect(mostWithin(times, 10_200)).toBeLessThanOrEqual(5);
  });

  test('allows another burst after a quiet period', async () => {
    const arrivals = [0, 0, 0, 0, 40_000, 40_000, 40_000];
    const times = await letThrough(createPace(3), arrivals);
    expect(times.slice(4)).toEqual([40_000, 40_000, 40_000]);
  });

  test('of zero sets no limit', async () => {
    const times = await letThrough(
      createPace(0),
      Array.from({ length: 100 }, () => 0),
    );
    expect(times).toEqual(Array.from({ length: 100 }, () => 0));
  });

  test('uses the given clock, not the time of day', async () => {
    let now = 5;
    const pace = createPace(1, () => now);
    await pace(ever);
    jest.setSystemTime(new Date('2040-01-01'));
    now += 10_300;
    let through = false;
    void pace(ever).then(() => (through = true));
    await jest.advanceTimersByTimeAsync(0);
    expect(through).toBe(true);
  });

  test('ends a wait when the run is over, and starts none afterwards', async () => {
    const pace = createPace(1);
    const run = new AbortController();
    await pace(run.signal);
    const waiting = pace(run.signal);
    run.abort(new Error('The run is over.'));
    await expect(waiting).rejects.toThrow();
    await expect(pace(run.signal)).rejects.toThrow('The run is over.');
  });
});
