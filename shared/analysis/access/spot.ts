import type { RoleDefinition, HeldAccess } from '../../domain/access/held-access';
import { currentRoleName } from '../../catalogue/privileged-roles';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import type { Principal, Role, Scope } from '../../domain/events/people';

/**
 * Who holds what, and where, in words that a snapshot and an event share: ids in lower case. A role is known by its
 * template, a place in a group by "group member" or "group owner". Null where an event does not say.
 */
export interface Spot {
  readonly principal: string | null;
  readonly role: string | null;
  /** `/` for the whole directory, else the id of the unit, object or group. */
  readonly scope: string | null;
  /** Whether the scope is a single object of the directory, such as an application: events do not name these. */
  readonly isObject?: boolean;
}

/** A spot of which everything is known, as one text. */
export const spotKey = ({ principal, role, scope }: Spot): string | null =>
  principal === null || role === null || scope === null ? null : JSON.stringify([principal, role, scope]);

/** Which role a spot is about, and where, as one text. */
export const placeKey = ({ role, scope }: Spot): string => JSON.stringify([role, scope]);

/** What is known beside rows and events, to match one with the other. */
export interface SpotFacts {
  readonly definitions: readonly RoleDefinition[];
  /** Every row of every snapshot that is compared. */
  readonly rows: Iterable<HeldAccess>;
}

const fold = (text: string | null | undefined): string | null => {
  const folded = text?.trim().toLowerCase() ?? '';
  return folded === '' ? null : folded;
};

/** Makes what turns rows and events into spots. */
export function createSpots({ definitions, rows }: SpotFacts) {
  const roles = new Map<string, string>();
  const rolesByName = new Map<string, string>();
  for (const { id, templateId, name, isBuiltIn } of definitions) {
    const role = (templateId ?? id).toLowerCase();
    roles.set(id.toLowerCase(), role).set(role, role);
    if (name === null) continue;
    // Anybody who may make roles can give one the name of a built-in role.
    const key = currentRoleName(name);
    if (isBuiltIn === true || !rolesByName.has(key)) rolesByName.set(key, role);
  }
  const idsByUpn = new Map<string, string>();
  const scopes = new Set<string>();
  for (const { principal, scopeId, roleId } of rows) {
    const [id, upn] = [fold(principal.id), fold(principal.upn)];
    if (id !== null && upn !== null) idsByUpn.set(upn, id);
    scopes.add(scopeOfRow(scopeId));
    const role = fold(roleId);
    if (role !== null && !roles.has(role)) roles.set(role, role);
  }

  /** By id where the tenant knows it; the events of some logs carry another id of the role, and its name. */
  function roleOf(role: Role | null): string | null {
    const id = fold(role?.id);
    const known = id === null ? undefined : roles.get(id);
    if (known !== undefined) return known;
    const byName =
      fold(role?.name) === null ? undefined : rolesByName.get(currentRoleName(role?.name ?? null));
    return byName ?? id;
  }

  function principalOf(principal: Principal | null): string | null {
    return fold(principal?.id) ?? idsByUpn.get(fold(principal?.upn) ?? '') ?? null;
  }

  /** The directory's own scope has the tenant's id in events, and none in many of the directory's. */
  function directoryScope(scope: Scope | null): string | null {
    const id = fold(scope?.id);
    if (id === null) return (scope?.name ?? null) === null ? '/' : null;
    if (id === '/') return id;
    const last = id.slice(id.lastIndexOf('/') + 1);
    return id.startsWith('/') || scopes.has(id) ? last : '/';
  }

  return {
    ofRow({ principal, roleId, access, scopeId }: HeldAccess): Spot {
      const role =
        access === null
          ? roleOf({ id: roleId, name: null })
          : access === 'unknown'
            ? null
            : `group ${access}`;
      const isObject = access === null && /^\/[^/]+$/.test(scopeId?.trim() ?? '');
      return {
        principal: fold(principal.id),
        role,
        scope: scopeId === null ? null : scopeOfRow(scopeId),
        isObject,
      };
    },

    /** Null for what no snapshot tells: roles of Azure resources, and events that name no role. */
    ofEvent({
      provider,
      principal,
      role,
      scope,
    }: Pick<Change | Elevation, 'provider' | 'principal' | 'role' | 'scope'>): Spot | null {
      if (provider === 'azure') return null;
      if (provider === 'group') {
        const name = fold(role?.name);
        const place = name === 'member' || name === 'owner' ? `group ${name}` : null;
        return { principal: principalOf(principal), role: place, scope: fold(scope?.id) };
      }
      return { principal: principalOf(principal), role: roleOf(role), scope: directoryScope(scope) };
    },

    roleOf,
  };
}

export type Spots = ReturnType<typeof createSpots>;

/** `/` as it is, of anything longer the last part: `/administrativeUnits/{id}`, `/{id}` and `{id}` are one. */
function scopeOfRow(scopeId: string | null): string {
  const scope = scopeId?.trim().toLowerCase() ?? '/';
  return scope === '/' || scope === '' ? '/' : scope.slice(scope.lastIndexOf('/') + 1);
}
