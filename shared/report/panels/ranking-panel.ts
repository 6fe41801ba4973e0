import { groupBy } from '../../analysis/group-by';
import { roleIdentity } from '../../analysis/identities';
import { totalsOf } from '../../analysis/totals';
import type { Elevation } from '../../domain/events/elevation';
import { displayName, knownName, principalKey } from '../../domain/events/people';
import { columnsOf, type Panel } from './panel';

/**
 * The roles, the most activated first; of equals the longer in time, then by name. Counted are activations that took
 * effect; minutes like the report's totals: overlaps of one principal, role and scope once.
 */
export function rolePanel(elevations: readonly Elevation[]): Panel {
  return ranking('Most activated roles', 'Role', elevations, roleIdentity, roleName);
}

/** The people, the most active first; otherwise like {@link rolePanel}. */
export function peoplePanel(elevations: readonly Elevation[]): Panel {
  return ranking(
    'Most active people',
    'Person',
    elevations,
    ({ principal }) => principalKey(principal),
    ({ principal }) => displayName(principal),
  );
}

/** A role of PIM for Groups, "Member", means nothing without its group. */
function roleName({ provider, role, scope }: Elevation): string {
  const name = knownName(role) ?? 'unknown';
  const group = provider === 'group' ? knownName(scope) : null;
  return group === null ? name : `${name} of ${group}`;
}

function ranking(
  title: string,
  names: string,
  elevations: readonly Elevation[],
  keyOf: (elevation: Elevation) => string,
  nameOf: (elevation: Elevation) => string,
): Panel {
  const activated = elevations.filter(({ outcome }) => outcome === 'activated');
  const rows = groupBy(activated, keyOf)
    .map((group) => ({
      name: nameOf(group[0]),
      figures: { activations: group.length, minutes: totalsOf(group, [], 0).elevatedMinutes },
    }))
    .sort(
      ({ figures: a, name }, { figures: b, name: other }) =>
        b.activations - a.activations || b.minutes - a.minutes || (name < other ? -1 : 1),
    );
  return {
    title,
    names,
    columns: columnsOf({ activations: ['Activations', 'count'], minutes: ['Elevated time', 'minutes'] }),
    rows,
  };
}
