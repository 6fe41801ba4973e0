import { classify, type Activity } from '../catalogue/activities';
import { fold } from '../domain/fold';
import {
  asPrincipal,
  type Actor,
  type Identity,
  type Principal,
  type PrincipalType,
  type Provider,
} from '../domain/people';
import type { DirectoryAudit, TargetResource } from './event-schema';
import { detail, firstKnown, known, targetsOf } from './wire-facts';

/** Who an event names, as far as the event alone says who is who. */
export interface WirePeople {
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  /** Targets that may be the principal although their type does not say so: only other events can tell. */
  readonly candidates: readonly Principal[];
}

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const principalTypes: readonly (readonly [string, PrincipalType])[] = [
  ['User', 'user'],
  ['ServicePrincipal', 'servicePrincipal'],
  ['Group', 'group'],
];

/**
 * Returns who an event names: targets by type, never by index. In Azure resource events the requester can be a target of
 * type `Other`, and the only `User` the approver (Microsoft's documentation of the Azure resource audit): an approver is
 * never returned as the principal of an event that names somebody else.
 */
export function peopleOf(wire: DirectoryAudit, provider: Provider): WirePeople {
  const initiator = initiatorOf(wire);
  const activity = classify(wire.activityDisplayName);
  const step = activity?.family === 'activation' ? activity.step : null;
  // The initiator of a decision is the approver.
  const isDecision = step === 'approved' || step === 'denied';
  const typed = typedPrincipals(wire, provider);
  // Elsewhere a typed principal is reliable, and `Other` is an alert, a resource or unknown.
  const mayBeOther = isAboutSomebody(activity) && (provider === 'azure' || typed.length === 0);
  const others = mayBeOther ? otherObjects(wire, initiator) : [];
  const isInitiator = (who: Principal): boolean => isSameObject(who, initiator);
  const candidates = others.filter((who) => !isInitiator(who));
  if (provider === 'azure' && isDecision && candidates.length > 0) {
    const approver = typed.find(({ type }) => type === 'user');
    const named = candidates.find(({ upn }) => upn !== null) ?? null;
    return { initiator: initiator ?? asActor(approver), principal: named, candidates };
  }
  const requester = isDecision ? undefined : others.find(isInitiator);
  const concerned = typed.find((who) => !isInitiator(who));
  if (step !== null && requester !== undefined) return { initiator, principal: requester, candidates: [] };
  if (concerned !== undefined) return { initiator, principal: concerned, candidates: [] };
  // The only person of an Azure decision is its approver; who requested it is in the request's other events.
  const own = provider === 'azure' && isDecision ? undefined : (typed[0] ?? requester);
  const principal = candidates.find(({ upn }) => upn !== null) ?? own ?? null;
  return { initiator, principal, candidates: candidates.filter((who) => who !== principal) };
}

/**
 * Returns the group that an event of PIM for Groups is about. A group can be the principal too: then the event names two
 * groups, the principal before the PIM group, which is repeated at the end (seen in code that runs on such events).
 */
export function pimGroupOf(wire: DirectoryAudit): TargetResource | undefined {
  const groups = targetsOf(wire, 'Group');
  const keys = groups.map(groupKey);
  const isRepeated = (key: string): boolean => keys.indexOf(key) !== keys.lastIndexOf(key);
  return groups.findLast((group) => isRepeated(groupKey(group))) ?? groups.at(-1);
}

function typedPrincipals(wire: DirectoryAudit, provider: Provider): Principal[] {
  const pimGroup = provider === 'group' ? pimGroupOf(wire) : undefined;
  return principalTypes.flatMap(([wireType, type]) =>
    targetsOf(wire, wireType)
      .filter((target) => type !== 'group' || !pimGroup || groupKey(target) !== groupKey(pimGroup))
      .map((target) => principalOf(target, type))
      .filter(({ id, name, upn }) => (id ?? name ?? upn) !== null),
  );
}

/** Targets of type `Other` that are directory objects: not a path, nor one of the other ids that the event names. */
function otherObjects(wire: DirectoryAudit, initiator: Actor | null): Principal[] {
  const taken = [
    detail(wire, 'tid'),
    detail(wire, 'RoleAssignmentRequestId', 'RequestId'),
    detail(wire, 'TemplateId'),
    detail(wire, 'RoleDefinitionOriginId'),
    ...targetsOf(wire, 'Role', 'Request', 'Directory').map(({ id }) => id),
  ].map(fold);
  return targetsOf(wire, 'Other', '')
    .filter(({ id }) => objectId.test(id?.trim() ?? '') && !taken.includes(fold(id)))
    .map((target) => principalOf(target, null))
    .map((who) =>
      initiator && isSameObject(who, initiator) ? { ...who, type: asPrincipal(initiator).type } : who,
    );
}

function initiatorOf({ initiatedBy }: DirectoryAudit): Actor | null {
  const { user, app } = initiatedBy ?? {};
  const person = { id: known(user?.id), name: known(user?.displayName), upn: known(user?.userPrincipalName) };
  if (person.id ?? person.name ?? person.upn) return { ...person, type: 'user' };
  const program = { id: firstKnown(app?.servicePrincipalId, app?.appId), name: known(app?.displayName) };
  return (program.id ?? program.name) ? { ...program, upn: null, type: 'app' } : null;
}

/** Whether an activity concerns somebody's hold on a role, and not a setting, an alert or a resource. */
const isAboutSomebody = (activity: Activity | undefined): boolean =>
  activity !== undefined && activity.family !== 'administration' && activity.family !== 'noise';

const asActor = (who: Principal | undefined): Actor | null =>
  who === undefined ? null : { id: who.id, name: who.name, upn: who.upn, type: 'user' };

function principalOf(target: TargetResource, type: PrincipalType | null): Principal {
  const [id, name] = [known(target.id), known(target.displayName)];
  return { id, name, upn: known(target.userPrincipalName), type };
}

const groupKey = (group: TargetResource): string => fold(group.id) || `name ${fold(group.displayName)}`;

/** By object id, else by UPN. */
function isSameObject(a: Identity, b: Identity | null): boolean {
  if (a.id !== null && b?.id) return fold(a.id) === fold(b.id);
  return a.upn !== null && fold(a.upn) === fold(b?.upn);
}
