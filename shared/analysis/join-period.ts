import type { AuditEvent } from '../domain/events/audit-event';
import type { Change } from '../domain/events/change';
import { elevationAt, pendingWithin, type Elevation } from '../domain/events/elevation';
import { isWithin, type Period } from '../domain/time/period';
import { joinChanges } from './changes/join-changes';
import { joinElevations } from './elevations/join-elevations';
import { distinctEvents, splitByKnowledge } from './events/known-events';
import { findLostRequests } from './events/lost-requests';
import { refusedRemovals, type RefusedRemoval } from './events/removals/refused-removals';
import { mergeNames, namesIn, type ObjectNames } from './events/object-names';
import { resolveNames } from './events/resolve-names';
import type { IsKnownAround } from './events/twins';

/** A period's events, joined. Lists are in order of time. */
export interface JoinedPeriod {
  readonly elevations: readonly Elevation[];
  readonly changes: readonly Change[];
  /** Distinct events that happened in the period, including twins and unknown activities. */
  readonly events: number;
  /** Events of the period whose activity is not in the catalogue. */
  readonly unknown: readonly AuditEvent[];
  /** Everything that the events joined to, also before and after the period. */
  readonly allElevations: readonly Elevation[];
  readonly allChanges: readonly Change[];
  /** Refused removals, also before and after the period. */
  readonly refusals: readonly RefusedRemoval[];
  /** What these events, and those known before, call the objects that they name. */
  readonly names: ObjectNames;
}

/** What is known beside the events. */
export interface JoinContext {
  /** Whether everything logged around an instant was read, so that what is missing did not happen; by default nothing was. */
  readonly isKnownAround?: IsKnownAround;
  /** What earlier events call the objects that these events name by id. */
  readonly names?: ObjectNames;
}

/**
 * Joins events and selects what belongs to a period.
 * @param events from well before the period to well after it, in any order; repeats are allowed
 * @param asOf a planned end up to here without a recorded end has taken place
 * @param privilegedRoles ids or names of roles that count as privileged in addition to Microsoft's list
 */
export function joinPeriod(
  events: readonly AuditEvent[],
  period: Pick<Period, 'from' | 'to'>,
  asOf: Date,
  privilegedRoles: readonly string[],
  context: JoinContext = {},
): JoinedPeriod {
  const distinct = distinctEvents(events);
  const names = mergeNames(context.names ?? new Map(), namesIn(distinct));
  const split = splitByKnowledge(resolveNames(distinct, names), context.isKnownAround);
  const { unknown, twins } = split;
  const known = findLostRequests(split.known);
  const refusals = refusedRemovals(known, twins, privilegedRoles);
  const allElevations = joinElevations(known, asOf, privilegedRoles, refusals);
  const allChanges = joinChanges(known, privilegedRoles);
  const isInside = ({ at }: { readonly at: Date | null }): boolean => at !== null && isWithin(period, at);
  return {
    elevations: allElevations.flatMap((elevation) =>
      isInside({ at: elevationAt(elevation) }) ? [elevation] : (pendingWithin(period, elevation) ?? []),
    ),
    changes: allChanges.filter(isInside),
    events: distinct.filter(isInside).length,
    unknown: unknown.filter(isInside),
    allElevations,
    allChanges,
    refusals,
    names,
  };
}
