import { fold } from '../../domain/fold';
import type { Principal, Role } from '../../domain/events/people';
import { groupBy, groupsByKey, type NonEmpty } from '../group-by';
import { requestKey, type KnownEvent } from './known-events';
import { isOtherRole, isSameObject } from './same-object';

/** The events of one request about one principal and role. */
export interface RequestGroup<T> {
  /** The request's key; the id of the first event where another group has that. */
  readonly id: string;
  readonly events: NonEmpty<T>;
}

/**
 * Groups events by request id; an event without one is a group of its own. One id joins neither two principals nor two
 * roles: Azure lets the requester choose it. Groups and events keep the order in which they came.
 * @param keyOf the key of an event's request, where that is more than its id
 */
export function requestGroups<T extends KnownEvent>(
  events: readonly T[],
  keyOf: (known: T) => string = requestKey,
): RequestGroup<T>[] {
  return [...groupsByKey(events, keyOf)].flatMap(([id, group]) => {
    const [first, ...others] = splitByHold(group);
    return [{ id, events: first }, ...others.map((each) => ({ id: each[0].event.id, events: each }))];
  });
}

/** One principal's hold on one role, as far as events state it. */
interface Hold {
  readonly principal: Principal | null;
  role: Role | null;
}

function splitByHold<T extends KnownEvent>(group: NonEmpty<T>): NonEmpty<NonEmpty<T>> {
  if (group.length === 1 || isPlainlyOneHold(group)) return [group];
  const isDecider = decidersOf(group);
  const stated = group.map((known): Hold & { known: T } => {
    const { principal, role } = known.event;
    // An approver can be the only person whom an event names. Names alone tell nobody apart.
    const isHolder =
      principal !== null && keysOf(principal).length > 0 && !isDecision(known) && !isDecider(principal);
    return { known, principal: isHolder ? principal : null, role };
  });
  // Events that state both facts begin the holds; each other joins the first that it may be about.
  const rank = ({ principal, role }: Hold): number => (principal === null ? 2 : 0) + (role === null ? 1 : 0);
  const all: Hold[] = [];
  const byPrincipal = new Map<string, Hold[]>();
  const holdOf = new Map<T, Hold>();
  for (const { known, principal, role } of [...stated].sort((a, b) => rank(a) - rank(b))) {
    const candidates = principal === null ? all : samePrincipal(byPrincipal, principal);
    const found = candidates.find((hold) => !isOtherRole(hold.role, role));
    const hold = found ?? { principal, role };
    if (found === undefined) {
      all.push(hold);
      for (const key of principal === null ? [] : keysOf(principal)) {
        byPrincipal.set(key, [...(byPrincipal.get(key) ?? []), hold]);
      }
    }
    hold.role ??= role;
    holdOf.set(known, hold);
  }
  const [first = group, ...others] = groupBy(group, (known) => holdOf.get(known));
  return [first, ...others];
}

/** Whether all events name one principal and one role by the same id, as in nearly every request. */
function isPlainlyOneHold(group: NonEmpty<KnownEvent>): boolean {
  const { principal, role } = group[0].event;
  if (!principal?.id || !role?.id) return false;
  return group.every(({ event }) => event.principal?.id === principal.id && event.role?.id === role.id);
}

/** The holds of a principal: by object id, else by UPN where one of the two has no id. */
function samePrincipal(byPrincipal: ReadonlyMap<string, readonly Hold[]>, who: Principal): readonly Hold[] {
  const byId = byPrincipal.get(`id ${fold(who.id)}`);
  if (byId !== undefined) return byId;
  const byUpn = byPrincipal.get(`upn ${fold(who.upn)}`) ?? [];
  return byUpn.filter(({ principal }) => fold(who.id) === '' || fold(principal?.id) === '');
}

const keysOf = ({ id, upn }: Principal): string[] => [
  ...(fold(id) === '' ? [] : [`id ${fold(id)}`]),
  ...(fold(upn) === '' ? [] : [`upn ${fold(upn)}`]),
];

function isDecision({ activity }: KnownEvent): boolean {
  return activity.family === 'activation'
    ? activity.step === 'approved' || activity.step === 'denied'
    : activity.family === 'decision';
}

function decidersOf(group: readonly KnownEvent[]): (who: Principal) => boolean {
  const deciders = group.filter(isDecision).map(({ event }) => event.initiator);
  return (who) => deciders.some((decider) => isSameObject(decider, who));
}
