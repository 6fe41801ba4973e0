import type { CollectionDay } from '../../../domain/collection-day';
import { addUtcDays, endOfUtcDay, startOfUtcDay, type UtcDay } from '../../../domain/time/utc-day';

/** Neighbouring days that each query of the log reads together. */
export interface ReadingWindow {
  readonly days: readonly UtcDay[];
  readonly from: Date;
  /** The end of the last day, or now if that is earlier. */
  readonly to: Date;
}

const maxDays = 7;

/**
 * Groups neighbouring days into windows of up to a week: fewer requests, and not too much to read again when one
 * fails. A day that the last run failed to read is alone: a window that takes longer than a run would never be done.
 */
export function windowsOf(
  days: readonly UtcDay[],
  now: Date,
  ledger: ReadonlyMap<UtcDay, CollectionDay> = new Map(),
): ReadingWindow[] {
  const isAlone = (day: UtcDay | undefined) => day !== undefined && (ledger.get(day)?.failedReads ?? 0) > 0;
  const runs: UtcDay[][] = [];
  for (const day of [...new Set(days)].sort()) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows = last === addUtcDays(day, -1) && !isAlone(last) && !isAlone(day);
    if (run !== undefined && follows && run.length < maxDays) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => windowOf(run, now)).filter(({ from, to }) => from < to);
}

/** Splits a window into its days. */
export const dayByDay = ({ days, to }: ReadingWindow): ReadingWindow[] =>
  days.map((day) => windowOf([day], to)).filter((window) => window.from < window.to);

function windowOf(days: readonly UtcDay[], now: Date): ReadingWindow {
  const [first, last] = [days[0] ?? '', days.at(-1) ?? ''];
  const end = endOfUtcDay(last);
  return { days, from: startOfUtcDay(first), to: end < now ? end : now };
}
