import type { Activity } from '../../../catalogue/activity';
import { isPimService } from '../../../catalogue/pim-service';
import { fold } from '../../../domain/fold';
import {
  isSameObject,
  scopeKey,
  type Actor,
  type Principal,
  type Provider,
  type Role,
  type Scope,
} from '../../../domain/events/people';
import { firstKnown } from '../first-known';
import { eventOf, type KnownEvent } from '../known-events';
import { holdOf, isEffect, isEnd, type RefusedHold } from './removal-activities';
import { indexByObject } from '../object-index';
import { didFail, isStepUp, isTooShort } from '../results';
import { isOtherPrincipal, isOtherRole, isSameRole } from '../same-role';
import { mayBeSameUnit, unitOf, unitOfScope, type Unit } from '../unit-scope';

/** What identifies a hold on a role. */
export type Held = Pick<
  Attempt,
  'hold' | 'principal' | 'role' | 'scope' | 'unit' | 'assignmentId' | 'isTwin'
>;

/** What a request tried to end, and how that went. */
export interface Attempt {
  readonly at: number;
  readonly hold: RefusedHold;
  /** The kind of hold that the attempt tried to end; null if the event does not name it. */
  readonly of: 'activation' | 'assignment' | null;
  /** Whether the name of the activity says that the assignment is permanent. */
  readonly isPermanent: boolean;
  readonly provider: Provider;
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  readonly role: Role | null;
  readonly scope: Scope | null;
  readonly unit: Unit;
  readonly assignmentId: string | null;
  readonly reason: string | null;
  readonly isRefused: boolean;
  readonly isTooShort: boolean;
  readonly isDirectory: boolean;
  readonly isTwin: boolean;
  readonly eventIds: readonly string[];
}

/** Returns the attempts of one request's events: the refused ones among them, and the end if there is one. */
export function attemptsOf(request: readonly KnownEvent[], isTwin: boolean): Attempt[] {
  const ends = request.filter(({ activity }) => isEnd(activity));
  if (ends.length === 0) return [];
  const events = request.map(eventOf);
  const facts = {
    provider: events[0]?.provider ?? 'entra',
    principal: firstKnown(events, ({ principal }) => principal),
    role: firstKnown(events, ({ role }) => role),
    scope: firstKnown(events, ({ scope }) => scope),
    assignmentId: firstKnown(events, ({ assignmentId }) => assignmentId),
  };
  const of = (tries: readonly KnownEvent[], isRefused: boolean): Attempt[] => {
    const last = tries.at(-1);
    const hold = last && (holdOf(last.activity) ?? firstHold(request));
    if (last === undefined || !hold) return [];
    return [
      {
        ...facts,
        hold,
        of: targetOf(last.activity) ?? firstTarget(request),
        isPermanent: last.activity.family === 'assignment' && last.activity.permanent === true,
        unit: facts.scope === null ? unitOf(last.event) : unitOfScope(facts.scope),
        at: last.event.at.getTime(),
        // The directory's twin names PIM's app: PIM did it.
        initiator: isTwin ? null : actorOf(last, request),
        reason: last.event.resultReason,
        isRefused,
        isTooShort: tries.every(({ event }) => isTooShort(event)),
        isDirectory: last.activity.family === 'directory',
        isTwin,
        eventIds: tries.map(({ event }) => event.id),
      },
    ];
  };
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

function targetOf({ family }: Activity): Attempt['of'] {
  if (family === 'activation') return 'activation';
  return family === 'assignment' || family === 'directory' ? 'assignment' : null;
}

function firstTarget(request: readonly KnownEvent[]): Attempt['of'] {
  return request.map(({ activity }) => targetOf(activity)).find((target) => target !== null) ?? null;
}

/** Returns whether two attempts are about the same hold, as far as both state it. */
export function isSameHold(a: Held, b: Held): boolean {
  if (a.hold !== b.hold) return false;
  const isSameAssignment = fold(a.assignmentId) !== '' && fold(a.assignmentId) === fold(b.assignmentId);
  if (isSameAssignment && !isOtherPrincipal(a.principal, b.principal) && !isOtherRole(a.role, b.role))
    return true;
  const scopes = [scopeKey(a.scope), scopeKey(b.scope)];
  // Core Directory often omits the scope that PIM states.
  const mayDiffer = scopes.includes('') || a.isTwin || b.isTwin;
  const isSameScope = mayDiffer ? mayBeSameUnit(a.unit, b.unit) : scopes[0] === scopes[1];
  return isSameObject(a.principal, b.principal) && isSameRole(a.role, b.role) && isSameScope;
}

/** Returns a lookup of the things that may be about a hold, in their order: only among them can {@link isSameHold} hold. */
export function indexByHold<T extends Held>(items: readonly T[]): (held: Held) => readonly T[] {
  const keyOf = ({ assignmentId }: Held): string[] => [fold(assignmentId)];
  const about = indexByObject(items, ({ principal }) => principal, keyOf);
  return (held) => about(held.principal, keyOf(held));
}
