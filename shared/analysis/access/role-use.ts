import type { Elevation } from '../../domain/events/elevation';
import type { HeldAccess } from '../../domain/access/held-access';
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

/** What is known about activations and eligibility. */
export interface UseFacts {
  /** Activations of the time before the period. */
  readonly uses: Iterable<RoleUse>;
  /** Everything joined around the period; what both hold is counted once. */
  readonly elevations: readonly Elevation[];
  /** Activations from then on are not counted. */
  readonly until: Date;
  readonly spots: Spots;
  /** Rows of the snapshot. */
  readonly held: readonly HeldAccess[];
}

/**
 * Makes what looks up the use of a role, by principal, role and scope. An activation narrowed to a unit uses the
 * eligibility for the whole directory, unless somebody is eligible for the very unit.
 */
export function createUseLookup({
  uses,
  elevations,
  until,
  spots,
  held,
}: UseFacts): (spot: Spot) => UseFigures {
  const eligible = new Set(
    held.filter(({ list }) => list === 'role-eligibility').map((row) => keyOf(spots.ofRow(row))),
  );
  const starts = new Map<string, Set<number>>();
  const add = (of: Omit<RoleUse, 'starts'>, times: readonly number[]) => {
    const spot = spots.ofEvent(of);
    if (spot === null) return;
    const isNarrowed = of.provider === 'entra' && !eligible.has(keyOf(spot));
    for (const key of new Set([keyOf(spot), ...(isNarrowed ? [keyOf({ ...spot, scope: '/' })] : [])])) {
      const known = starts.get(key) ?? new Set<number>();
      for (const at of times) if (at < until.getTime()) known.add(at);
      starts.set(key, known);
    }
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
