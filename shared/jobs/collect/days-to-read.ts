import { isGoneFromGraph, type CollectionDay } from '../../domain/collection-day';
import { addUtcDays, endOfUtcDay, startOfUtcDay, utcDayOf, type UtcDay } from '../../domain/utc-day';

/** Graph keeps audit events for 30 days (7 in a tenant without a paid licence, which it says when asked). */
export const horizonDays = 30;

/** How a run decides what to read. */
export interface ReadingPolicy {
  /** Days before yesterday that are read again for late events. */
  readonly overlapDays: number;
  /** Days that events are kept; 0 = for good. What would be deleted at once is not read. */
  readonly retentionDays: number;
}

/** The first day that is worth asking for: within Graph's horizon and our own retention. */
export function firstReadableDay(now: Date, { retentionDays }: Pick<ReadingPolicy, 'retentionDays'>): UtcDay {
  const reach = retentionDays === 0 ? horizonDays : Math.min(horizonDays, retentionDays);
  return addUtcDays(utcDayOf(now), -reach);
}

/**
 * The days that are due at `now`, in order: the previous UTC day, the overlap before it, and every day back to the
 * horizon that the ledger does not hold complete, or that was last read before its overlap was over (the nights in
 * which it was to be read again failed). What Graph itself called lost is not asked for again; what we did is, when it
 * lies within reach after all.
 */
export function daysDue(
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
  policy: ReadingPolicy,
): UtcDay[] {
  const yesterday = addUtcDays(utcDayOf(now), -1);
  const overlapFrom = addUtcDays(yesterday, -policy.overlapDays);
  return daysFrom(firstReadableDay(now, policy), yesterday).filter((day) => {
    const row = ledger.get(day);
    if (row !== undefined && isGoneFromGraph(row)) return false;
    return (
      day >= overlapFrom ||
      row?.state !== 'complete' ||
      row.lastReadAt === null ||
      row.lastReadAt < settledAt(day, policy)
    );
  });
}

/** When a day's late events have all come, as far as we wait for them. */
const settledAt = (day: UtcDay, { overlapDays }: ReadingPolicy): Date =>
  endOfUtcDay(addUtcDays(day, overlapDays));

/** The days since the ledger's first one that were never read to the end and can no longer be. */
export function daysLost(
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
  policy: ReadingPolicy,
): UtcDay[] {
  const first = [...ledger.keys()].sort()[0];
  if (first === undefined) return [];
  return daysOutOfReach(daysFrom(first, utcDayOf(now)), ledger, now, policy);
}

/** Of given days, those that were never read to the end and can no longer be. */
export function daysOutOfReach(
  days: readonly UtcDay[],
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
  policy: ReadingPolicy,
): UtcDay[] {
  const first = firstReadableDay(now, policy);
  return days.filter((day) => {
    const state = ledger.get(day)?.state;
    return day < first && state !== 'complete' && state !== 'lost';
  });
}

/** Days that are read with one pair of queries. */
export interface Window {
  readonly days: readonly UtcDay[];
  readonly from: Date;
  /** The end of the last day, or now if that is earlier. */
  readonly to: Date;
}

/** Days that are read together at most. */
const longestWindow = 7;

/**
 * Neighbouring days taken together, up to a week: fewer requests, and not too much to read again when one fails. A day
 * that the last run failed to read is alone: a window that takes longer than a run would never be done.
 */
export function windowsOf(
  days: readonly UtcDay[],
  now: Date,
  ledger: ReadonlyMap<UtcDay, CollectionDay> = new Map(),
): Window[] {
  const isAlone = (day: UtcDay | undefined) => day !== undefined && (ledger.get(day)?.failedReads ?? 0) > 0;
  const runs: UtcDay[][] = [];
  for (const day of [...new Set(days)].sort()) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows = last === addUtcDays(day, -1) && !isAlone(last) && !isAlone(day);
    if (run !== undefined && follows && run.length < longestWindow) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => windowOf(run, now)).filter(({ from, to }) => from < to);
}

/** A window's days one by one. */
export const dayByDay = ({ days, to }: Window): Window[] =>
  days.map((day) => windowOf([day], to)).filter((window) => window.from < window.to);

function windowOf(days: readonly UtcDay[], now: Date): Window {
  const [first, last] = [days[0] ?? '', days.at(-1) ?? ''];
  const end = endOfUtcDay(last);
  return { days, from: startOfUtcDay(first), to: end < now ? end : now };
}

function daysFrom(first: UtcDay, last: UtcDay): UtcDay[] {
  const days: UtcDay[] = [];
  for (let day = first; day <= last; day = addUtcDays(day, 1)) days.push(day);
  return days;
}
