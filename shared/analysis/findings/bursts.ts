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
  const sorted = [...items].sort((a, b) => options.at(a).getTime() - options.at(b).getTime());
  const inWindow = new Map<string, number>();
  const found: { first: number; last: number }[] = [];
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
    else found.push({ first, last });
  }
  return found.flatMap((burst) => {
    const [earliest, ...rest] = sorted.slice(burst.first, burst.last + 1);
    return earliest === undefined ? [] : [[earliest, ...rest] as const];
  });
}

function add(counts: Map<string, number>, key: string, difference: number): void {
  const count = (counts.get(key) ?? 0) + difference;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
