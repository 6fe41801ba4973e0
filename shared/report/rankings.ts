import { totalsOf } from '../analysis/totals';
import type { Elevation, Outcome } from '../domain/elevation';
import { displayName, principalKey, roleKey } from '../domain/people';

/** A role or person and what they add up to. */
export interface Ranked {
  readonly name: string;
  /** Elevations whatever their outcome. */
  readonly activations: number;
  /** Real elevated minutes, counted as the report's totals are: overlaps of one principal, role and scope once. */
  readonly minutes: number;
}

const outcomes: readonly Outcome[] = ['activated', 'denied', 'cancelled', 'timed-out', 'failed', 'pending'];

/** The roles, the most activated first; of equals the longer in time, then by name. */
export function rankRoles(elevations: readonly Elevation[]): Ranked[] {
  return rank(elevations, ({ role }) => roleKey(role), roleName);
}

/** The people, the most active first; of equals the longer in time, then by name. */
export function rankPeople(elevations: readonly Elevation[]): Ranked[] {
  return rank(
    elevations,
    ({ principal }) => principalKey(principal),
    ({ principal }) => displayName(principal),
  );
}

/** How many elevations had each outcome, all outcomes named, in the contract's order. */
export function countOutcomes(elevations: readonly Elevation[]): { outcome: Outcome; count: number }[] {
  return outcomes.map((outcome) => ({
    outcome,
    count: elevations.filter((elevation) => elevation.outcome === outcome).length,
  }));
}

/** A role of PIM for Groups says nothing without its group: "Member". */
function roleName({ provider, role, scope }: Elevation): string {
  const name = role.name ?? role.id ?? 'unknown';
  const group = provider === 'group' ? (scope.name ?? scope.id) : null;
  return group === null ? name : `${name} of ${group}`;
}

function rank(
  elevations: readonly Elevation[],
  keyOf: (elevation: Elevation) => string,
  nameOf: (elevation: Elevation) => string,
): Ranked[] {
  const groups = new Map<string, { name: string; rows: Elevation[] }>();
  for (const elevation of elevations) {
    const key = keyOf(elevation);
    const group = groups.get(key) ?? { name: nameOf(elevation), rows: [] };
    group.rows.push(elevation);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ name, rows }) => ({
      name,
      activations: rows.length,
      minutes: totalsOf(rows, [], 0).elevatedMinutes,
    }))
    .sort((a, b) => b.activations - a.activations || b.minutes - a.minutes || (a.name < b.name ? -1 : 1));
}
