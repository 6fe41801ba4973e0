import type { CollectionDay } from '../../domain/collection-day';
import { isWeekLabel, periodLabel, type Period } from '../../domain/period';
import type { Totals, TrendWeek } from '../../domain/totals';
import type { UtcDay } from '../../domain/utc-day';
import { coverageOf } from '../collect/coverage';

/** Weeks of a trend, the report's own included. */
export const trendWeeks = 12;

/** Whether a period is a whole week: the only one that has a trend. */
export function isWholeWeek(period: Period): boolean {
  return isWeekLabel(periodLabel(period));
}

/** A week of the trend; its totals are left out when a day of it is not known whole. */
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

/** The last twelve of the weeks, from the first known one on: before it the store was younger. */
export function trendOf(weeks: readonly TrendWeek[]): TrendWeek[] {
  const last = weeks.slice(-trendWeeks);
  const first = last.findIndex(({ totals }) => totals !== null);
  return first === -1 ? [] : last.slice(first);
}
