import { classify } from '../catalogue/activities';
import type { Activity, ActivationStep } from '../catalogue/activity';
import { isPimService } from '../catalogue/pim-service';
import { fold } from '../domain/fold';
import {
  asPrincipal,
  isSameObject,
  type Actor,
  type Principal,
  type PrincipalType,
  type Provider,
} from '../domain/events/people';
import type { DirectoryAudit, TargetResource } from './event-schema';
import { detail, firstKnownText, firstKnownTextOf, known, otherTargets, targetsOf } from './wire-facts';

/** Who an event names, as far as the event alone says who is who. */
export interface WirePeople {
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  /** Targets that may be the principal although their type does not say so: only other events can tell. */
  readonly candidates: readonly Principal[];
}

/** The form of an object id. */
export const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Types of principals, with the types of targets, folded. */
const principalTypes: readonly (readonly [PrincipalType, string])[] = [
  ['user', 'user'],
  ['servicePrincipal', 'serviceprincipal'],
  ['group', 'group'],
];

/**
 * Returns who an event names: targets by type, never by index. In Azure resource events the requester can be a target of
 * type `Other`, and the only `User` the approver (Microsoft's documentation of the Azure resource audit): an approver is
 * never returned as the principal of an event that names somebody else.
 */
export function peopleOf(wire: DirectoryAudit, provider: Provider): WirePeople {
  const stated = initiatorOf(wire);
  const activity = classify(wire.activityDisplayName);
  const step = activity?.family === 'activation' ? activity.step : null;
  const typed = typedPrincipals(wire, provider);
  const isDecision = step === 'approved' || step === 'denied' || activity?.family === 'decision';
  if (isDecision) return peopleOfDecision(wire, provider, stated, typed);
  // Elsewhere a typed principal is reliable, and `Other` is an alert, a resource or unknown.
  const mayBeOther = isAboutSomebody(activity) && (provider === 'azure' || typed.length === 0);
  const others = mayBeOther ? otherObjects(wire, stated) : [];
  const initiator = completed(stated, [...typed, ...others]);
  const isInitiator = (who: Principal): boolean => isSameObject(who, initiator);
  const candidates = others.filter((who) => !isInitiator(who));
  const requester = others.find(isInitiator);
  const concerned = typed.find((who) => !isInitiator(who));
  if (step !== null && requester !== undefined) return { initiator, principal: requester, candidates: [] };
  if (concerned !== undefined) {
    const own = step === null ? undefined : typed.find(isInitiator);
    return { initiator, principal: activator(step, own, typed) ?? concerned, candidates: [] };
  }
  // People activate their own roles: the user is concerned, whatever else the event names.
  const certain =
    step !== null && typed.length > 0 ? candidates.find(hasUpn) : certainPerson(wire, provider, candidates);
  const principal = certain ?? typed[0] ?? requester ?? null;
  return { initiator, principal, candidates: candidates.filter((who) => who !== principal) };
}

/** Steps that an administrator takes for somebody else too. */
const stepsForOthers: readonly (ActivationStep | null)[] = [
  'deactivation-requested',
  'deactivated',
  'cancelled',
];

/**
 * Returns the activating user of an event that names several principals, its initiator among them: people activate their
 * own roles, and the others are the group that makes them eligible, an app or their approvers. An event of an end is about
 * another user, if it names one.
 */
function activator(
  step: ActivationStep | null,
  own: Principal | undefined,
  typed: readonly Principal[],
): Principal | undefined {
  if (own === undefined || !stepsForOthers.includes(step)) return own;
  return typed.find((who) => isUser(who) && who !== own) ?? own;
}

/**
 * Returns who decided on a request, and whose request it was. The initiator is the approver: somebody else among the
 * targets is the requester. Where nobody else is, the event names only its approver, and the requester is a target of type
 * `Other` or in the request's other events. Where PIM logs the decision of an Azure request itself, the only `User` is the
 * approver.
 */
function peopleOfDecision(
  wire: DirectoryAudit,
  provider: Provider,
  stated: Actor | null,
  typed: readonly Principal[],
): WirePeople {
  const all = otherObjects(wire, stated);
  const isNobody = stated === null || isPimService(stated);
  const approver = isNobody && provider === 'azure' && all.length > 0 ? typed.find(isUser) : undefined;
  const initiator = approver ? asActor(approver) : completed(stated, [...typed, ...all]);
  const isInitiator = (who: Principal): boolean => isSameObject(who, initiator);
  const concerned = typed.find((who) => !isInitiator(who));
  if (concerned !== undefined) return { initiator, principal: concerned, candidates: [] };
  const candidates = all.filter((who) => !isInitiator(who));
  const principal = certainPerson(wire, provider, candidates) ?? null;
  return { initiator, principal, candidates: candidates.filter((who) => who !== principal) };
}

/**
 * Returns the group that an event of PIM for Groups is about. A group can be the principal too: then the event names two
 * groups, the principal before the PIM group, which is repeated at the end (seen in code that runs on such events).
 */
