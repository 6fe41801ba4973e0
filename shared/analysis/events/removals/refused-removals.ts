import { isPrivileged } from '../../../catalogue/privileged-roles';
import { maxDelayOfEnd, type Elevation } from '../../../domain/events/elevation';
import { fold } from '../../../domain/fold';
import {
  isSameObject,
  scopeKey,
  type Actor,
  type Principal,
  type Provider,
  type RatedRole,
  type Scope,
} from '../../../domain/events/people';
import type { NonEmpty } from '../../group-by';
import { endsOfHolds } from './ends-of-holds';
import { requestKey, type KnownEvent } from '../known-events';
import { createObjectIndex, indexByObject } from '../object-index';
import { isEnd, type RefusedHold } from './removal-activities';
import { attemptsOf, isSameHold, type Attempt } from './removal-attempts';
import { requestGroups } from '../request-groups';
import { didFail, isStepUp } from '../results';
import { isSameRole } from '../same-role';

/**
 * A removal, deactivation or expiry that PIM or the directory refused: the person kept the role. Several attempts to
 * end the same assignment or activation count as one. Instants are UTC.
 */
export interface RefusedRemoval {
  readonly at: Date;
  readonly hold: RefusedHold;
  readonly provider: Provider;
  /** Who tried: a person, an app or PIM itself; null when unknown. */
  readonly initiator: Actor | null;
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope | null;
  /** The error code of the last attempt; null when none was logged. */
  readonly reason: string | null;
  /** Whether PIM only refused to end an activation in its first minutes, so that its planned end still counts. */
  readonly isTooShort: boolean;
  /** When the hold ended after all; null when no event shows that it did, so that the role is still held. */
  readonly endedAt: Date | null;
  /** How many attempts were refused. */
  readonly count: number;
  readonly eventIds: readonly string[];
}

/**
 * Returns the refused removals among some events.
 * @param known events in order of time, without twins
 * @param twins the directory's twins: a refusal of the directory counts although PIM logged nothing or a success before it
 */
export function refusedRemovals(
  known: readonly KnownEvent[],
  twins: readonly KnownEvent[],
  privilegedRoles: readonly string[],
): RefusedRemoval[] {
  if (!known.some(isRefusedEnd) && !twins.some(isRefusedEnd)) return [];
  /** Returns the attempts of all requests with an event that passes a test. */
  const attemptsWith = (isWanted: (each: KnownEvent) => boolean): Attempt[] => {
    const keys = new Set(known.filter(isWanted).map(requestKey));
    return [
      ...requestGroups(known.filter((each) => keys.has(requestKey(each))))
        .filter(({ events }) => events.some(isWanted))
        .flatMap(({ events }) => attemptsOf(events, false)),
      ...twins.filter(isWanted).flatMap((twin) => attemptsOf([twin], true)),
    ].sort((a, b) => a.at - b.at);
  };
  const isAboutOne = aboutOneOf(attemptsWith(isRefusedEnd));
  // Requests about other principals and assignments cannot change the result.
  const attempts = attemptsWith(isAboutOne);
  const refused = attempts.filter(({ isRefused }) => isRefused);
  const ends = endsOfHolds(
    attempts.filter(({ isRefused }) => !isRefused),
    known.filter(isAboutOne),
  );
  const holds: { attempts: NonEmpty<Attempt>; readonly end: Attempt | null }[] = [];
  const holdsAbout = createObjectIndex<(typeof holds)[number]>();
  for (const attempt of refused) {
    if (ends.isTooLate(attempt)) continue;
    const end = ends.endAfter(attempt);
    const { principal, assignmentId } = attempt;
    const hold = holdsAbout
      .about(principal, [fold(assignmentId)])
      .find((each) => each.end === end && isSameHold(each.attempts[0], attempt));
    if (hold !== undefined) hold.attempts = [...hold.attempts, attempt];
    else {
      const first = { attempts: [attempt] as const, end };
      holds.push(first);
      holdsAbout.add(first, principal, [fold(assignmentId)]);
    }
  }
  return holds.map(({ attempts: ofHold, end }) => toRefusal(ofHold, end, privilegedRoles));
}

const isRefusedEnd = ({ event, activity }: KnownEvent): boolean =>
  isEnd(activity) && didFail(event) && !isStepUp(event);

/** Returns a test of events: whether one is a refused end, or names the principal or assignment of one of the attempts. */
function aboutOneOf(attempts: readonly Attempt[]): (known: KnownEvent) => boolean {
  const index = createObjectIndex<Attempt>();
  for (const attempt of attempts) index.add(attempt, attempt.principal, [fold(attempt.assignmentId)]);
  return (known) => {
    const { principal, assignmentId } = known.event;
    return isRefusedEnd(known) || index.has(principal, [fold(assignmentId)]);
  };
}

/** Returns the refusal of an activation's end; undefined when its end was not refused. */
export type RefusalOf = (elevation: Elevation) => RefusedRemoval | undefined;

/**
 * Finds the refusals of activations' ends among refused removals. Against one, nothing may be inferred from an
 * activation's planned end; but a refusal in the first minutes leaves it as it is.
 */
export function refusalsOfEnds(refusals: readonly RefusedRemoval[]): RefusalOf {
  const refusalsAbout = indexByObject(
    refusals.filter(({ isTooShort, hold }) => !isTooShort && hold === 'active'),
    ({ principal }) => principal,
    ({ eventIds }) => eventIds,
  );
  return ({ principal, role, scope, startedAt, plannedEndAt, eventIds }) => {
    const from = startedAt?.getTime() ?? Infinity;
    const to = (plannedEndAt?.getTime() ?? from) + maxDelayOfEnd;
    return refusalsAbout(principal, eventIds).find((refusal) => {
      if (refusal.eventIds.some((id) => eventIds.includes(id))) return true;
      const [at, scopes] = [refusal.at.getTime(), [scopeKey(refusal.scope), scopeKey(scope)]];
      const isSameScope = scopes.includes('') || scopes[0] === scopes[1];
      const isSame =
        isSameObject(refusal.principal, principal) && isSameRole(refusal.role, role) && isSameScope;
      return isSame && at >= from && at <= to;
    });
  };
}

function toRefusal(
  attempts: NonEmpty<Attempt>,
  end: Attempt | null,
  privilegedRoles: readonly string[],
): RefusedRemoval {
  const own = attempts.filter(({ isTwin }) => !isTwin);
  // PIM's own event knows more than the directory's twin.
  const { hold, provider, initiator, principal, role, scope } = own[0] ?? attempts[0];
  const known = role ?? { id: null, name: null };
  return {
    at: new Date(attempts[0].at),
    ...{ hold, provider, initiator, scope },
    principal: principal ?? { id: null, name: null, upn: null, type: null },
    role: { ...known, privileged: isPrivileged(known, privilegedRoles) },
    reason: attempts.at(-1)?.reason ?? null,
    isTooShort: attempts.every((attempt) => attempt.isTooShort),
    endedAt: end === null ? null : new Date(end.at),
    count: Math.max(1, own.length),
    eventIds: attempts.flatMap(({ eventIds }) => eventIds),
  };
}
