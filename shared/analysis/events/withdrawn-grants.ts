import type { Activity } from '../../catalogue/activity';
import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import { isSameObject, scopeKey } from '../../domain/events/people';
import { groupsByKey } from '../group-by';
import { holdOf } from './removals/removal-activities';
import { didFail } from './results';
import { roleEffectOf, type RoleEffect } from './role-effect';
import { isSameRole } from './same-role';
import { mayBeSameUnit, unitOf } from './unit-scope';

/** A PIM event that puts a role in force, or takes it away. */
export interface Grant extends RoleEffect {
  readonly event: AuditEvent;
  readonly activity: Activity;
  /** When it takes effect, in milliseconds since the epoch: later than the event where it was scheduled. */
  readonly at: number;
}

interface Ending {
  readonly event: AuditEvent;
  readonly activity: Activity;
}

/**
 * Returns a function that says whether a scheduled grant was withdrawn before its start. It was, if one of these happened
 * between the request and the start:
 *
 * - a cancellation or an end with the grant's request id;
 * - an end for the same person, role and scope, if the grant or the end has no request id, or if the end is a deactivation
 *   with a request id of its own. It does not count if another grant of that role was in force then: it ended that one.
 *
 * A grant whose request records an end after the start was in force.
 */
export function withdrawnGrants(
  events: readonly { readonly event: AuditEvent; readonly activity: Activity | undefined }[],
  grants: readonly Grant[],
): (grant: Grant) => boolean {
  if (!grants.some(isScheduled)) return () => false;
  const ends = events.filter(
    (each): each is Ending =>
      each.activity !== undefined &&
      !didFail(each.event) &&
      (isWithdrawal(each.activity) || roleEffectOf(each.activity)?.effect === 'removed'),
  );
  const endsOfRequest = groupsByKey(ends, ({ event }) => fold(event.requestId));
  const endsOfPrincipal = groupsByKey(ends, ({ event }) => fold(event.principal?.id));
  const assigned = grants.filter(({ effect }) => effect === 'assigned');
  const grantsOfRequest = groupsByKey(assigned, ({ event }) => fold(event.requestId));
  const grantsOfPrincipal = groupsByKey(assigned, ({ event }) => fold(event.principal?.id));

  return (grant) => {
    const { event, at } = grant;
    if (!isScheduled(grant)) return false;
    const [id, principal] = [fold(event.requestId), fold(event.principal?.id)];
    const own = (id === '' ? [] : (endsOfRequest.get(id) ?? [])).filter(
      (end) => end.event.principal === null || isSameObject(end.event.principal, event.principal),
    );
    if (own.some((end) => roleEffectOf(end.activity) !== null && end.event.at.getTime() > at)) return false;
    const isBefore = (end: Ending): boolean =>
      isWithdrawal(end.activity) && end.event.at >= event.at && end.event.at.getTime() < at;
    if (own.some(isBefore)) return true;
    const others = (principal === '' ? [] : (grantsOfPrincipal.get(principal) ?? [])).filter(
      (other) => other !== grant && other.assignment === grant.assignment && isSameHold(other.event, event),
    );
    return (principal === '' ? [] : (endsOfPrincipal.get(principal) ?? [])).some((end) => {
      const endId = fold(end.event.requestId);
      const isNamed = id !== '' && endId !== '';
      const hasOwnId = isDeactivation(end.activity) && !grantsOfRequest.has(endId);
      if (isNamed && !(hasOwnId && grant.activity.family === 'activation')) return false;
      const isOfHold = holdOf(end.activity) === grant.assignment && isSameHold(end.event, event);
      return isBefore(end) && isOfHold && !others.some((other) => runsAt(other, end.event.at));
    });
  };
}

const isScheduled = ({ effect, event, at }: Grant): boolean =>
  effect === 'assigned' && at !== event.at.getTime();

function isSameHold(a: AuditEvent, b: AuditEvent): boolean {
  const scopes = [scopeKey(a.scope), scopeKey(b.scope)];
  const isSameScope = scopes.includes('') ? mayBeSameUnit(unitOf(a), unitOf(b)) : scopes[0] === scopes[1];
  return isSameObject(a.principal, b.principal) && isSameRole(a.role, b.role) && isSameScope;
}

const runsAt = ({ at, event }: Grant, when: Date): boolean =>
  at <= when.getTime() && (event.expirationTime === null || event.expirationTime > when);

const isDeactivation = (activity: Activity): boolean =>
  activity.family === 'activation' && activity.step === 'deactivated';

function isWithdrawal(activity: Activity): boolean {
  if (activity.family === 'request')
    return activity.kind === 'request-cancelled' && activity.of === 'assignment';
  if (activity.family === 'activation')
    return activity.step === 'cancelled' || activity.step === 'deactivated';
  if (activity.family !== 'assignment') return false;
  return activity.step === 'cancelled' || roleEffectOf(activity)?.effect === 'removed';
}
