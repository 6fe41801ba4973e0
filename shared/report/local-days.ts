import { localSlots } from '../analysis/local-slots';
import type { DayCoverage, DayState } from '../domain/collection-day';
import type { Period } from '../domain/time/period';
import { endOfUtcDay, startOfUtcDay, utcDaysBetween, type UtcDay } from '../domain/time/utc-day';
import type { ReportModel } from './report-model';

/**
 * The values of {@link LocalDayState}, the usual first. A local day touches up to three UTC days, each of which has a
 * state of its own: `lost in part` and `imported in part` are days whose other hours are known.
 */
export const localDayStates = [
  'complete',
  'partial',
  'missing',
  'lost',
  'lost in part',
  'imported',
  'imported in part',
] as const;

/** How much is known of a local day: complete, all of its hours were read; missing, none was. */
export type LocalDayState = (typeof localDayStates)[number];

/** A local day of a period, cut at the period's edges. */
export interface LocalDayCoverage {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly state: LocalDayState;
}

/** Returns how much is known of each local day of a report's period, in order. */
export function localDayCoverage({
  coverage,
  period,
}: Pick<ReportModel, 'coverage' | 'period'>): LocalDayCoverage[] {
  const stateOf = spanStates(coverage);
  return localSlots(period).days.map(({ from, to }) => ({ from, to, state: stateOf({ from, to }) }));
}

/** Returns a function that says how much is known of a span, usually a local day, by the UTC days that it touches. */
export function spanStates(
  coverage: readonly DayCoverage[],
): (span: Pick<Period, 'from' | 'to'>) => LocalDayState {
  const days = new Map<UtcDay, DayCoverage>(coverage.map((day) => [day.day, day]));
  return ({ from, to }) =>
    joined(
      utcDaysBetween(from, to).map((day) => {
        const [start, end] = [startOfUtcDay(day), endOfUtcDay(day)];
        return stateWithin(days.get(day), start < from ? from : start, end > to ? to : end);
      }),
    );
}

/** Returns how much is known of a part of a UTC day. */
function stateWithin(day: DayCoverage | undefined, from: Date, to: Date): DayState {
  if (day?.state !== 'partial' || day.knownTo === undefined) return day?.state ?? 'missing';
  if (day.knownTo >= to) return 'complete';
  return day.knownTo <= from ? 'missing' : 'partial';
}

function joined(states: readonly DayState[]): LocalDayState {
  const [first, ...others] = new Set(states);
  if (first !== undefined && others.length === 0) return first;
  const has = (state: DayState): boolean => states.includes(state);
  const isRead = has('complete') || has('partial') || has('imported');
  if (!isRead) return 'missing';
  if (has('partial') || has('missing')) return 'partial';
  return has('lost') ? 'lost in part' : 'imported in part';
}
