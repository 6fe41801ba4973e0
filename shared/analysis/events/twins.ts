import { classify } from '../../catalogue/activities';
import { hasTwinLooks } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/audit-event';
import type { Principal, Role } from '../../domain/people';

/** Whether everything that was logged around an instant is known. */
export type IsKnownAround = (at: Date) => boolean;

/**
 * How far apart PIM's own event and the directory's twin may be. The recorded pair, an expiry, is 6 seconds apart, and
 * both are written while one change is made; this leaves room for a service that is slow, and little for a copy.
 */
export const twinReach = 5 * 60_000;

/**
 * Whether an event is the directory's twin of something that PIM logs itself, so never to be counted. An app can be given
 * PIM's name, so a role that such a one assigns is a twin only where PIM tells of that principal and role as well, at
 * about that time. Where not all is known PIM's event may yet come, and the name is believed. So it is of removals: PIM
 * may have logged long before that an assignment would end.
 */
export function twinsAmong(
  events: readonly AuditEvent[],
  isKnownAround: IsKnownAround,
): (event: AuditEvent) => boolean {
  const toldByPim = new Map<string, AuditEvent[]>();
  for (const event of events) {
    if (event.service.trim().toLowerCase() !== 'pim') continue;
    for (const key of slotsOf(event).flatMap((slot) => keysOf(event.principal, slot))) {
      const told = toldByPim.get(key);
      if (told === undefined) toldByPim.set(key, [event]);
      else told.push(event);
    }
  }
  const isTold = (event: AuditEvent): boolean => {
    const slot = slotOf(event.at);
    return [slot - 1, slot, slot + 1]
      .flatMap((near) => keysOf(event.principal, near))
      .some((key) => toldByPim.get(key)?.some((told) => isSameGrant(told, event)));
  };
  return (event) =>
    hasTwinLooks(event) && (!isAssignment(event) || !isKnownAround(event.at) || isTold(event));
}

function isAssignment({ activity, principal }: AuditEvent): boolean {
  const known = classify(activity);
  return known?.family === 'directory' && known.kind === 'assigned-outside-pim' && principal !== null;
}

function isSameGrant(told: AuditEvent, event: AuditEvent): boolean {
  // What PIM says did not happen explains only what the directory says did not.
  if (told.result === 'failure' && event.result !== 'failure') return false;
  return (
    timesOf(told).some((time) => Math.abs(time - event.at.getTime()) <= twinReach) &&
    maySame(told.role, event.role)
  );
}

/** By id or by name, as the two logs name some roles differently; what one does not say may be the same. */
function maySame(a: Role | null, b: Role | null): boolean {
  const pairs = [
    [fold(a?.id), fold(b?.id)],
    [fold(a?.name), fold(b?.name)],
  ].filter(([left, right]) => left !== '' && right !== '');
  return pairs.length === 0 || pairs.some(([left, right]) => left === right);
}

/** An assignment can be made for later: then the directory has its event when it starts. */
const timesOf = ({ at, startTime }: AuditEvent): number[] =>
  startTime === null ? [at.getTime()] : [at.getTime(), startTime.getTime()];

const slotOf = (at: Date | number): number => Math.floor(Number(at) / twinReach);
const slotsOf = (event: AuditEvent): number[] => [...new Set(timesOf(event).map(slotOf))];

const fold = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();

/** A principal in a stretch of time, by what nobody can choose. */
function keysOf(principal: Principal | null, slot: number): string[] {
  return [fold(principal?.id), fold(principal?.upn)].flatMap((id) => (id === '' ? [] : [`${slot} ${id}`]));
}
