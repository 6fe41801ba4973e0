import { horizonDays, isGoneFromGraph, type CollectionDay } from '../../../domain/collection-day';
import { addUtcDays, endOfUtcDay, utcDayOf, type UtcDay } from '../../../domain/time/utc-day';

/** The settings that decide what a run reads. */
export interface ReadingPolicy {
  /** Days before yesterday that are read again for late events. */
  readonly overlapDays: number;
  /** Days that events are kept; 0 keeps them for good. What would be deleted at once is not read. */
  readonly retentionDays: number;
}

type Ledger = ReadonlyMap<UtcDay, CollectionDay>;

/** Returns the first day that is worth asking for: within Graph's horizon and our own retention. */
export function firstReadableDay(now: Date, { retentionDays }: Pick<ReadingPolicy, 'retentionDays'>): UtcDay {
  const reach = retentionDays === 0 ? horizonDays : Math.min(horizonDays, retentionDays);
  return addUtcDays(utcDayOf(now), -reach);
}

/**
 * Returns the days that are due at `now`, in order: yesterday, the overlap before it, and every earlier day within the
 * horizon that is not complete, or that was last read before its overlap was over (because the nights that should have
 * read it again failed). A day that Graph itself called lost is not asked for again; one that we marked as lost is,
 * when it lies within reach after all.
 */
export function daysDue(ledger: Ledger, now: Date, policy: ReadingPolicy): UtcDay[] {
  const yesterday = addUtcDays(utcDayOf(now), -1);
  const overlapFrom = addUtcDays(yesterday, -policy.overlapDays);
  return daysFrom(firstReadableDay(now, policy), yesterday).filter((day) => {
    const row = ledger.get(day);
    if (row !== undefined && isGoneFromGraph(row)) return false;
    return (
      day >= overlapFrom ||
      row?.state !== 'complete' ||
      row.lastReadAt === null ||
      row.lastReadAt < overlapEnd(day, policy)
    );
  });
}

/** The instant at which a day's overlap is over: we wait for its late events no longer. */
const overlapEnd = (day: UtcDay, { overlapDays }: ReadingPolicy): Date =>
  endOfUtcDay(addUtcDays(day, overlapDays));

/** Returns the days since the ledger's first one that were never read to their end and no longer can be. */
export function daysLost(ledger: Ledger, now: Date, policy: ReadingPolicy): UtcDay[] {
  const first = [...ledger.keys()].sort()[0];
  if (first === undefined) return [];
  return daysOutOfReach(daysFrom(first, utcDayOf(now)), ledger, now, policy);
}

/** Returns those of the given days that were never read to their end and no longer can be. */
export function daysOutOfReach(
  days: readonly UtcDay[],
  ledger: Ledger,
  now: Date,
  policy: ReadingPolicy,
): UtcDay[] {
  const first = firstReadableDay(now, policy);
  return days.filter((day) => {
    const state = ledger.get(day)?.state;
    return day < first && state !== 'complete' && state !== 'lost' && state !== 'imported';
  });
}

function daysFrom(first: UtcDay, last: UtcDay): UtcDay[] {
  const days: UtcDay[] = [];
  for (let day = first; day <= last; day = addUtcDays(day, 1)) days.push(day);
  return days;
}
