import { fold } from '../domain/fold';
import type { Provider, Scope } from '../domain/people';
import type { DirectoryAudit } from './event-schema';
import { detail, firstKnown, known, targetsOf } from './wire-facts';

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
  const roleName = targetsOf(wire, 'Role')[0]?.displayName ?? '';
  return /^(member|owner)$/i.test(roleName) && targetsOf(wire, 'Group').length > 0 ? 'group' : 'entra';
}

/**
 * Returns where the role of a wire event applies: the group in PIM for Groups, the Azure path of a resource role, the
 * administrative unit or the whole directory of an Entra role. Null when the event does not say.
 */
export function scopeOf(wire: DirectoryAudit, provider: Provider): Scope | null {
  if (provider === 'group') return asScope(targetsOf(wire, 'Group')[0]);
  const path = pathOf(wire, provider === 'azure' ? azurePath : unitPath);
  if (path !== null) return { id: path, name: nameOfPath(wire, path) };
  return asScope(targetsOf(wire, 'AdministrativeUnit')[0] ?? targetsOf(wire, 'Directory')[0]);
}

/** Returns the first matching path among the targets' ids, else the front part of the role's or assignment's id. */
function pathOf(wire: DirectoryAudit, pattern: RegExp): string | null {
  const own = (wire.targetResources ?? []).map((target) => known(target.id));
  const derived = [detail(wire, 'OriginRoleAssignmentId'), detail(wire, 'RoleDefinitionOriginId')];
  for (const id of [...own.filter((id) => id !== null && !authorizationPart.test(id)), ...own, ...derived]) {
    const path = id?.replace(authorizationPart, '') ?? '';
    if (pattern.test(`${path}/`) && path !== '')
      return unitPath.test(path) ? path.split('/').slice(0, 3).join('/') : path;
  }
  return null;
}

function nameOfPath(wire: DirectoryAudit, path: string): string | null {
  const targets = wire.targetResources ?? [];
  const exact = targets.filter((target) => fold(target.id) === fold(path));
  const places = targets.filter(
    (target) => !/^(role|request|user|group|serviceprincipal|directory)$/i.test(target.type ?? ''),
  );
  return firstKnown(...[...exact, ...places].map((target) => target.displayName));
}

function asScope(
  target: { id?: string | null | undefined; displayName?: string | null | undefined } | undefined,
) {
  const scope = { id: known(target?.id), name: known(target?.displayName) };
  return scope.id === null && scope.name === null ? null : scope;
}
