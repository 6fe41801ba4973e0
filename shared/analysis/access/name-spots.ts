import { isPrivileged } from '../../catalogue/privileged-roles';
import type {
  DirectoryGroup,
  DirectoryUser,
  GroupPerson,
  HeldAccess,
  RoleDefinition,
} from '../../domain/access/held-access';
import type { Principal, RatedRole, Role, Scope } from '../../domain/events/people';
import type { Change } from '../../domain/events/change';
import type { KnownName } from './known-names';

/** Who holds what, and where, in a report's words. */
export interface Holder {
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
}

export interface NameFacts {
  readonly definitions: readonly RoleDefinition[];
  readonly groups: readonly DirectoryGroup[];
  readonly users: readonly DirectoryUser[];
  readonly members: readonly GroupPerson[];
  /** What stored events call people, groups, roles and units, by id in lower case. */
  readonly known: ReadonlyMap<string, KnownName>;
  readonly privilegedRoles: readonly string[];
}

/**
 * Gives rows and events their names: those of the directory, else those that Graph sent beside the row, else those of
 * our stored events. What has none keeps its id.
 */
export function createNameSpots(facts: NameFacts) {
  const { known, privilegedRoles } = facts;
  const people = new Map<string, Partial<Principal>>();
  for (const group of facts.groups) people.set(group.id.toLowerCase(), { ...group, type: 'group' });
  for (const { id, name, upn, type } of facts.members)
    if (id !== null) people.set(id.toLowerCase(), { name, upn, type });
  for (const { id, name, upn } of facts.users) people.set(id.toLowerCase(), { name, upn, type: 'user' });
  const definitions = new Map(
    facts.definitions.flatMap((definition) =>
      [definition.id, definition.templateId ?? definition.id].map(
        (id) => [id.toLowerCase(), definition] as const,
      ),
    ),
  );

  function principalOf(principal: Principal): Principal {
    const id = principal.id?.toLowerCase() ?? '';
    const [directory, events] = [people.get(id), known.get(id)];
    return {
      id: principal.id,
      name: directory?.name ?? principal.name ?? events?.name ?? null,
      upn: directory?.upn ?? principal.upn ?? events?.upn ?? null,
      type: directory?.type ?? principal.type ?? events?.type ?? null,
    };
  }

  /** A built-in role is known by its template's id, as in events. */
  function roleOf({ id, name }: Role): RatedRole {
    const definition = definitions.get(id?.toLowerCase() ?? '');
    const role = {
      id: definition?.templateId ?? definition?.id ?? id,
      name: definition?.name ?? name ?? known.get(id?.toLowerCase() ?? '')?.name ?? null,
    };
    return { ...role, privileged: isPrivileged(role, privilegedRoles) };
  }

  function directoryScope(scopeId: string | null): Scope {
    if (scopeId === null || scopeId === '/') return { id: '/', name: 'Directory' };
    const id = scopeId.slice(scopeId.lastIndexOf('/') + 1).toLowerCase();
    return { id: scopeId, name: known.get(id)?.name ?? people.get(id)?.name ?? null };
  }

  function groupScope(groupId: string | null): Scope {
    const id = groupId?.toLowerCase() ?? '';
    return { id: groupId, name: people.get(id)?.name ?? known.get(id)?.name ?? null };
  }

  const placeIn = (access: HeldAccess['access']): RatedRole => ({
    id: null,
    name: access === 'member' ? 'Member' : access === 'owner' ? 'Owner' : null,
    privileged: false,
  });

  return {
    ofRow: ({ principal, roleId, access, scopeId }: HeldAccess): Holder => ({
      principal: principalOf(principal),
      role: access === null ? roleOf({ id: roleId, name: null }) : placeIn(access),
      scope: access === null ? directoryScope(scopeId) : groupScope(scopeId),
    }),

    /** The same words for an event, so that a reader finds the row that it is about. */
    ofChange({ provider, principal, role, scope }: Change): Holder {
      const nobody = { id: null, name: null, upn: null, type: null };
      const who = principalOf(principal ?? nobody);
      if (provider === 'group') {
        const access = role?.name?.toLowerCase() === 'owner' ? 'owner' : 'member';
        return { principal: who, role: placeIn(access), scope: groupScope(scope?.id ?? null) };
      }
      const isUnit = /^\/administrativeunits\//i.test(scope?.id ?? '');
      return {
        principal: who,
        role: roleOf(role ?? { id: null, name: null }),
        scope: isUnit && scope !== null ? { ...scope, name: scope.name ?? null } : directoryScope(null),
      };
    },

    principalOf,
    roleOf,
    groupScope,
  };
}

export type NameSpots = ReturnType<typeof createNameSpots>;
