import type { Principal, PrincipalType, RatedRole, Scope } from '../domain/events/people';

const portal = 'https://entra.microsoft.com/#view';

/** The pages of the portal, each followed by an object id, as its own address bar shows them. */
const pages: Readonly<Record<PrincipalType, string>> = {
  user: `${portal}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/`,
  group: `${portal}/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/`,
  servicePrincipal: `${portal}/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/`,
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The page of the Entra portal about a principal; null unless its kind is known and its id is a well-formed object id,
 * so that an address never contains text that somebody typed.
 */
export function entraPage(who: Pick<Principal, 'id' | 'type'> | null) {
  const [id, type] = [who?.id ?? '', who?.type ?? null];
  if (type === null || !guid.test(id)) return null;
  return { url: pages[type] + id.toLowerCase() };
}

/**
 * The page of the Entra portal about who holds a directory role. Null unless it is a privileged role of the whole
 * directory: the address needs the template id of a built-in role, and it differs for custom roles, groups and Azure.
 * Microsoft's own assessment of Zero Trust links to roles by this address.
 */
export function entraRolePage(role: RatedRole | null, scope: Scope | null, tenantId: string | null) {
  const id = role?.id?.toLowerCase() ?? '';
  if (role === null || !role.privileged || scope?.id !== '/') return null;
  if (!guid.test(id) || !guid.test(tenantId ?? '') || !/^[\w ()-]+$/.test(role.name ?? '')) return null;
  const parts = {
    roleObjectId: id,
    roleId: id,
    roleTemplateId: id,
    roleName: encodeURIComponent(role.name ?? ''),
    'isRoleCustom~': 'false',
    resourceScopeId: '%2F',
    resourceId: tenantId ?? '',
  };
  const path = Object.entries(parts).flat().join('/');
  return { url: `${portal}/Microsoft_Azure_PIMCommon/UserRolesViewModelMenuBlade/~/members/${path}` };
}
