import { fold } from '../domain/fold';
import type { Provider, Scope } from '../domain/events/people';
import type { DirectoryAudit, TargetResource } from './event-schema';
import { detail, known, modified, targetsOf } from './wire-facts';
import { objectId, pimGroupOf, type WirePeople } from './wire-people';

const azurePath = /^\/(subscriptions|providers\/Microsoft\.Management\/managementGroups)\//i;
const unitPath = /^\/administrativeUnits\//i;
const authorizationPart = /\/providers\/Microsoft\.Authorization\/.*$/is;

/** Returns the provider of a wire event: by its category, or for other categories (ApplicationManagement) by its targets. */
export function providerOf(wire: DirectoryAudit): Provider {
  const category = fold(wire.category);
  if (category === 'groupmanagement') return 'group';
  if (category === 'resourcemanagement') return 'azure';
  if (category === 'rolemanagement') return 'entra';
  if (pathOf(wire, azurePath) !== null) return 'azure';
  const roleName = known(targetsOf(wire, 'role')[0]?.displayName) ?? '';
  return /^(member|owner)$/i.test(roleName) && targetsOf(wire, 'group').length > 0 ? 'group' : 'entra';
}

/**
 * Returns where the role of a wire event applies: the group in PIM for Groups, the Azure path of a resource role, the
 * administrative unit or the whole directory of an Entra role. Null when the event does not say.
 * @param people whom the event names, and its targets of type `Other` that may be people
 */
export function scopeOf(wire: DirectoryAudit, provider: Provider, people: WirePeople): Scope | null {
  if (provider === 'group') return asScope(pimGroupOf(wire));
  const path = pathOf(wire, provider === 'azure' ? azurePath : unitPath);
  if (path !== null) return { id: path, name: nameOfPath(wire, path, people) };
  return (provider === 'entra' ? unitOf(wire) : null) ?? asScope(targetsOf(wire, 'directory')[0]);
}

/**
 * The administrative unit of an assignment outside PIM, which Core Directory names by a target of its own or among the
 * modified properties, under an id without a path.
 */
function unitOf(wire: DirectoryAudit): Scope | null {
  const [target] = [...targetsOf(wire, 'administrativeunit'), ...scopedObjects(wire)];
  const all = wire.targetResources ?? [];
  const id = known(target?.id) ?? modified(all, 'AdministrativeUnit.ObjectID');
  const name = known(target?.displayName) ?? modified(all, 'AdministrativeUnit.DisplayName');
  return id === null && name === null ? null : { id: id && `/administrativeUnits/${id}`, name };
}

/** Graph knows no type for a unit: that of a scoped assignment can be the target of type `Other` that is an object. */
function scopedObjects(wire: DirectoryAudit): TargetResource[] {
  const hasPrincipal = targetsOf(wire, 'user', 'group', 'serviceprincipal').length > 0;
  if (!hasPrincipal || !/\bscoped\b/i.test(wire.activityDisplayName)) return [];
  return targetsOf(wire, 'other', '').filter(({ id }) => objectId.test(id?.trim() ?? ''));
}

const isPath = (id: string | null): id is string => id?.startsWith('/') === true;

/** Returns the first matching path among the targets' ids, else the front part of the role's or assignment's id. */
function pathOf(wire: DirectoryAudit, pattern: RegExp): string | null {
  const own = (wire.targetResources ?? []).map(({ id }) => known(id)).filter(isPath);
  const derived = [detail(wire, 'OriginRoleAssignmentId'), detail(wire, 'RoleDefinitionOriginId')].filter(
    isPath,
  );
  for (const id of [...own.filter((id) => !authorizationPart.test(id)), ...own, ...derived]) {
    const path = id.replace(authorizationPart, '');
    if (pattern.test(`${path}/`) && path !== '')
      return unitPath.test(path) ? path.split('/').slice(0, 3).join('/') : path;
  }
  return null;
}

/**
 * Returns the name of a path: that of its own target, else that of a target which is no person. Of several that may be
 * people the event alone does not tell which is the place.
 */
function nameOfPath(
  wire: DirectoryAudit,
  path: string,
  { initiator, principal, candidates }: WirePeople,
): string | null {
  const targets = wire.targetResources ?? [];
  const people = [initiator, principal, ...candidates.filter(({ upn }) => upn !== null)];
  const isPerson = ({ id }: TargetResource): boolean => people.some((who) => isSameId(who?.id, id));
  const mayBePerson = ({ id }: TargetResource): boolean => candidates.some((who) => isSameId(who.id, id));
  const exact = targets.filter((target) => fold(target.id) === fold(path));
  const places = targets.filter(
    (target) =>
      !/^(role|request|user|group|serviceprincipal|directory)$/i.test(target.type?.trim() ?? '') &&
      !isPerson(target),
  );
  const named = (some: readonly TargetResource[]): string[] =>
    some.flatMap(({ displayName }) => known(displayName) ?? []);
  const [certain] = named([...exact, ...places.filter((place) => !mayBePerson(place))]);
  const [only, ...others] = new Set(named(places.filter(mayBePerson)));
  return certain ?? (others.length === 0 ? (only ?? null) : null);
}

const isSameId = (a: string | null | undefined, b: string | null | undefined): boolean =>
  fold(a) !== '' && fold(a) === fold(b);

function asScope(
  target: { id?: string | null | undefined; displayName?: string | null | undefined } | undefined,
) {
  const scope = { id: known(target?.id), name: known(target?.displayName) };
  return scope.id === null && scope.name === null ? null : scope;
}
