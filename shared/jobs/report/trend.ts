import type { CollectionDay } from '../../domain/collection-day';
import { isWeekLabel, periodLabel, type Period } from '../../domain/period';
import type { Totals, TrendWeek } from '../../domain/totals';
import type { UtcDay } from '../../domain/utc-day';
import { coverageOf } from '../collect/coverage';

/** Number of weeks in a trend, the report's own included. */
export const trendWeeks = 12;

/** Whether a period is a whole week. Only whole weeks have a trend. */
export const isWholeWeek = (period: Period): boolean => isWeekLabel(periodLabel(period));

/** Returns a week of the trend; its totals are null when one of its days is not complete. */
export function trendWeek(
  week: Period,
  totals: Omit<Totals, 'findings'>,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
): TrendWeek {
  const { events, activations, principals, roles, elevatedMinutes } = totals;
  const isKnown = coverageOf(week, ledger).every(({ state }) => state === 'complete');
  return {
    label: periodLabel(week),
    from: week.from,
    to: week.to,
    totals: isKnown ? { events, activations, principals, roles, elevatedMinutes } : null,
  };
}

/** Returns the last twelve of the weeks, beginning with the first complete one: the store did not exist before. */
export function trendOf(weeks: readonly TrendWeek[]): TrendWeek[] {
  const last = weeks.slice(-trendWeeks);
  const first = last.findIndex(({ totals }) => totals !== null);
  return first === -1 ? [] : last.slice(first);
}
