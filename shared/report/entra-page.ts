import type { Principal, PrincipalType } from '../domain/people';

const portal = 'https://entra.microsoft.com/#view';

/** The pages of the portal, each to be followed by an object id, as its own address bar shows them. */
const pages: Readonly<Record<PrincipalType, string>> = {
  user: `${portal}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/`,
  group: `${portal}/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/`,
  servicePrincipal: `${portal}/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/`,
};

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The page of the Entra portal that shows a principal; null unless its kind is known and its id is a well-formed object
 * id, so that an address never holds text that somebody typed.
 */
export function entraPage(who: Pick<Principal, 'id' | 'type'> | null): { readonly url: string } | null {
  const [id, type] = [who?.id ?? '', who?.type ?? null];
  if (type === null || !objectId.test(id)) return null;
  return { url: pages[type] + id.toLowerCase() };
}
