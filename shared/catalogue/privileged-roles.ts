import { fold } from '../domain/fold';
import { roleIdKey, type Role } from '../domain/events/people';
import { renamedRole } from './former-role-names';

/**
 * The built-in Entra roles that Microsoft labels privileged (`isPrivileged`), name by template id.
 * Source: learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference, edition of
 * 20 January 2026. Microsoft moves the label now and then; a tenant adds its own through `FINDINGS.privilegedRoles`.
 */
export const privilegedEntraRoles: Readonly<Record<string, string>> = {
  'db506228-d27e-4b7d-95e5-295956d6615f': 'Agent ID Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  'cf1c38e5-3621-4004-a7cb-879624dced7c': 'Application Developer',
  'ecb2c6bf-0ab6-418e-bd87-7986f8d63bbe': 'Attribute Provisioning Administrator',
  '422218e4-db15-4ef9-bbe0-8afb41546d79': 'Attribute Provisioning Reader',
  'c4e39bd9-1100-46d3-8c65-fb160da0071f': 'Authentication Administrator',
  '25a516ed-2fa0-40ea-a2d0-12923a21473a': 'Authentication Extensibility Administrator',
  'aaf43236-0c0d-4d5f-883a-6955382ac081': 'B2C IEF Keyset Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
  '7698a772-787b-4ac8-901f-60d6b08affd2': 'Cloud Device Administrator',
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9': 'Conditional Access Administrator',
  '9360feb5-f418-4baa-8175-e2a00bac4301': 'Directory Writers',
  '8329153b-31d0-4727-b945-745eb3bc5f31': 'Domain Name Administrator',
  'be2f45a1-457d-42af-a067-6ec1fa63bc45': 'External Identity Provider Administrator',
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': 'Helpdesk Administrator',
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2': 'Hybrid Identity Administrator',
  '3a2c62db-5318-420d-8d74-23affee5d9d5': 'Intune Administrator',
  '59d46f88-662b-457b-bceb-5c3809e5908f': 'Lifecycle Workflows Administrator',
  '4ba39ca4-527c-499a-b93d-d9b492c50246': 'Partner Tier1 Support',
  'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8': 'Partner Tier2 Support',
  '966707d0-3269-4727-9be2-8c3a10f19b9d': 'Password Administrator',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': 'Privileged Authentication Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  '194ae4cb-b126-40b2-bd5b-6091b380977d': 'Security Administrator',
  '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f': 'Security Operator',
  '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
  'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
};

/**
 * The Azure roles whose holders can grant access to others, name by role definition GUID. Azure has no `isPrivileged`;
 * these are the "privileged administrator roles" that can assign roles. Contributor and Reservations Administrator
 * belong to Azure's wider group but cannot assign roles: a tenant that wants them adds them. Source: learn.microsoft.com/azure/role-based-access-control/built-in-roles#privileged.
 */
export const privilegedAzureRoles: Readonly<Record<string, string>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': 'Role Based Access Control Administrator',
};

/** Template id of Global Administrator. */
export const globalAdministratorId = '62e90394-69f5-4237-9190-012177145e10';

/** Template ids of the tier-0 roles: their holders can take over the tenant, or reset the credentials of those who can. */
export const tier0: readonly string[] = [
  globalAdministratorId,
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
];

/** PIM for Groups has an "Owner" too, so the name alone proves nothing: Azure's Owner is recognised by its id only. */
const ambiguousName = 'owner';

const azureDefinition = /\/roledefinitions\/([0-9a-f-]{36})\/?$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const builtIn: Readonly<Record<string, string>> = { ...privilegedEntraRoles, ...privilegedAzureRoles };
const idsByName = new Map(
  Object.entries(builtIn)
    .map(([id, name]) => [name.toLowerCase(), id] as const)
    .filter(([name]) => name !== ambiguousName),
);

/** Returns a role's name for comparing: lower case, a former name replaced by today's. */
export function currentRoleName(name: string | null): string {
  return fold(renamedRole(name) ?? name);
}

/**
 * Returns the id of the listed built-in role, found by id or else by name; null for any other role. Beside an Azure
 * definition path the name does not count, because Azure has roles of its own with the names of Entra roles.
 */
export function builtInRoleId(role: Role): string | null {
  const id = fold(role.id);
  const azureId = azureDefinition.exec(id)?.[1];
  if (azureId !== undefined) return Object.hasOwn(privilegedAzureRoles, azureId) ? azureId : null;
  if (Object.hasOwn(builtIn, id)) return id;
  return idsByName.get(currentRoleName(role.name)) ?? null;
}

/** Returns whether an id is that of a built-in role on the lists of this file. */
export function isListedRoleId(id: string | null): boolean {
  return builtInRoleName(id) !== null;
}

/** Returns the name of a listed built-in role by its template id or Azure definition path; null for any other id. */
export function builtInRoleName(id: string | null): string | null {
  const key = azureDefinition.exec(fold(id))?.[1] ?? fold(id);
  return Object.hasOwn(builtIn, key) ? (builtIn[key] ?? null) : null;
}

/**
 * Returns whether a name is that of a listed built-in role and a role's id shows that it is another role, which anybody may
 * have given the name. An unknown id, and one that is no GUID, show nothing.
 */
export function onlyHasNameOf(name: string, { id }: Role): boolean {
  const wanted = currentRoleName(name);
  const own = roleIdKey(id);
  const ids = Object.keys(builtIn).filter((key) => fold(builtIn[key]) === wanted);
  // A group's "Owner" is no Azure role, and its id differs from tenant to tenant.
  return wanted !== ambiguousName && ids.length > 0 && guid.test(own) && !ids.includes(own);
}

/** Returns the ids by which a setting may name a role, folded: its id, and of an Azure definition path the id in it. */
export function roleIds({ id }: Role): string[] {
  return [fold(id), roleIdKey(id)].filter((text) => text !== '');
}

/** Returns the names by which a setting may name a role, folded: its own, and of a built-in role today's name. */
export function roleNames({ id, name }: Role): string[] {
  return [fold(name), currentRoleName(name), fold(builtInRoleName(id))].filter((text) => text !== '');
}

/**
 * Returns whether a role counts as privileged: it is on Microsoft's list, by id or (when the id is unknown or not a
 * template id) by name, or on the tenant's own list.
 * @param extra the tenant's list: ids, definition GUIDs or names, in any case
 */
export function isPrivileged(role: Role, extra: readonly string[]): boolean {
  if (builtInRoleId(role) !== null) return true;
  const own = [...roleIds(role), ...roleNames(role)];
  return extra.some((entry) => own.includes(fold(entry)));
}

/** Returns whether a role is a tier-0 role, by template id or else by name. */
export function isTier0(role: Role): boolean {
  const id = builtInRoleId(role);
  return id !== null && tier0.includes(id);
}
