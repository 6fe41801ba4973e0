import type { AuditEvent } from '../domain/events/audit-event';
import type { Change } from '../domain/events/change';
import { elevationAt, pendingWithin, type Elevation } from '../domain/events/elevation';
import { isWithin, type Period } from '../domain/time/period';
import { joinChanges } from './changes/join-changes';
import { joinElevations } from './elevations/join-elevations';
import { distinctEvents, classifyEvents } from './events/known-events';
import { addMissingRequestIds } from './events/missing-request-ids';
import { refusedRemovals, type RefusedRemoval } from './events/removals/refused-removals';
import { mergeNames, namesIn, type ObjectNames } from './events/object-names';
import { resolveNames } from './events/resolve-names';
import type { IsFullyReadAround } from './events/twins';

/** The result of joining events. Lists are in order of time. */
export interface JoinedEvents {
  /** The events, each once. */
  readonly distinct: readonly AuditEvent[];
  /** Events whose activity is not in the catalogue. */
  readonly unknown: readonly AuditEvent[];
  readonly allElevations: readonly Elevation[];
  readonly allChanges: readonly Change[];
  readonly refusals: readonly RefusedRemoval[];
  /** The names of objects, from these events and from those known before. */
  readonly names: ObjectNames;
}

/** Elevations and changes of a period, and all that were joined from the events around it. Lists are in order of time. */
export interface JoinedPeriod extends Omit<JoinedEvents, 'distinct'> {
  readonly elevations: readonly Elevation[];
  readonly changes: readonly Change[];
  /** Distinct events that happened in the period, including twins and unknown activities. */
  readonly events: number;
}

/** What is known beside the events. */
export interface JoinContext {
  /** Whether everything logged around an instant was read, so that what is missing did not happen; by default nothing was. */
  readonly isFullyReadAround?: IsFullyReadAround;
  /** What earlier events call the objects that these events name by id. */
  readonly names?: ObjectNames;
}

/**
 * Joins events.
 * @param events from well before a period to well after it, in any order; repeats are allowed
 * @param asOf a planned end up to here without a recorded end has taken place
 * @param privilegedRoles ids or names of roles that count as privileged in addition to Microsoft's list
 */
export function joinEvents(
  events: readonly AuditEvent[],
  asOf: Date,
  privilegedRoles: readonly string[],
  context: JoinContext = {},
): JoinedEvents {
  const distinct = distinctEvents(events);
  const names = mergeNames(context.names ?? new Map(), namesIn(distinct));
  const split = classifyEvents(resolveNames(distinct, names), context.isFullyReadAround);
  const { unknown, twins } = split;
  const known = addMissingRequestIds(split.known);
  const refusals = refusedRemovals(known, twins, privilegedRoles);
  const allElevations = joinElevations(known, asOf, privilegedRoles, refusals);
  const allChanges = joinChanges(known, privilegedRoles);
  return { distinct, unknown, allElevations, allChanges, refusals, names };
}

/** Selects what happened in a period. `allElevations`, `allChanges`, `refusals` and `names` stay as they are. */
export function selectPeriod(
  { distinct, ...joined }: JoinedEvents,
  period: Pick<Period, 'from' | 'to'>,
): JoinedPeriod {
  const isInside = ({ at }: { readonly at: Date | null }): boolean => at !== null && isWithin(period, at);
  return {
    ...joined,
    elevations: joined.allElevations.flatMap((elevation) =>
      isInside({ at: elevationAt(elevation) }) ? [elevation] : (pendingWithin(period, elevation) ?? []),
    ),
    changes: joined.allChanges.filter(isInside),
    events: distinct.filter(isInside).length,
    unknown: joined.unknown.filter(isInside),
  };
}

/** Joins events and selects what happened in a period. */
export const joinPeriod = (
  events: readonly AuditEvent[],
  period: Pick<Period, 'from' | 'to'>,
  asOf: Date,
  privilegedRoles: readonly string[],
  context?: JoinContext,
): JoinedPeriod => selectPeriod(joinEvents(events, asOf, privilegedRoles, context), period);
