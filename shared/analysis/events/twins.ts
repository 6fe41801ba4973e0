import { classify } from '../../catalogue/activities';
import { hasTwinLooks } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/audit-event';
import { fold } from '../../domain/fold';
import type { Principal, Role } from '../../domain/people';

/** Returns whether everything that was logged around an instant has been read. */
export type IsKnownAround = (at: Date) => boolean;

/**
 * Milliseconds by which PIM's event and the directory's twin may be apart. In the recorded pair, an expiry, it is
 * 6 seconds, as one change writes both; this leaves room for a slow service and little for a forged copy.
 */
export const twinReach = 5 * 60_000;

/** Tests of directory events beside PIM's own. */
export interface TwinTests {
  /** Whether an event is a twin. */
  readonly isTwin: (event: AuditEvent) => boolean;
  /** Whether PIM logged the same principal and role at about the time of a directory event. */
  readonly isExplained: (event: AuditEvent) => boolean;
}

/**
 * Returns tests for twins: directory events that repeat what PIM logs itself, which are never counted. Since any app
 * can be given PIM's name, a role assigned under that name is a twin only if PIM logged the same principal and role at
 * about that time. Where not everything was read, PIM's event may still arrive, so the name is trusted. The name is also
 * trusted for removals: PIM may have logged the end of the assignment long before.
 */
export function twinsAmong(events: readonly AuditEvent[], isKnownAround: IsKnownAround): TwinTests {
  const loggedByPim = new Map<string, AuditEvent[]>();
  for (const event of events) {
    if (fold(event.service) !== 'pim') continue;
    for (const key of slotsOf(event).flatMap((slot) => keysOf(event.principal, slot))) {
      const logged = loggedByPim.get(key);
      if (logged === undefined) loggedByPim.set(key, [event]);
      else logged.push(event);
    }
  }
  const isExplained = (event: AuditEvent): boolean => {
    const slot = slotOf(event.at);
    return [slot - 1, slot, slot + 1]
      .flatMap((near) => keysOf(event.principal, near))
      .some((key) => loggedByPim.get(key)?.some((logged) => isSameGrant(logged, event)));
  };
  return {
    isExplained,
    isTwin: (event) =>
      hasTwinLooks(event) && (!isAssignment(event) || !isKnownAround(event.at) || isExplained(event)),
  };
}

function isAssignment({ activity, principal }: AuditEvent): boolean {
  const known = classify(activity);
  return known?.family === 'directory' && known.kind === 'assigned-outside-pim' && principal !== null;
}

function isSameGrant(logged: AuditEvent, event: AuditEvent): boolean {
  // A failed PIM event explains only a failed directory event.
  if (logged.result === 'failure' && event.result !== 'failure') return false;
  return (
    timesOf(logged).some((time) => Math.abs(time - event.at.getTime()) <= twinReach) &&
    maySame(logged.role, event.role)
  );
}

/** By id or by name, because the two logs name some roles differently; an unknown fact may be the same. */
function maySame(a: Role | null, b: Role | null): boolean {
  const pairs = [
    [fold(a?.id), fold(b?.id)],
    [fold(a?.name), fold(b?.name)],
  ].filter(([left, right]) => left !== '' && right !== '');
  return pairs.length === 0 || pairs.some(([left, right]) => left === right);
}

/** An assignment can be scheduled: the directory then logs its event at the start. */
const timesOf = ({ at, startTime }: AuditEvent): number[] =>
  startTime === null ? [at.getTime()] : [at.getTime(), startTime.getTime()];

const slotOf = (at: Date | number): number => Math.floor(Number(at) / twinReach);
const slotsOf = (event: AuditEvent): number[] => [...new Set(timesOf(event).map(slotOf))];

/** Keys of a principal in a slot of time. Display names are left out: anybody can choose theirs. */
function keysOf(principal: Principal | null, slot: number): string[] {
  return [fold(principal?.id), fold(principal?.upn)].flatMap((id) => (id === '' ? [] : [`${slot} ${id}`]));
}
