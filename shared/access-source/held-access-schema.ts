import * as z from 'zod';
import type { HoldingEndpoint } from '../domain/access/access-endpoint';
import type { AssignmentType, HeldAccess, MemberType } from '../domain/access/held-access';
import type { PrincipalType } from '../domain/events/people';
import { instant, text } from './wire-values';

const principal = z.object({ '@odata.type': text, id: text, displayName: text, userPrincipalName: text });

const instance = {
  principalId: text,
  memberType: text,
  assignmentType: text,
  startDateTime: instant,
  endDateTime: instant,
  principal: principal.nullish().catch(null),
};

/** A schedule instance of a role of Entra, or a plain role assignment, which has fewer fields. */
const roleInstance = z.object({
  ...instance,
  roleDefinitionId: text,
  directoryScopeId: text,
  appScopeId: text,
});

/** A schedule instance of PIM for Groups. */
const groupInstance = z.object({ ...instance, groupId: text, accessId: text });

const principalTypes: Readonly<Record<string, PrincipalType>> = {
  '#microsoft.graph.user': 'user',
  '#microsoft.graph.group': 'group',
  '#microsoft.graph.serviceprincipal': 'servicePrincipal',
};

/** What kind of directory object an OData type names; null for one that holds no roles. */
export const principalType = (odataType: string | null | undefined): PrincipalType | null =>
  principalTypes[odataType?.toLowerCase() ?? ''] ?? null;

/**
 * Reads one row of `role-eligibility` or `role-assignments`.
 * @param isPlain whether the row is a plain role assignment, read where PIM has no licence
 */
export function readRoleInstance(list: HoldingEndpoint, item: unknown, isPlain: boolean): HeldAccess {
  const wire = roleInstance.parse(item);
  return {
    ...holderOf(wire),
    list,
    roleId: wire.roleDefinitionId,
    access: null,
    scopeId: wire.directoryScopeId ?? wire.appScopeId,
    memberType: isPlain ? 'direct' : memberType(wire.memberType),
    assignmentType: assignmentType(list, wire.assignmentType),
  };
}

/** Reads one row of `group-eligibility` or `group-assignments`. */
export function readGroupInstance(list: HoldingEndpoint, item: unknown): HeldAccess {
  const wire = groupInstance.parse(item);
  const access = wire.accessId?.toLowerCase();
  return {
    ...holderOf(wire),
    list,
    roleId: null,
    access: access === 'member' || access === 'owner' ? access : 'unknown',
    scopeId: wire.groupId,
    memberType: memberType(wire.memberType),
    assignmentType: assignmentType(list, wire.assignmentType),
  };
}

type WireInstance = z.output<z.ZodObject<typeof instance>>;

function holderOf(wire: WireInstance): Pick<HeldAccess, 'principal' | 'startsAt' | 'endsAt'> {
  const { displayName = null, userPrincipalName = null, id = null } = wire.principal ?? {};
  const type = principalType(wire.principal?.['@odata.type']);
  return {
    principal: { id: wire.principalId ?? id, name: displayName, upn: userPrincipalName, type },
    startsAt: wire.startDateTime,
    endsAt: wire.endDateTime,
  };
}

const memberTypes: readonly MemberType[] = ['direct', 'group', 'inherited'];

function memberType(wire: string | null): MemberType {
  return memberTypes.find((type) => type === wire?.toLowerCase()) ?? 'unknown';
}

/** Eligibility lists do not have the field: nothing in them is an activation. */
function assignmentType(list: HoldingEndpoint, wire: string | null): AssignmentType {
  if (list === 'role-eligibility' || list === 'group-eligibility') return 'assigned';
  const type = wire?.toLowerCase();
  return type === 'assigned' || type === 'activated' ? type : 'untold';
}
