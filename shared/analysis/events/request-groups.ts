import { fold } from '../../domain/fold';
import { isSameObject, type Actor, type Principal, type Role } from '../../domain/events/people';
import { groupBy, groupsByKey, type NonEmpty } from '../group-by';
import { isDecision, requestKey, type KnownEvent } from './known-events';
import { didFail } from './results';
import { isOtherRole } from './same-role';

/** The events of one request about one principal and one role at one place. */
export interface RequestGroup<T> {
  /** The request's key. If another group has it already, the id of this group's first event. */
  readonly id: string;
  readonly events: NonEmpty<T>;
}

/**
 * Groups events by request id; an event without one is a group of its own. Whoever requests an Azure role chooses the id,
 * so one id joins neither two principals, roles or places, nor an eligible with an active assignment, nor two requests
 * that are days apart. Groups and events keep the order in which they came.
 * @param events in order of time
 * @param keyOf the key of an event's request, where that is more than its id
 */
export function requestGroups<T extends KnownEvent>(
  events: readonly T[],
  keyOf: (known: T) => string = requestKey,
): RequestGroup<T>[] {
  return [...groupsByKey(events, keyOf)].flatMap(([id, group]) => {
    const [first, ...others] = splitByAssignment(group).flatMap(splitByTime);
    return [
      ...(first === undefined ? [] : [{ id, events: first }]),
      ...others.map((each) => ({ id: each[0].event.id, events: each })),
    ];
  });
}

/** The principal, role and place that a request is about, as far as its events state them. */
interface RequestedAssignment {
  readonly principal: Principal | null;
  role: Role | null;
  isEligible: boolean | null;
  /** The first Azure path that the events of each step state. */
  readonly paths: Map<Step, string>;
}

type Step = 'requested' | 'completed' | 'other';

/** What one event states of an assignment. */
interface Statement<T> extends Omit<RequestedAssignment, 'paths'> {
  readonly known: T;
  readonly path: string | null;
  readonly step: Step;
}

function splitByAssignment<T extends KnownEvent>(group: NonEmpty<T>): NonEmpty<NonEmpty<T>> {
  if (group.length === 1 || isPlainlyOneAssignment(group)) return [group];
  const isHolder = holdersOf(group);
  const stated = group.map((known): Statement<T> => {
    const { principal, role } = known.event;
    const who = principal !== null && isHolder(known, principal) ? principal : null;
    const [path, isEligible, step] = [pathOf(known), isEligibleOf(known), stepOf(known)];
    return { known, principal: who, role, path, isEligible, step };
  });
  // Events that state principal and role come first; each other event joins the first assignment that it may be about.
  const rank = ({ principal, role }: Statement<T>): number =>
    (principal === null ? 2 : 0) + (role === null ? 1 : 0);
  const all: RequestedAssignment[] = [];
  const byPrincipal = new Map<string, RequestedAssignment[]>();
  const assignmentOf = new Map<T, RequestedAssignment>();
  for (const statement of [...stated].sort((a, b) => rank(a) - rank(b))) {
    const { known, principal, role, path, isEligible, step } = statement;
    const candidates = principal === null ? all : samePrincipal(byPrincipal, principal);
    const possible = candidates.filter((assignment) => mayBeAbout(assignment, statement));
    const isAtPath = ({ paths }: RequestedAssignment): boolean =>
      path !== null && [...paths.values()].includes(path);
    const found = possible.find(isAtPath) ?? possible[0];
    const assignment = found ?? { principal, role, isEligible, paths: new Map<Step, string>() };
    if (found === undefined) {
      all.push(assignment);
      for (const key of principal === null ? [] : keysOf(principal)) {
        byPrincipal.set(key, [...(byPrincipal.get(key) ?? []), assignment]);
      }
    }
    assignment.role ??= role;
    assignment.isEligible ??= isEligible;
    if (path !== null && !assignment.paths.has(step)) assignment.paths.set(step, path);
    assignmentOf.set(known, assignment);
  }
  const [first = group, ...others] = groupBy(group, (known) => assignmentOf.get(known));
  return [first, ...others];
}

