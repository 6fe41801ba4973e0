import { datesPeriod, localDate, type Period } from '../../../domain/time/period';
import { reachDays } from '../../collect/history-summaries';
import type { PeriodWindow } from '../event-windows';

const reach = reachDays * 24 * 3_600_000;

/** Returns the window from the start of one period to the end of another, extended by the reach of joins at both ends. */
export const windowAround = (period: Period, from: Period): PeriodWindow => ({
  period,
  from: new Date(from.from.getTime() - reach),
  to: new Date(period.to.getTime() + reach),
});

/** Returns that many weeks of seven local days before a period, the oldest first. */
export function weeksBefore(period: Period, weeks: number): Period[] {
  const periods: Period[] = [];
  for (let week = weekBefore(period); periods.length < weeks; week = weekBefore(week)) periods.unshift(week);
  return periods;
}

/** Returns the seven local days before a period. */
function weekBefore({ from, timeZone }: Period): Period {
  const first = localDate(from, timeZone);
  return datesPeriod(
    first.subtract({ days: 7 }).toString(),
    first.subtract({ days: 1 }).toString(),
    timeZone,
  );
}
