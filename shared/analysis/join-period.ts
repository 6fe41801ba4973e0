import type { AuditEvent } from '../domain/audit-event';
import type { Change } from '../domain/change';
import { elevationAt, type Elevation } from '../domain/elevation';
import { isWithin, type Period } from '../domain/period';
import { joinChanges } from './changes/join-changes';
import { joinElevations } from './elevations/join-elevations';
import { distinctEvents, partByKnowledge } from './events/known-events';
import type { IsKnownAround } from './events/twins';

/** A period's events, joined. Lists are in order of time. */
export interface JoinedPeriod {
  readonly elevations: readonly Elevation[];
  readonly changes: readonly Change[];
  /** Different events that happened in the period, twins and unknown ones included. */
  readonly events: number;
  /** Those of the period whose activity the catalogue lacks. */
  readonly unknown: readonly AuditEvent[];
  /** Everything that the events joined to, before and after the period too. */
  readonly allElevations: readonly Elevation[];
  readonly allChanges: readonly Change[];
}

/**
 * Joins events and picks what belongs to a period.
 * @param events from well before the period to well after it, in any order, repeats allowed
 * @param asOf a planned end up to here of which no event tells has taken place
 * @param privilegedRoles ids or names of roles that count as privileged beside Microsoft's own list
 * @param isKnownAround where the events are whole, so that what is missing did not happen; left out, nowhere
 */
export function joinPeriod(
  events: readonly AuditEvent[],
  period: Pick<Period, 'from' | 'to'>,
  asOf: Date,
  privilegedRoles: readonly string[],
  isKnownAround?: IsKnownAround,
): JoinedPeriod {
  const distinct = distinctEvents(events);
  const { known, unknown } = partByKnowledge(distinct, isKnownAround);
  const allElevations = joinElevations(known, asOf, privilegedRoles);
  const allChanges = joinChanges(known, privilegedRoles);
  const isInside = ({ at }: { readonly at: Date }): boolean => isWithin(period, at);
  return {
    elevations: allElevations.filter((elevation) => {
      const at = elevationAt(elevation);
      return at !== null && isWithin(period, at);
    }),
    changes: allChanges.filter(isInside),
    events: distinct.filter(isInside).length,
    unknown: unknown.filter(isInside),
    allElevations,
    allChanges,
  };
}
