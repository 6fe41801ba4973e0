import type { CollectionDay } from '../../../domain/collection-day';
import { isWeekLabel, periodLabel, type Period } from '../../../domain/time/period';
import type { Totals, TrendWeek } from '../../../domain/reports/totals';
import type { UtcDay } from '../../../domain/time/utc-day';
import { coverageOf } from '../../collect/coverage';

/** Number of weeks in a trend, the report's own included. */
export const trendWeeks = 12;

/** Whether a period is a whole week. Only whole weeks have a trend. */
export const isWholeWeek = (period: Period): boolean => isWeekLabel(periodLabel(period));

/** Returns a week of the trend: marked when a day of it is not complete, without totals when no day is known. */
export function trendWeek(
  week: Period,
  totals: Omit<Totals, 'findings'>,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
): TrendWeek {
  const { events, requests, activations, principals, roles, elevatedMinutes } = totals;
  const states = coverageOf(week, ledger).map(({ state }) => state);
  const isKnown = states.some((state) => state !== 'missing' && state !== 'lost');
  return {
    label: periodLabel(week),
    from: week.from,
    to: week.to,
    isWhole: states.every((state) => state === 'complete'),
    totals: isKnown ? { events, requests, activations, principals, roles, elevatedMinutes } : null,
  };
}

/** Returns the last {@link trendWeeks} weeks, from the first that is whole or has an event: the store is no older. */
export function trendOf(weeks: readonly TrendWeek[]): TrendWeek[] {
  const last = weeks.slice(-trendWeeks);
  const first = last.findIndex(({ isWhole, totals }) => isWhole || (totals?.events ?? 0) > 0);
  return first === -1 ? [] : last.slice(first);
}
