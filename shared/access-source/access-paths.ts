import type { AccessEndpoint } from '../domain/access/access-endpoint';

/** Lists that are one for the whole tenant. */
export type TenantEndpoint = Exclude<
  AccessEndpoint,
  'group-eligibility' | 'group-assignments' | 'group-members' | 'group-owners' | 'users'
>;

/** Lists that are read once a group. */
export type GroupEndpoint = Exclude<AccessEndpoint, TenantEndpoint | 'users'>;

const roleManagement = '/roleManagement/directory';
const groupFields = 'id,displayName,isAssignableToRole,membershipRule,onPremisesSyncEnabled';
const memberFields = 'id,displayName,userPrincipalName,userType,accountEnabled';
const userFields = `${memberFields},onPremisesSyncEnabled,createdDateTime`;
const directoryRoles = "scopeId eq '/' and scopeType eq 'DirectoryRole'";

/**
 * Paths under `/v1.0`. None sends `$top` where Microsoft does not document it. The filter of the role policies is
 * mandatory: without it Graph answers HTTP 400 `MissingProvider`.
 */
export const tenantPaths: Readonly<Record<TenantEndpoint, string>> = {
  'role-eligibility': `${roleManagement}/roleEligibilityScheduleInstances?$expand=principal`,
  'role-assignments': `${roleManagement}/roleAssignmentScheduleInstances?$expand=principal`,
  'role-definitions': `${roleManagement}/roleDefinitions`,
  'role-policies': `/policies/roleManagementPolicyAssignments?$filter=${encodeURIComponent(directoryRoles)}&$expand=policy($expand=rules)`,
  'conditional-access': '/identity/conditionalAccess/policies',
  groups: `/groups?$filter=${encodeURIComponent('isAssignableToRole eq true')}&$select=${groupFields}`,
};

/** Read in place of the schedules where PIM has no licence. Does not tell activations from standing assignments. */
export const unlicensedPath = `${roleManagement}/roleAssignments?$expand=principal`;

/** The path of one group's list. */
export function groupPath(endpoint: GroupEndpoint, groupId: string): string {
  const id = encodeURIComponent(groupId);
  const ofGroup = encodeURIComponent(`groupId eq ${quoted(groupId)}`);
  const privileged = '/identityGovernance/privilegedAccess/group';
  switch (endpoint) {
    case 'group-eligibility':
      return `${privileged}/eligibilityScheduleInstances?$filter=${ofGroup}`;
    case 'group-assignments':
      return `${privileged}/assignmentScheduleInstances?$filter=${ofGroup}`;
    case 'group-members':
      return `/groups/${id}/transitiveMembers?$select=${memberFields}&$top=999`;
    case 'group-owners':
      return `/groups/${id}/owners?$select=${memberFields}`;
  }
}

/** The group that a path of {@link groupPath} asks about; null for any other path. */
export function groupOf(path: string): string | null {
  const url = new URL(path, 'https://graph.invalid');
  const inFilter = /^groupId eq '(.+)'$/.exec(url.searchParams.get('$filter') ?? '')?.[1];
  const inPath = /^\/groups\/([^/]+)\//.exec(url.pathname)?.[1];
  if (inFilter !== undefined) return inFilter.replaceAll("''", "'");
  return inPath === undefined ? null : decodeURIComponent(inPath);
}

/** Users that one request may ask for: the maximum that Graph's `in` operator takes. */
export const maxUsersAtOnce = 15;

/** The path of some users. The times of their last sign-ins take AuditLog.Read.All and Entra ID P1. */
export function usersPath(ids: readonly string[], withSignIns: boolean): string {
  const filter = encodeURIComponent(`id in (${ids.map(quoted).join(',')})`);
  return `/users?$filter=${filter}&$select=${userFields}${withSignIns ? ',signInActivity' : ''}`;
}

/** A text in an OData filter. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
