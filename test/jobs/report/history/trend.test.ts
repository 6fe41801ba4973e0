import { datesPeriod, isoWeek, previousPeriod, type Period } from '../../../../shared/domain/time/period';
import type { TrendWeek } from '../../../../shared/domain/reports/totals';
import { utcDaysBetween } from '../../../../shared/domain/time/utc-day';
import { isWholeWeek, trendOf, trendWeek } from '../../../../shared/jobs/report/history/trend';
import { aLedgerDay, ledgerOf } from '../../../support/fakes/ports';

const totals = { events: 9, requests: 4, activations: 3, principals: 2, roles: 1, elevatedMinutes: 60.5 };
const ledgerFor = ({ from, to }: Period) =>
  ledgerOf(...utcDaysBetween(from, to).map((day) => aLedgerDay(day)));

describe('a week of the trend', () => {
  const week = isoWeek('2026-W44', 'Europe/Amsterdam');

  test('has its totals without findings, even over the end of summer time', () => {
    const findings = { high: 1, medium: 0, low: 0, info: 0 };
    expect(trendWeek(week, { ...totals, ...{ findings } }, ledgerFor(week))).toEqual({
      label: '2026-W44',
      from: new Date('2026-10-25T23:00:00.000Z'),
      to: new Date('2026-11-01T23:00:00.000Z'),
      isWhole: true,
      totals,
    });
  });

  test.each(utcDaysBetween(week.from, week.to))('is not whole while %s is not complete', (day) => {
    const ledger = ledgerFor(week);
    ledger.set(day, aLedgerDay(day, { state: 'lost', readTo: null }));
    expect(trendWeek(week, totals, ledger)).toMatchObject({ isWhole: false, totals });
    ledger.delete(day);
    expect(trendWeek(week, totals, ledger)).toMatchObject({ isWhole: false, totals });
  });

  test('has no totals when no day of it is known', () => {
    expect(trendWeek(week, totals, ledgerOf())).toMatchObject({ isWhole: false, totals: null });
  });
});

describe('the trend', () => {
  const weeks = (known: string): TrendWeek[] =>
    [...known].map((letter, index) => {
      const { from, to } = isoWeek(`2026-W${String(index + 10)}`, 'UTC');
      const isKnown = letter !== '-';
      return { label: letter, from, to, isWhole: isKnown, totals: isKnown ? totals : null };
    });
  const labels = (known: string) =>
    trendOf(weeks(known))
      .map(({ label }) => label)
      .join('');

  test.each([
    ['abcdefghijklmn', 'cdefghijklmn'],
    ['abc', 'abc'],
    ['---ab', 'ab'],
    ['a-b-', 'a-b-'],
    ['a-----------b', 'b'],
    ['----', ''],
    ['', ''],
  ])('of the weeks %j is %j', (known, expected) => {
    expect(labels(known)).toBe(expected);
  });

  test('contains whole weeks only', () => {
    const week = isoWeek('2026-W44', 'America/New_York');
    expect([week, previousPeriod(week)].map(isWholeWeek)).toEqual([true, true]);
    expect(isWholeWeek(datesPeriod('2026-10-27', '2026-11-02', 'UTC'))).toBe(false);
    expect(isWholeWeek(datesPeriod('2026-10-26', '2026-10-31', 'UTC'))).toBe(false);
  });
});
