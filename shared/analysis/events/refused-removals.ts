import { isPrivileged } from '../../catalogue/privileged-roles';
import { isPimService } from '../../catalogue/pim-service';
import type { Elevation } from '../../domain/events/elevation';
import { fold } from '../../domain/fold';
import {
  scopeKey,
  type Actor,
  type Principal,
  type Provider,
  type RatedRole,
  type Role,
  type Scope,
} from '../../domain/events/people';
import type { NonEmpty } from '../group-by';
import { firstKnown } from './first-known';
import { eventOf, type KnownEvent } from './known-events';
import { requestGroups } from './request-groups';
import { didFail, isStepUp, isTooShort } from './results';
import { isOtherPrincipal, isOtherRole, isSameObject, isSameRole } from './same-object';
import { holdOf, isEffect, isEnd, type RefusedHold } from './removal-activities';
import { twinReach } from './twins';

/**
 * A removal, deactivation or expiry that PIM or the directory refused: the role was held on. Several attempts at one hold
 * are one. Instants are UTC.
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

/** What a request tried to end, and how that went. */
interface Attempt {
  readonly at: number;
  readonly hold: RefusedHold;
  readonly provider: Provider;
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  readonly role: Role | null;
  readonly scope: Scope | null;
  readonly assignmentId: string | null;
  readonly reason: string | null;
  readonly isRefused: boolean;
  readonly isTooShort: boolean;
  readonly isDirectory: boolean;
  readonly isTwin: boolean;
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
  const attempts = [
    ...requestGroups(known).flatMap(({ events }) => attemptsOf(events, false)),
    ...twins.flatMap((twin) => attemptsOf([twin], true)),
  ].sort((a, b) => a.at - b.at);
  const refused = attempts.filter(({ isRefused }) => isRefused);
  if (refused.length === 0) return [];
  const ends = attempts.filter(({ isRefused }) => !isRefused);
  const holds: { readonly attempts: NonEmpty<Attempt>; readonly end: Attempt | null }[] = [];
  for (const attempt of refused) {
    const end = ends.find((each) => makesUpFor(each, attempt)) ?? null;
    const index = holds.findIndex((hold) => hold.end === end && isSameHold(hold.attempts[0], attempt));
    const hold = holds[index];
    if (hold === undefined) holds.push({ attempts: [attempt], end });
    else holds[index] = { attempts: [...hold.attempts, attempt], end };
  }
  return holds.map(({ attempts: ofHold, end }) => toRefusal(ofHold, end, privilegedRoles));
}

/**
 * Whether an end came after a refused attempt at the same hold. What PIM logs within moments of the directory's refusal is
 * the same attempt; what the directory's twin says counts only against a twin, since PIM logs its own ends.
 */
function makesUpFor(end: Attempt, attempt: Attempt): boolean {
  if (end.isTwin && !attempt.isTwin) return false;
  const delay = attempt.isTwin && !end.isDirectory ? twinReach : 0;
  return end.at >= attempt.at + delay && isSameHold(end, attempt);
}

/**
 * Returns the refusal of an activation's end, against which nothing may be inferred from its planned end; undefined when
 * its end was not refused. A refusal in the first minutes leaves the planned end as it is.
 */
export function refusalOf(
  { principal, role, scope, startedAt, plannedEndAt, eventIds }: Elevation,
  refusals: readonly RefusedRemoval[],
): RefusedRemoval | undefined {
  const from = startedAt?.getTime() ?? Infinity;
  const to = (plannedEndAt?.getTime() ?? from) + maxDelayOfEnd;
  return refusals.find((refusal) => {
    if (refusal.isTooShort || refusal.hold !== 'active') return false;
    if (refusal.eventIds.some((id) => eventIds.includes(id))) return true;
    const [at, scopes] = [refusal.at.getTime(), [scopeKey(refusal.scope), scopeKey(scope)]];
    const isSameScope = scopes.includes('') || scopes[0] === scopes[1];
    const isSame =
      isSameObject(refusal.principal, principal) && isSameRole(refusal.role, role) && isSameScope;
    return isSame && at >= from && at <= to;
  });
}

/** How long after its planned end an activation can still be ended, in milliseconds. */
const maxDelayOfEnd = 60 * 60_000;

/** The attempts of one request's events: the refused ones among them, and the end if there is one. */
function attemptsOf(request: readonly KnownEvent[], isTwin: boolean): Attempt[] {
  const events = request.map(eventOf);
  const facts = {
    provider: events[0]?.provider ?? 'entra',
    principal: firstKnown(events, ({ principal }) => principal),
    role: firstKnown(events, ({ role }) => role),
    scope: firstKnown(events, ({ scope }) => scope),
    assignmentId: firstKnown(events, ({ assignmentId }) => assignmentId),
  };
  const of = (ends: readonly KnownEvent[], isRefused: boolean): Attempt[] => {
    const last = ends.at(-1);
    const hold = last && (holdOf(last.activity) ?? firstHold(request));
    if (last === undefined || !hold) return [];
    return [
      {
        ...facts,
        hold,
        at: last.event.at.getTime(),
        // The directory's twin names PIM's app: PIM did it.
        initiator: isTwin ? null : actorOf(last, request),
        reason: last.event.resultReason,
        isRefused,
        isTooShort: ends.every(({ event }) => isTooShort(event)),
        isDirectory: last.activity.family === 'directory',
        isTwin,
        eventIds: ends.map(({ event }) => event.id),
      },
    ];
  };
  const ends = request.filter(({ activity }) => isEnd(activity));
  return [
    ...of(
      ends.filter(({ event }) => didFail(event) && !isStepUp(event)),
      true,
    ),
    ...of(
      ends.filter(({ event, activity }) => !didFail(event) && isEffect(activity)),
      false,
    ),
  ];
}

/**
 * The real actor: who asked for the end, and PIM only when nobody did. Whoever made the assignment is not the one who ends
 * it, and what runs out is ended by PIM.
 */
function actorOf(last: KnownEvent, request: readonly KnownEvent[]): Actor | null {
  const isExpiry = ({ activity }: KnownEvent): boolean =>
    activity.family === 'activation' && activity.step === 'expired';
  if (isExpiry(last) || last.activity.family === 'directory') return last.event.initiator;
  const tries = request.filter((known) => isEnd(known.activity) && !isExpiry(known)).map(eventOf);
  const latest = [last.event, ...tries.reverse()];
  return (
    firstKnown(latest, ({ initiator }) => (isPimService(initiator) ? null : initiator)) ??
    firstKnown(latest, ({ initiator }) => initiator)
  );
}

/** Work on a request that shares its id with nothing else is taken for one about an active role. */
function firstHold(request: readonly KnownEvent[]): RefusedHold {
  for (const { activity } of request) {
    const hold = holdOf(activity);
    if (hold !== null) return hold;
  }
  return 'active';
}

function isSameHold(a: Attempt, b: Attempt): boolean {
  if (a.hold !== b.hold) return false;
  const isSameAssignment = fold(a.assignmentId) !== '' && fold(a.assignmentId) === fold(b.assignmentId);
  if (isSameAssignment && !isOtherPrincipal(a.principal, b.principal) && !isOtherRole(a.role, b.role))
    return true;
  const scopes = [scopeKey(a.scope), scopeKey(b.scope)];
  // Core Directory often omits the scope that PIM states.
  const isSameScope = scopes.includes('') || scopes[0] === scopes[1] || a.isTwin || b.isTwin;
  return isSameObject(a.principal, b.principal) && isSameRole(a.role, b.role) && isSameScope;
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
