import fc from 'fast-check';
import { statisticsOf } from '../../shared/analysis/statistics';
import type { Elevation } from '../../shared/domain/events/elevation';
import { datesPeriod, isoWeek, localTime } from '../../shared/domain/time/period';
import { anElevation } from '../support/builders/report';

const at = (text: string): Date => new Date(text);
const started = (text: string, changes: Partial<Elevation> = {}): Elevation =>
  anElevation({ startedAt: at(text), ...changes });
const never = { startedAt: null, endedAt: null, endedBy: null } as const;
const week = isoWeek('2026-W47', 'UTC');
const totals = (days: readonly { total: number }[]): number[] => days.map(({ total }) => total);

describe('statistics by day', () => {
  test('list every day of the period, Monday to Sunday, with counts by provider', () => {
    const { days, activated } = statisticsOf(
      [
        started('2026-11-16T00:00:00Z'),
        started('2026-11-16T23:59:59Z', { provider: 'group' }),
        started('2026-11-22T23:59:59Z', { provider: 'azure' }),
        started('2026-11-15T23:59:59Z'),
        started('2026-11-23T00:00:00Z'),
      ],
      week,
    );
    expect(days.map(({ day }) => day)).toEqual([16, 17, 18, 19, 20, 21, 22].map((date) => `2026-11-${date}`));
    expect(totals(days)).toEqual([2, 0, 0, 0, 0, 0, 1]);
    expect(days[0]?.byProvider).toEqual({ entra: 1, group: 1, azure: 0 });
    expect(days[6]?.byProvider).toEqual({ entra: 0, group: 0, azure: 1 });
    expect(activated).toBe(3);
  });

  test('cut the first and the last day at the edges of the period', () => {
    const period = { from: at('2026-11-16T06:00:00Z'), to: at('2026-11-17T12:00:00Z'), timeZone: 'UTC' };
    expect(statisticsOf([], period).days.map(({ from, to }) => [from, to])).toEqual([
      [period.from, at('2026-11-17T00:00:00Z')],
      [at('2026-11-17T00:00:00Z'), period.to],
    ]);
  });

  test('count only activated elevations', () => {
    const outcomes = ['denied', 'cancelled', 'timed-out', 'failed', 'pending'] as const;
    const { days, hours, mfa, endings } = statisticsOf(
      outcomes.map((outcome) => anElevation({ ...never, outcome })),
      week,
    );
    expect(totals(days)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(hours.flat().every((count) => count === 0)).toBe(true);
    expect(mfa).toEqual({ yes: 0, no: 0, 'not recorded': 0 });
    expect(endings.ended).toBe(0);
  });

  test('count an activation without a known start on the day of its request', () => {
    const lost = anElevation({ startedAt: null, requestedAt: at('2026-11-19T10:00:00Z') });
    expect(totals(statisticsOf([lost], week).days)).toEqual([0, 0, 0, 1, 0, 0, 0]);
  });

  test.each([
    // In Berlin the clocks go forward on 29 March 2026 and back on 25 October 2026, both at 01:00 UTC.
    ['of 23 hours', '2026-W13', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', 23],
    ['of 25 hours', '2026-W43', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', 25],
  ])('include the first and the last second of a day %s', (_, label, first, last, hours) => {
    const { days } = statisticsOf([started(first), started(last)], isoWeek(label, 'Europe/Berlin'));
    const sunday = days[6]!;
    expect(totals(days)).toEqual([0, 0, 0, 0, 0, 0, 2]);
    expect((sunday.to.getTime() - sunday.from.getTime()) / 3_600_000).toBe(hours);
  });

  test('start a day at its first instant if the clocks skip midnight', () => {
    // In Beirut 29 March 2026 starts at 01:00, which is 22:00 UTC on the 28th.
    const { days } = statisticsOf(
      [started('2026-03-28T21:59:59Z'), started('2026-03-28T22:00:00Z')],
      datesPeriod('2026-03-28', '2026-03-30', 'Asia/Beirut'),
    );
    expect(days.map(({ day, total }) => [day, total])).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', 1],
      ['2026-03-30', 0],
    ]);
    expect(days[1]?.from).toEqual(at('2026-03-28T22:00:00Z'));
  });
});

describe('statistics by hour of the week', () => {
  test('use local time and start on Monday', () => {
    const { hours } = statisticsOf(
      [started('2026-11-15T18:30:00Z'), started('2026-11-22T18:14:59Z')],
      isoWeek('2026-W47', 'Asia/Kathmandu'),
    );
    expect(hours.map((day) => day.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
    expect(hours[0]?.[0]).toBe(1);
    expect(hours[6]?.[23]).toBe(1);
  });

  test('add up an hour that the clocks repeat, and leave an hour that they skip empty', () => {
    const autumn = [started('2026-10-25T00:30:00Z'), started('2026-10-25T01:30:00Z')];
    expect(statisticsOf(autumn, isoWeek('2026-W43', 'Europe/Berlin')).hours[6]?.[2]).toBe(2);
    const spring = [started('2026-03-29T00:59:59Z'), started('2026-03-29T01:00:00Z')];
    expect(statisticsOf(spring, isoWeek('2026-W13', 'Europe/Berlin')).hours[6]?.slice(1, 4)).toEqual([
      1, 0, 1,
    ]);
  });
});

describe('approval statistics', () => {
  const waited = (seconds: number): Elevation =>
    anElevation({ approvedAt: new Date(at('2026-11-17T08:00:00Z').getTime() + seconds * 1000) });

  test.each([
    ['an odd count', [600, 60, 120], 2, 10],
    ['an even count', [600, 60, 120, 240], 3, 10],
    ['two waits, to one decimal', [60, 66], 1.1, 1.1],
    ['one wait', [90], 1.5, 1.5],
  ])('give the median and the longest wait of %s', (_, seconds, median, longest) => {
    expect(statisticsOf(seconds.map(waited), week).approvals).toEqual({
      count: seconds.length,
      medianMinutes: median,
      longestMinutes: longest,
    });
  });

  test('count an approval with an unknown wait without guessing the wait, and ignore what was not approved', () => {
    const elevations = [
      waited(120),
      anElevation({ requestedAt: null }),
      anElevation({ approvedAt: null }),
      anElevation({ approvedAt: null, outcome: 'denied', ...never }),
    ];
    expect(statisticsOf(elevations, week).approvals).toEqual({
      count: 2,
      medianMinutes: 2,
      longestMinutes: 2,
    });
  });
});

test('statistics count how activations ended, and MFA as yes, no or not recorded', () => {
  const ends = ['expired', 'expired', 'deactivated', 'removed', 'inferred', null] as const;
  const open = { endedAt: null, endedBy: null };
  const elevations = [
    anElevation({ ...open, mfa: 'not recorded' }),
    anElevation({ ...open, plannedEndAt: null, mfa: 'not recorded' }),
    anElevation({ ...open, plannedEndAt: null, mfa: 'not recorded' }),
    ...ends.map((endedBy) => anElevation({ endedBy, mfa: 'not recorded' })),
    anElevation({ mfa: 'no' }),
    anElevation({ mfa: 'yes' }),
  ];
  const { endings, mfa } = statisticsOf(elevations, week);
  expect(endings).toEqual({
    byEnd: {
      ...{ expired: 2, deactivated: 3, removed: 1, inferred: 1 },
      ...{ 'not recorded': 1, running: 1, unknown: 2 },
    },
    ended: 8,
  });
  expect(mfa).toEqual({ yes: 1, no: 1, 'not recorded': 9 });
});

test('statistics of an empty week list its days and give no waits', () => {
  const { activated, days, approvals, endings } = statisticsOf([], week);
  expect(activated).toBe(0);
  expect(days).toHaveLength(7);
  expect(approvals).toEqual({ count: 0, medianMinutes: null, longestMinutes: null });
  expect(endings.ended).toBe(0);
});

test('days, hours, ends and MFA all add up to the activations of the period, in any zone', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  const instants = fc.date({
    min: at('2026-10-15T00:00:00Z'),
    max: at('2026-11-05T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.array(instants), fc.constantFrom(...zones), (starts, zone) => {
      const period = isoWeek('2026-W44', zone);
      const elevations = starts.map((startedAt) => anElevation({ startedAt }));
      const { activated, days, hours, endings, mfa } = statisticsOf(elevations, period);
      const expected = starts.filter((start) => start >= period.from && start < period.to);
      expect(activated).toBe(expected.length);
      expect(totals(days).reduce((sum, count) => sum + count)).toBe(activated);
      expect(hours.flat().reduce((sum, count) => sum + count)).toBe(activated);
      expect(Object.values(endings.byEnd).reduce((sum, count) => sum + count)).toBe(activated);
      expect(mfa.yes + mfa.no + mfa['not recorded']).toBe(activated);
      for (const [index, { day }] of days.entries()) {
        const ofDay = expected.filter((start) => localTime(start, zone).toPlainDate().toString() === day);
        expect(days[index]?.total).toBe(ofDay.length);
      }
    }),
  );
});
