import { isWithin, type Period } from '../../domain/time/period';
import type { NonEmpty } from '../group-by';

/** What counts as a burst: at least `atLeast` different keys within `withinMilliseconds` (inclusive). */
export interface BurstOptions<T> {
  readonly at: (item: T) => Date;
  readonly key: (item: T) => string;
  readonly withinMilliseconds: number;
  readonly atLeast: number;
}

/**
 * Returns the bursts among the items, each in order of time. Overlapping windows are one burst, so that a flood of hours
 * is one finding and not one a minute. Every item is in at most one burst.
 */
export function bursts<T>(items: readonly T[], options: BurstOptions<T>): NonEmpty<T>[] {
  return findBursts(items, options).map(({ burst }) => burst);
}

/**
 * Returns the bursts of a period, for a rule that counts over its edges: each burst that becomes one in the period, with
 * what belongs to it from before, up to the period's end. Of a burst that was one already, which the report before shows, the
 * part in the period counts where it is a burst by itself. No item is in the bursts of two periods unless it was too little
 * for the first of them.
 * @param items those of the period and before it; later ones do not count
 */
export function burstsOfPeriod<T>(
  items: readonly T[],
  options: BurstOptions<T>,
  period: Pick<Period, 'from' | 'to'>,
): NonEmpty<T>[] {
  const past = items.filter((item) => options.at(item) < period.to);
  return findBursts(past, options).flatMap(({ burst, reachedAt }) =>
    reachedAt >= period.from
      ? [burst]
      : bursts(
          burst.filter((item) => isWithin(period, options.at(item))),
          options,
        ),
  );
}

interface FoundBurst<T> {
  readonly burst: NonEmpty<T>;
  /** When there were enough of them. */
  readonly reachedAt: Date;
}

function findBursts<T>(items: readonly T[], options: BurstOptions<T>): FoundBurst<T>[] {
  const sorted = [...items].sort((a, b) => options.at(a).getTime() - options.at(b).getTime());
  const inWindow = new Map<string, number>();
  const found: { first: number; last: number; reachedAt: Date }[] = [];
  let first = 0;
  for (const [last, item] of sorted.entries()) {
    const opensAt = options.at(item).getTime() - options.withinMilliseconds;
    add(inWindow, options.key(item), 1);
    for (
      let oldest = sorted[first];
      oldest && options.at(oldest).getTime() < opensAt;
      oldest = sorted[first]
    ) {
      add(inWindow, options.key(oldest), -1);
      first += 1;
    }
    if (inWindow.size < options.atLeast) continue;
    const previous = found.at(-1);
    if (previous !== undefined && first <= previous.last) previous.last = last;
    else found.push({ first, last, reachedAt: options.at(item) });
  }
  return found.flatMap(({ first: from, last, reachedAt }): FoundBurst<T>[] => {
    const [earliest, ...rest] = sorted.slice(from, last + 1);
    return earliest === undefined ? [] : [{ burst: [earliest, ...rest], reachedAt }];
  });
}

function add(counts: Map<string, number>, key: string, difference: number): void {
  const count = (counts.get(key) ?? 0) + difference;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
