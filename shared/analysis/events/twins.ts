import type { Activity } from '../../catalogue/activity';
import { looksLikeTwin } from '../../catalogue/pim-service';
import { isListedRoleId } from '../../catalogue/privileged-roles';
import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import { isSameObject, roleIdKey, type Identity, type Role } from '../../domain/events/people';
import { didFail } from './results';
import { grantsAmong } from './role-grants';
import { isSameRole } from './same-role';
import { mayBeSameUnit, unitOf } from './unit-scope';
import { withdrawnGrants, type Grant } from './withdrawn-grants';

/** Returns whether everything that was logged around an instant has been read. */
export type IsFullyReadAround = (at: Date) => boolean;

/**
 * Milliseconds by which PIM's event and the directory's twin may be apart. In the recorded pair, an expiry, it is
 * 6 seconds, as one change writes both; this leaves room for a slow service and little for a forged copy.
 */
export const twinReach = 5 * 60_000;

/** An event with the meaning of its activity name, if that is known. */
export interface ClassifiedEvent {
  readonly event: AuditEvent;
  readonly activity: Activity | undefined;
}

/** A PIM event that put a role in force, or took it away. It explains one directory event. */
interface Explanation extends Grant {
  isUsed: boolean;
}

/** What is known about a twin. */
export interface Twin {
  /** Whether PIM's own event of the same change is among the events. */
  readonly isExplained: boolean;
}

/**
 * Returns the twins among some events, by id: directory events that repeat what PIM logs itself, and so are no changes
 * outside PIM. Since any app can be given PIM's name, an assignment or removal under that name is a twin only if a PIM
 * event explains it that put this principal, role and scope in force, or took it away, at about that time; each such
 * event explains one. A request or a denial explains nothing, nor does what was scheduled and withdrawn before its
 * start. Where not everything was read, PIM's event may still arrive, so the name is trusted. It is also trusted for
 * failures, which change nothing. A directory event that is neither an assignment nor a removal, such as a changed role
 * definition, is never a twin: PIM logs no event of its own for it.
 */
export function twinsAmong(
  events: readonly ClassifiedEvent[],
  isFullyReadAround: IsFullyReadAround,
): ReadonlyMap<string, Twin> {
  const byPrincipal = new Map<string, Map<number, Explanation[]>>();
  const grants = grantsAmong(events);
  const explanations = [...grants, ...grants.flatMap(plannedEndOf)].map((grant): Explanation => ({
    ...grant,
    isUsed: false,
  }));
  const isWithdrawn = withdrawnGrants(events, explanations);
  for (const explanation of explanations) {
    if (isWithdrawn(explanation)) continue;
    const slot = slotOf(explanation.at);
    for (const key of [anybody, ...keysOf(explanation.event.principal)]) {
      const bySlot = byPrincipal.get(key) ?? new Map<number, Explanation[]>();
      if (bySlot.size === 0) byPrincipal.set(key, bySlot);
      const near = bySlot.get(slot);
      if (near === undefined) bySlot.set(slot, [explanation]);
      else near.push(explanation);
    }
  }
  const explain = (event: AuditEvent, activity: DirectoryActivity): boolean => {
    const slot = slotOf(event.at.getTime());
    const [earliest] = (event.principal === null ? [anybody] : keysOf(event.principal))
      .flatMap((key) => byPrincipal.get(key) ?? [])
      .flatMap((bySlot) => [slot - 1, slot, slot + 1].flatMap((near) => bySlot.get(near) ?? []))
      .filter((explanation) => !explanation.isUsed && explains(explanation, event, activity))
      .sort((a, b) => a.at - b.at);
    if (earliest !== undefined) earliest.isUsed = true;
    return earliest !== undefined;
  };
  const twins = new Map<string, Twin>();
  // In order of time, each takes the earliest explanation that fits: this way as many as possible find one.
  for (const { event, activity } of events) {
    if (activity?.family !== 'directory' || !looksLikeTwin(event)) continue;
    const isExplained = !didFail(event) && explain(event, activity);
    if (isExplained || didFail(event) || !isFullyReadAround(event.at)) twins.set(event.id, { isExplained });
  }
  return twins;
}

/** The planned end of an assignment explains its removal: PIM need not log that again. It logs the end of an activation. */
function plannedEndOf({ event, activity, effect, assignment }: Grant): Grant[] {
  const { expirationTime } = event;
  if (activity.family !== 'assignment' || effect !== 'assigned' || expirationTime === null) return [];
  return [{ event, activity, effect: 'removed', assignment, at: expirationTime.getTime() }];
}

type DirectoryActivity = Extract<Activity, { family: 'directory' }>;

function explains(
  { event, at, effect, assignment }: Explanation,
  twin: AuditEvent,
  of: DirectoryActivity,
): boolean {
  return (
    (effect === 'assigned') === (of.kind === 'assigned-outside-pim') &&
    (assignment === 'either' || (assignment === 'eligible') === of.eligible) &&
    Math.abs(at - twin.at.getTime()) <= twinReach &&
    // To whom is not told where the target is of a type that nobody knows.
    (twin.principal === null || isSameObject(event.principal, twin.principal)) &&
    event.provider === twin.provider &&
    isSameRoleAsTwin(event.role, twin.role) &&
    mayBeSameUnit(unitOf(event), unitOf(twin))
  );
}

/**
 * A twin without the template's id names the role by the directory object's id, which PIM does not know, and by its name. A
 * custom role in PIM's own event that has the name of a built-in one stays another role.
 */
function isSameRoleAsTwin(role: Role | null, twins: Role | null): boolean {
  const isObjectId = isListedRoleId(roleIdKey(role?.id)) && !isListedRoleId(roleIdKey(twins?.id));
  return isSameRole(role, isObjectId && twins?.name ? { ...twins, id: null } : twins);
}

const slotOf = (at: number): number => Math.floor(at / twinReach);

/** The key of all principals, for an event that names no principal. */
const anybody = '';

/** Keys of a principal. Display names are left out: anybody can choose theirs. */
const keysOf = (principal: Identity | null): string[] =>
  [fold(principal?.id), fold(principal?.upn)].filter((key) => key !== anybody);
