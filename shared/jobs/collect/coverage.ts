import {
  isGoneFromGraph,
  type CollectionDay,
  type DayCoverage,
  type DayState,
} from '../../domain/collection-day';
import { maxActivation } from '../../domain/events/elevation';
import { isShownByGraph, shownUntil } from '../../domain/graph-delay';
import type { Period } from '../../domain/time/period';
import {
  addUtcDays,
  endOfUtcDay,
  startOfUtcDay,
  utcDayOf,
  utcDaysBetween,
  type UtcDay,
} from '../../domain/time/utc-day';

type Ledger = ReadonlyMap<UtcDay, CollectionDay>;
type Span = Pick<Period, 'from' | 'to'>;

/** Milliseconds after a period whose events still matter to it: what began in it has ended by then. */
const afterPeriod = maxActivation;

/** Milliseconds after a period up to which {@link knownUntil} looks. */
const maxKnownAfter = 7 * 24 * 3_600_000;

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/**
 * Returns the coverage of a period: one entry per UTC day that it touches. A day of which the period needs only a part
 * is complete when that part has been read. No day is complete that was last read before Graph usually shows all of it.
 */
export function coverageOf(period: Span, ledger: Ledger): DayCoverage[] {
  return utcDaysBetween(period.from, period.to).map((day) => {
    const row = ledger.get(day);
    const state = stateUpTo(row, earlier(endOfUtcDay(day), period.to));
    return {
      day,
      state,
      events: row?.events ?? 0,
      lateEvents: row?.lateEvents ?? 0,
      lastReadAt: row?.lastReadAt ?? null,
      ...(state === 'partial' ? knownPart(row) : {}),
    };
  });
}

/** Returns up to when the events of a partial day are known: as far as it was read, and Graph then showed them. */
function knownPart(row: CollectionDay | undefined): Pick<DayCoverage, 'knownTo'> {
  const readTo = row?.state === 'complete' ? endOfUtcDay(row.day) : (row?.readTo ?? null);
  const { availableFrom = null, lastReadAt = null } = row ?? {};
  if (readTo === null || lastReadAt === null || availableFrom !== null) return {};
  return { knownTo: earlier(readTo, shownUntil(lastReadAt)) };
}

function stateUpTo(row: CollectionDay | undefined, neededTo: Date): DayState {
  if (row === undefined) return 'missing';
  const { state, readTo, lastReadAt } = row;
  const isReadFarEnough =
    state === 'complete' || (state === 'partial' && readTo !== null && readTo >= neededTo);
  if (!isReadFarEnough) return state;
  return lastReadAt !== null && isShownByGraph(neededTo, lastReadAt) ? 'complete' : 'partial';
}

/** Returns the instant up to which all events since the period's start are known, at most the UTC day a week after its end. */
export function knownUntil(period: Span, ledger: Ledger, now: Date): Date {
  let known = period.from;
  for (const day of utcDaysBetween(
    period.from,
    earlier(now, new Date(period.to.getTime() + maxKnownAfter)),
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
 * Returns the days that a report of the period needs and that are not complete: those of the period and, up to now,
 * of the day after it, when what began in the period ends. Whoever reads them decides which are still within reach.
 */
export function daysToClose(period: Span, ledger: Ledger, now: Date): UtcDay[] {
  const until = earlier(now, new Date(period.to.getTime() + afterPeriod));
  return utcDaysBetween(period.from, until).filter((day) => {
    const row = ledger.get(day);
    if (row === undefined) return true;
    const neededTo = earlier(endOfUtcDay(day), until);
    return !isGoneFromGraph(row) && stateUpTo(row, neededTo) !== 'complete' && startOfUtcDay(day) < now;
  });
}

/** Returns the days that a report of the period needs and whose late events may still come, by the overlap of a run. */
export function daysToReadAgain(period: Span, overlapDays: number, now: Date): UtcDay[] {
  const until = earlier(now, new Date(period.to.getTime() + afterPeriod));
  const first = addUtcDays(utcDayOf(now), -1 - overlapDays);
  return utcDaysBetween(period.from, until).filter((day) => day >= first);
}

/** Returns the number of days of which the store knows anything. */
export const daysOnRecord = (ledger: ReadonlyMap<UtcDay, CollectionDay>): number =>
  [...ledger.values()].filter(({ state }) => state !== 'missing' && state !== 'lost').length;
