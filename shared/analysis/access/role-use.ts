import type { Elevation } from '../../domain/events/elevation';
import type { Spot, Spots } from './spot';

/** When somebody's role in a scope was activated. Milliseconds since the epoch, in any order. */
export interface RoleUse extends Pick<Elevation, 'provider' | 'principal' | 'role' | 'scope'> {
  readonly starts: readonly number[];
}

/** What is known about the use of a role. */
export interface UseFigures {
  readonly lastActivatedAt: Date | null;
  readonly activations90Days: number;
}

const ninetyDays = 90 * 86_400_000;

/**
 * Makes what looks up the use of a role: activations before an instant, by principal, role and scope.
 * @param uses of the time before the period
 * @param elevations everything joined around the period; what both hold is counted once
 */
export function createUseLookup(
  uses: Iterable<RoleUse>,
  elevations: readonly Elevation[],
  until: Date,
  spots: Spots,
): (spot: Spot) => UseFigures {
  const starts = new Map<string, Set<number>>();
  const add = (of: Omit<RoleUse, 'starts'>, times: readonly number[]) => {
    const spot = spots.ofEvent(of);
    if (spot === null) return;
    const known = starts.get(keyOf(spot)) ?? new Set<number>();
    for (const at of times) if (at < until.getTime()) known.add(at);
    starts.set(keyOf(spot), known);
  };
  for (const use of uses) add(use, use.starts);
  for (const elevation of elevations) {
    const { outcome, startedAt } = elevation;
    if (outcome === 'activated' && startedAt !== null) add(elevation, [startedAt.getTime()]);
  }
  return (spot) => {
    const times = [...(starts.get(keyOf(spot)) ?? [])];
    const last = times.reduce((latest, at) => Math.max(latest, at), -Infinity);
    return {
      lastActivatedAt: last === -Infinity ? null : new Date(last),
      activations90Days: times.filter((at) => at >= until.getTime() - ninetyDays).length,
    };
  };
}

const keyOf = ({ principal, role, scope }: Spot): string => JSON.stringify([principal, role, scope]);
