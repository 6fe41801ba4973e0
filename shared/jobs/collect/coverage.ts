import {
  isGoneFromGraph,
  type CollectionDay,
  type DayCoverage,
  type DayState,
} from '../../domain/collection-day';
import type { Period } from '../../domain/period';
import { endOfUtcDay, startOfUtcDay, utcDaysBetween, type UtcDay } from '../../domain/utc-day';

type Ledger = ReadonlyMap<UtcDay, CollectionDay>;

/** How long after a period events are still looked at: an elevation lasts a day at most. */
const afterglow = 24 * 3_600_000;

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/**
 * The coverage of a period: one entry a UTC day that it touches. A day of which the period needs only a part is
 * complete when that part has been read.
 */
export function coverageOf(period: Pick<Period, 'from' | 'to'>, ledger: Ledger): DayCoverage[] {
  return utcDaysBetween(period.from, period.to).map((day) => {
    const row = ledger.get(day);
    return {
      day,
      state: stateWithin(row, earlier(endOfUtcDay(day), period.to)),
      events: row?.events ?? 0,
      lateEvents: row?.lateEvents ?? 0,
      lastReadAt: row?.lastReadAt ?? null,
    };
  });
}

function stateWithin(row: CollectionDay | undefined, neededTo: Date): DayState {
  if (row === undefined) return 'missing';
  const isReadFarEnough = row.state === 'partial' && row.readTo !== null && row.readTo >= neededTo;
  return isReadFarEnough ? 'complete' : row.state;
}

/** Up to which instant, from the period's start on, the events are known without a hole. */
export function knownUntil(period: Pick<Period, 'from' | 'to'>, ledger: Ledger, now: Date): Date {
  let known = period.from;
  for (const day of utcDaysBetween(
    period.from,
    earlier(now, new Date(period.to.getTime() + 7 * afterglow)),
  )) {
    const row = ledger.get(day);
    const end = endOfUtcDay(day);
    const to = row?.state === 'complete' ? end : row?.state === 'partial' ? row.readTo : null;
    if (to === null) break;
    known = to > known ? to : known;
    if (to < end) break;
  }
  return earlier(known, now);
}

/**
 * The days that a report of the period needs and the ledger does not hold complete: those of the period, and up to
 * now those of the day after it, in which what began in the period comes to its end. Whether they are still within
 * reach is for who reads them to say.
 */
export function daysToClose(period: Pick<Period, 'from' | 'to'>, ledger: Ledger, now: Date): UtcDay[] {
  const until = earlier(now, new Date(period.to.getTime() + afterglow));
  return utcDaysBetween(period.from, until).filter((day) => {
    const row = ledger.get(day);
    if (row === undefined) return true;
    const neededTo = earlier(endOfUtcDay(day), until);
    return !isGoneFromGraph(row) && stateWithin(row, neededTo) !== 'complete' && startOfUtcDay(day) < now;
  });
}
