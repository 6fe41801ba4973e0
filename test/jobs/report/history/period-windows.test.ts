import { isoWeek, periodLabel } from '../../../../shared/domain/time/period';
import { weeksBefore, windowAround } from '../../../../shared/jobs/report/history/period-windows';

const week47 = isoWeek('2026-W47', 'Europe/Amsterdam');

test('a window starts eight days before its first period and ends eight days after its last', () => {
  const { period, from, to } = windowAround(week47, isoWeek('2026-W46', 'Europe/Amsterdam'));
  expect(period).toBe(week47);
  expect([from, to].map((instant) => instant.toISOString())).toEqual([
    '2026-10-31T23:00:00.000Z',
    '2026-11-30T23:00:00.000Z',
  ]);
});

test('the weeks before a period are whole local weeks, oldest first, even over a clock change', () => {
  const weeks = weeksBefore(week47, 5);
  expect(weeks.map(periodLabel)).toEqual(['2026-W42', '2026-W43', '2026-W44', '2026-W45', '2026-W46']);
  expect(weeks[0]?.from.toISOString()).toBe('2026-10-11T22:00:00.000Z');
  expect(weeks.at(-1)?.to).toEqual(week47.from);
  expect(weeksBefore(week47, 0)).toEqual([]);
});