/** Whether all events name one principal, role and place by the same id, as in nearly every request. */
function isPlainlyOneAssignment(group: NonEmpty<KnownEvent>): boolean {
  const [first] = group;
  const { principal, role, scope } = first.event;
  if (!principal?.id || !role?.id) return false;
  const isEligible = isEligibleOf(first);
  return group.every(
    (known) =>
      known.event.principal?.id === principal.id &&
      known.event.role?.id === role.id &&
      known.event.scope?.id === scope?.id &&
      isEligibleOf(known) === isEligible,
  );
}

function mayBeAbout(assignment: RequestedAssignment, statement: Statement<unknown>): boolean {
  return (
    !isOtherRole(assignment.role, statement.role) &&
    (assignment.isEligible === null ||
      statement.isEligible === null ||
      assignment.isEligible === statement.isEligible) &&
    [...assignment.paths].every(([step, path]) => mayBeSamePlace({ step, path }, statement))
  );
}

/**
 * Two requests, and two completions, state the very place. Other events can state only the subscription, that of the
 * role's definition.
 */
function mayBeSamePlace(
  one: { readonly step: Step; readonly path: string },
  other: { readonly step: Step; readonly path: string | null },
): boolean {
  if (other.path === null || one.path === other.path) return true;
  if (one.step === other.step && one.step !== 'other') return false;
  return one.path.startsWith(`${other.path}/`) || other.path.startsWith(`${one.path}/`);
}

const pathOf = ({ event: { provider, scope } }: KnownEvent): string | null =>
  provider === 'azure' ? fold(scope?.id) || null : null;

/** A renewal or an extension can be completed as an assignment of the other kind. */
function isEligibleOf({ activity }: KnownEvent): boolean | null {
  if (activity.family !== 'assignment' || /extended|renewed/.test(activity.kind)) return null;
  return activity.kind.startsWith('eligible');
}

function stepOf({ activity, event }: KnownEvent): Step {
  if (activity.family !== 'activation' && activity.family !== 'assignment') return 'other';
  const { step } = activity;
  return step === 'requested' || (step === 'completed' && !didFail(event)) ? step : 'other';
}

/**
 * Maximum milliseconds between two logged requests under one id that count as one request. It leaves room beyond the
 * day in which a request is answered.
 */
const maxRepeatGap = 48 * 3_600_000;

/** Splits the events of an assignment, in order of time, wherever it is requested again long after its last request. */
function splitByTime<T extends KnownEvent>(events: NonEmpty<T>): NonEmpty<T>[] {
  const parts: [T, ...T[]][] = [];
  let last = Infinity;
  for (const known of events) {
    const at = known.event.at.getTime();
    const part = parts.at(-1);
    const isRequest = stepOf(known) === 'requested';
    if (part === undefined || (isRequest && at - last > maxRepeatGap)) parts.push([known]);
    else part.push(known);
    if (isRequest) last = at;
  }
  return parts;
}

/** The assignments of a principal: by object id, else by UPN where one of the two has no id. */
function samePrincipal(
  byPrincipal: ReadonlyMap<string, readonly RequestedAssignment[]>,
  who: Principal,
): readonly RequestedAssignment[] {
  const byId = byPrincipal.get(`id ${fold(who.id)}`);
  if (byId !== undefined) return byId;
  const byUpn = byPrincipal.get(`upn ${fold(who.upn)}`) ?? [];
  return byUpn.filter(({ principal }) => fold(who.id) === '' || fold(principal?.id) === '');
}

const keysOf = ({ id, upn }: Principal): string[] => [
  ...(fold(id) === '' ? [] : [`id ${fold(id)}`]),
  ...(fold(upn) === '' ? [] : [`upn ${fold(upn)}`]),
];

/**
 * Returns whether an event's principal is the holder: an approver can be the only person whom an event names, also in
 * later events, unless that person requested something under this id too. Names alone tell nobody apart.
 */
function holdersOf(group: readonly KnownEvent[]): (known: KnownEvent, who: Principal) => boolean {
  const deciders = group.filter(isDecision).map(({ event }) => event.initiator);
  const requesters = group
    .filter(
      (known) => stepOf(known) === 'requested' && isSameObject(known.event.initiator, known.event.principal),
    )
    .map(({ event }) => event.initiator);
  const isAmong = (people: readonly (Actor | null)[], who: Principal): boolean =>
    people.some((person) => isSameObject(person, who));
  return (known, who) =>
    keysOf(who).length > 0 && !isDecision(known) && (!isAmong(deciders, who) || isAmong(requesters, who));
}
