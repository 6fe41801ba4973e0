import { addUtcDays } from '../../../../shared/domain/time/utc-day';
import { createReadingPlan } from '../../../../shared/jobs/collect/plan/reading-plan';
import { type ReadingWindow, windowsOf } from '../../../../shared/jobs/collect/plan/reading-windows';

const now = new Date('2026-11-23T07:00:00.000Z');
const days = Array.from({ length: 16 }, (_, index) => addUtcDays('2026-11-08', index));
type ReadingPlan = ReturnType<typeof createReadingPlan>;

const newPlan = () => createReadingPlan(windowsOf(days, now));
const take = (plan: ReadingPlan): ReadingWindow => plan.next() ?? { days: [], from: now, to: now };
const daysOf = (windows: readonly ReadingWindow[]) => windows.flatMap((window) => window.days);

describe('the reading plan of a run', () => {
  test('goes from the oldest window to the newest', () => {
    const plan = newPlan();
    const taken: ReadingWindow[] = [];
    for (let window = plan.next(); window !== undefined; window = plan.next()) {
      taken.push(window);
      plan.succeeded();
    }
    expect(taken).toEqual(windowsOf(days, now));
  });

  test('tries the days of a failed window one by one, up to now, with few retries', () => {
    const plan = createReadingPlan(windowsOf(['2026-11-22', '2026-11-23'], now));
    expect(plan.retries()).toBe('standard');
    expect(plan.failed(take(plan), false)).toEqual([]);
    expect(plan.retries()).toBe('few');
    expect(plan.waiting()).toEqual([
      ...windowsOf(['2026-11-22'], now),
      { days: ['2026-11-23'], from: new Date('2026-11-23T00:00:00.000Z'), to: now },
    ]);
    take(plan);
    plan.succeeded();
    expect(plan.retries()).toBe('standard');
  });

  /** A plan whose first three days have just failed. */
  function afterThreeFailures(): ReadingPlan {
    const plan = newPlan();
    plan.failed(take(plan), false);
    for (const day of days.slice(0, 3)) expect(daysOf(plan.failed(take(plan), false))).toEqual([day]);
    return plan;
  }

  test('tries the newest window before it gives up, and continues with the oldest when that succeeds', () => {
    const plan = afterThreeFailures();
    expect(take(plan).days).toEqual(['2026-11-22', '2026-11-23']);
    plan.succeeded();
    expect(take(plan).days).toEqual(['2026-11-11']);
    expect(daysOf(plan.waiting())).toEqual(days.slice(4, -2));
  });

  test('gives up all remaining days, each once, when the newest window fails as well', () => {
    const plan = afterThreeFailures();
    expect(daysOf(plan.failed(take(plan), false)).sort()).toEqual(days.slice(3));
    expect(plan.next()).toBeUndefined();
  });

  test('gives up all windows after one refusal', () => {
    const plan = newPlan();
    expect(daysOf(plan.failed(take(plan), true)).sort()).toEqual(days);
    expect(plan.next()).toBeUndefined();
  });
});
