import type { DayCoverage, DayState } from '../../shared/domain/collection-day';
import { isoWeek, type Period } from '../../shared/domain/time/period';
import { utcDaysBetween } from '../../shared/domain/time/utc-day';
import { localDayCoverage } from '../../shared/report/local-days';

/** The state of each local day; every UTC day is complete unless a day is given. */
function statesOf(period: Period, days: Readonly<Record<string, DayState | Partial<DayCoverage>>>) {
  const coverage = utcDaysBetween(period.from, period.to).map((day): DayCoverage => {
    const of = days[day] ?? 'complete';
    const given = typeof of === 'string' ? { state: of } : of;
    return { day, state: 'partial', events: 1, lateEvents: 0, lastReadAt: null, ...given };
  });
  return localDayCoverage({ coverage, period }).map(({ state }) => state);
}
const week = (zone: string): Period => isoWeek('2026-W47', zone);
const [c, p, m] = ['complete', 'partial', 'missing'] as const;

test.each([
  ['UTC', [c, c, m, c, c, c, c]],
  ['Europe/Amsterdam', [c, c, p, p, c, c, c]],
  ['Asia/Kolkata', [c, c, p, p, c, c, c]],
  ['America/Los_Angeles', [c, p, p, c, c, c, c]],
  ['Pacific/Auckland', [c, c, p, p, c, c, c]],
  ['Etc/GMT-14', [c, c, p, p, c, c, c]],
  ['Etc/GMT+12', [c, p, p, c, c, c, c]],
])('in %s a UTC day that was not read is a part of its local days', (zone, states) => {
  expect(statesOf(week(zone), { '2026-11-18': 'missing' })).toEqual(states);
});

test('a local day is missing when all of its UTC days are', () => {
  expect(statesOf(week('Pacific/Auckland'), { '2026-11-18': 'missing', '2026-11-19': 'lost' })).toEqual([
    c,
    c,
    p,
    m,
    'lost in part',
    c,
    c,
  ]);
});

test('days where the clocks change belong to their own UTC days', () => {
  // In the week of 25 October 2026, the Sunday of Amsterdam has 25 hours: 24 October, 22:00 UTC, to 25 October, 23:00 UTC.
  const autumn = isoWeek('2026-W43', 'Europe/Amsterdam');
  expect(statesOf(autumn, { '2026-10-25': 'missing' })).toEqual([c, c, c, c, c, c, p]);
  expect(statesOf(autumn, { '2026-10-24': 'missing', '2026-10-25': 'missing' })).toEqual([
    c,
    c,
    c,
    c,
    c,
    p,
    m,
  ]);
  // 29 March 2026 has 23 hours: 28 March, 23:00 UTC, to 29 March, 22:00 UTC.
  const spring = isoWeek('2026-W13', 'Europe/Amsterdam');
  expect(statesOf(spring, { '2026-03-28': 'missing' })).toEqual([c, c, c, c, c, p, p]);
});

test('a UTC day that is read up to now makes no local day before it incomplete, and none after it partly read', () => {
  const toTuesdayNight = { '2026-11-17': { knownTo: new Date('2026-11-17T23:00:00Z') } };
  const after = { '2026-11-18': m, '2026-11-19': m, '2026-11-20': m, '2026-11-21': m, '2026-11-22': m };
  // 12:00 on Wednesday in Auckland, whose Tuesday ended at 11:00 UTC.
  expect(statesOf(week('Pacific/Auckland'), { ...toTuesdayNight, ...after })).toEqual([c, c, p, m, m, m, m]);
  // 02:00 in Los Angeles, whose Tuesday began at 08:00 UTC.
  const toTuesdayMorning = { '2026-11-17': { knownTo: new Date('2026-11-17T07:00:00Z') } };
  const states = statesOf(week('America/Los_Angeles'), { ...toTuesdayMorning, ...after, '2026-11-23': m });
  expect(states).toEqual([p, m, m, m, m, m, m]);
  // Without an instant, nobody knows which part of the day was read.
  expect(statesOf(week('Pacific/Auckland'), { '2026-11-17': p })).toEqual([c, p, p, c, c, c, c]);
});
