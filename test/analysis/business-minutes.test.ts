import fc from 'fast-check';
import { businessMinutes, isBusinessTime } from '../../shared/analysis/business-minutes';
import { defaultFindingsPolicy, type BusinessHours } from '../../shared/domain/findings-policy';
import { datesPeriod, isoWeek, type Period } from '../../shared/domain/time/period';
import { zoneClock, type ZoneClock } from '../support/outputs/zone-clock';
import { fuzzRuns } from '../support/fuzz-runs';

const { businessHours } = defaultFindingsPolicy;
const quarterHour = 900_000;
/** Business hours that begin and end on quarter hours, as clock changes do. They may span midnight. */
const hours: fc.Arbitrary<BusinessHours> = fc
  .record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    fromMinute: fc.integer({ min: 0, max: 95 }).map((quarters) => quarters * 15),
    toMinute: fc.integer({ min: 0, max: 96 }).map((quarters) => quarters * 15),
  })
  .filter(({ fromMinute, toMinute }) => fromMinute !== toMinute);

/** A clock change (or an instant of a zone without any) and a period of any length around it. */
const aroundChanges = fc
  .record({
    timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
    which: fc.nat(7),
    before: fc.nat(3 * 96),
    after: fc.nat(3 * 96),
  })
  .map(({ timeZone, which, before, after }) => {
    const clock = zoneClock(timeZone);
    const changes = clock.changes(new Date('2023-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z'));
    const at = changes[which % changes.length] ?? new Date('2026-11-16T00:00:00Z');
    const from = new Date(at.getTime() - before * quarterHour);
    const to = new Date(at.getTime() + after * quarterHour);
    return { clock, period: { from, to, timeZone } satisfies Period };
  });

const isWorking = (at: Date, clock: ZoneClock, { days, fromMinute, toMinute }: BusinessHours): boolean => {
  const minutes = clock.minuteOfDay(at);
  const weekday = clock.weekday(at);
  if (fromMinute < toMinute) return days.includes(weekday) && minutes >= fromMinute && minutes < toMinute;
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return (
    (days.includes(weekday) && minutes >= fromMinute) || (days.includes(dayBefore) && minutes < toMinute)
  );
};

function quarters({ from, to }: Period): Date[] {
  const length = (to.getTime() - from.getTime()) / quarterHour;
  return Array.from({ length }, (_, index) => new Date(from.getTime() + index * quarterHour));
}

describe('businessMinutes', () => {
  test.each([
    ['a week', isoWeek('2026-W47', 'Europe/Berlin'), 5 * 720],
    ['a weekend', datesPeriod('2026-11-21', '2026-11-22', 'Europe/Berlin'), 0],
    ['a working day', datesPeriod('2026-11-20', '2026-11-20', 'Europe/Berlin'), 720],
  ])('counts %s', (_, period, minutes) => {
    expect(businessMinutes(period, businessHours)).toBe(minutes);
  });

  test('assigns a night shift to the day on which it starts', () => {
    const nights = { days: [5], fromMinute: 22 * 60, toMinute: 6 * 60 };
    const isWork = (text: string) => isBusinessTime(new Date(text), nights, 'UTC');
    expect(isWork('2026-11-20T05:59:00Z')).toBe(false);
    expect(isWork('2026-11-20T21:59:59Z')).toBe(false);
    expect(isWork('2026-11-20T22:00:00Z')).toBe(true);
    expect(isWork('2026-11-21T05:59:59Z')).toBe(true);
    expect(isWork('2026-11-21T06:00:00Z')).toBe(false);
    expect(businessMinutes(isoWeek('2026-W47', 'Europe/Berlin'), nights)).toBe(480);
    expect(businessMinutes(datesPeriod('2026-11-21', '2026-11-21', 'Europe/Berlin'), nights)).toBe(360);
    expect(businessMinutes(isoWeek('2026-W47', 'Europe/Berlin'), { ...nights, days: [7] })).toBe(480);
  });

  test('counts minutes exactly, and only the part of a day that lies in the period', () => {
    const hours = { days: [5], fromMinute: 9 * 60 + 7, toMinute: 17 * 60 + 31 };
    const [from, to] = [new Date('2026-11-20T09:00:00Z'), new Date('2026-11-20T16:30:30Z')];
    const period = { from, to, timeZone: 'Europe/Berlin' };
    expect(businessMinutes(datesPeriod('2026-11-20', '2026-11-20', 'Europe/Berlin'), hours)).toBe(504);
    expect(businessMinutes(period, hours)).toBe(450.5);
    expect(businessMinutes({ ...period, to: new Date('2026-11-20T16:31:00Z') }, hours)).toBe(451);
    expect(businessMinutes({ ...period, to: new Date('2026-11-20T18:00:00Z') }, hours)).toBe(451);
  });

  test('counts 25 hours on the day when the clocks go back', () => {
    const night = { days: [7], fromMinute: 0, toMinute: 1440 };
    const autumn = datesPeriod('2026-10-25', '2026-10-25', 'Europe/Berlin');
    expect(businessMinutes(autumn, night)).toBe(25 * 60);
  });

  test('counts working hours in local time, across clock changes in any time zone', () => {
    fc.assert(
      fc.property(aroundChanges, hours, ({ clock, period }, hours) => {
        const working = quarters(period).filter((at) => isWorking(at, clock, hours));
        expect(businessMinutes(period, hours)).toBe(working.length * 15);
      }),
      { numRuns: fuzzRuns(100) },
    );
  });
});

describe('isBusinessTime', () => {
  test('follows local time across clock changes in any time zone', () => {
    fc.assert(
      fc.property(aroundChanges, hours, ({ clock, period }, hours) => {
        for (const at of quarters(period).filter((_, index) => index % 7 === 0))
          expect(isBusinessTime(at, hours, period.timeZone)).toBe(isWorking(at, clock, hours));
      }),
      { numRuns: fuzzRuns(50) },
    );
  });

  test('includes the start of the business hours and excludes their end', () => {
    const at = (time: string) => isBusinessTime(new Date(`2026-11-20T${time}Z`), businessHours, 'UTC');
    expect(['06:59:59.999', '07:00:00', '18:59:59.999', '19:00:00'].map(at)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isBusinessTime(new Date('2026-11-21T12:00:00Z'), businessHours, 'UTC')).toBe(false);
  });
});