export function pimGroupOf(wire: DirectoryAudit): TargetResource | undefined {
  const groups = targetsOf(wire, 'group');
  const keys = groups.map(groupKey);
  const isRepeated = (key: string): boolean => keys.indexOf(key) !== keys.lastIndexOf(key);
  const found = groups.findLast((group) => isRepeated(groupKey(group))) ?? groups.at(-1);
  // One of its two targets can lack the name.
  return groups.find((group) => group.displayName && found && groupKey(group) === groupKey(found)) ?? found;
}

function typedPrincipals(wire: DirectoryAudit, provider: Provider): Principal[] {
  const pimGroup = provider === 'group' ? pimGroupOf(wire) : undefined;
  const found: Principal[] = [];
  for (const [type, folded] of principalTypes) {
    for (const target of targetsOf(wire, folded)) {
      if (type === 'group' && pimGroup && groupKey(target) === groupKey(pimGroup)) continue;
      const principal = principalOf(target, type);
      if ((principal.id ?? principal.name ?? principal.upn) !== null) found.push(principal);
    }
  }
  return found;
}

/** Target types that {@link otherObjects} skips. */
const typesReadElsewhere =
  'user group serviceprincipal role request directory administrativeunit policy device'.split(' ');

/**
 * Returns targets of type `Other`, or of a type that this program does not know yet, that are directory objects: not a path,
 * nor one of the other ids that the event names.
 */
function otherObjects(wire: DirectoryAudit, initiator: Actor | null): Principal[] {
  const taken = [
    detail(wire, 'tid'),
    detail(wire, 'RoleAssignmentRequestId', 'RequestId'),
    detail(wire, 'TemplateId'),
    detail(wire, 'RoleDefinitionOriginId'),
    ...targetsOf(wire, 'role', 'request', 'directory').map(({ id }) => id),
  ].map(fold);
  return otherTargets(wire, typesReadElsewhere)
    .filter(({ id }) => objectId.test(id?.trim() ?? '') && !taken.includes(fold(id)))
    .map((target) => principalOf(target, null))
    .map((who) =>
      initiator && isSameObject(who, initiator) ? { ...who, type: asPrincipal(initiator).type } : who,
    );
}

function initiatorOf({ initiatedBy }: DirectoryAudit): Actor | null {
  const { user, app } = initiatedBy ?? {};
  const person = {
    id: known(user?.id),
    name: visible(user?.displayName),
    upn: known(user?.userPrincipalName),
  };
  if (person.id ?? person.name ?? person.upn) return { ...person, type: 'user' };
  const program = {
    id: firstKnownText(app?.servicePrincipalId, app?.appId),
    name: visible(app?.displayName),
  };
  return (program.id ?? program.name) ? { ...program, upn: null, type: 'app' } : null;
}

const isUser = ({ type }: Principal): boolean => type === 'user';

/** An initiator with the name and UPN that a target of the same id has. */
function completed(initiator: Actor | null, targets: readonly Principal[]): Actor | null {
  if (initiator === null) return null;
  const isApp = initiator.type === 'app';
  if (initiator.name !== null && (isApp || initiator.upn !== null)) return initiator;
  const same = targets.filter((who) => isSameObject(who, initiator));
  const upn = isApp ? null : firstKnownTextOf(same.map((who) => who.upn));
  return {
    ...initiator,
    name: initiator.name ?? firstKnownTextOf(same.map(({ name }) => name)),
    upn: initiator.upn ?? upn,
  };
}

/**
 * Returns the target that is a person for certain: one with a UPN; in an Azure event whose place is a target of its own, with
 * a path and a name, also the only other one with a name, whatever that name is.
 */
function certainPerson(
  wire: DirectoryAudit,
  provider: Provider,
  candidates: readonly Principal[],
): Principal | undefined {
  const [only, ...others] = candidates.filter(({ name }) => name !== null);
  const isOwnPlace = ({ id, displayName }: TargetResource): boolean =>
    known(id)?.startsWith('/') === true && known(displayName) !== null;
  const hasOwnPlace = provider === 'azure' && (wire.targetResources ?? []).some(isOwnPlace);
  return candidates.find(hasUpn) ?? (hasOwnPlace && others.length === 0 ? only : undefined);
}

const hasUpn = ({ upn }: Principal): boolean => upn !== null;

/** Whether an activity concerns somebody's hold on a role, and not a setting, an alert or a resource. */
const isAboutSomebody = (activity: Activity | undefined): boolean =>
  activity !== undefined && activity.family !== 'administration' && activity.family !== 'ignored';

const asActor = ({ id, name, upn }: Principal): Actor => ({ id, name, upn, type: 'user' });

function principalOf(target: TargetResource, type: PrincipalType | null): Principal {
  const [id, name] = [known(target.id), visible(target.displayName)];
  return { id, name, upn: known(target.userPrincipalName), type };
}

/** Characters that nobody sees although they are letters or symbols. */
const blankLetters = String.raw`\u115f\u1160\u2800\u3164\uffa0`;
const visibleCharacter = new RegExp(String.raw`[^\p{C}\p{Z}\p{M}${blankLetters}]`, 'u');

/** Returns a display name; null when nothing of it can be seen: people choose their own. */
function visible(name: string | null | undefined): string | null {
  const text = known(name);
  return text !== null && visibleCharacter.test(text) ? text : null;
}

const groupKey = (group: TargetResource): string => fold(group.id) || `name ${fold(group.displayName)}`;
