import { entraPage, entraRolePage } from '../../shared/report/entra-page';

const id = '62e90394-69f5-4237-9190-012177145e10';
const tenant = '0817c655-a853-4d8f-9723-3a333b5b9235';
const role = { id, name: 'Global Administrator', privileged: true };
const directory = { id: '/', name: 'Directory' };

test.each([
  ['user', 'Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/'],
  ['group', 'Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/'],
  ['servicePrincipal', 'Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/'],
] as const)('links a %s to its page, whatever the case of its id', (type, path) => {
  expect(entraPage({ id: id.toUpperCase(), type })?.url).toBe(
    `https://entra.microsoft.com/#view/${path}${id}`,
  );
});

test('does not link an id that is no GUID, or a principal of unknown type', () => {
  expect(entraPage(null)).toBeNull();
  expect(entraPage({ id, type: null })).toBeNull();
  expect(entraPage({ id: `${id}"><script>`, type: 'user' })).toBeNull();
});

test('links a privileged role of the whole directory to the page of its holders', () => {
  expect(entraRolePage(role, directory, tenant)?.url).toBe(
    `https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/UserRolesViewModelMenuBlade/~/members/roleObjectId/${id}/roleId/${id}/roleTemplateId/${id}/roleName/Global%20Administrator/isRoleCustom~/false/resourceScopeId/%2F/resourceId/${tenant}`,
  );
});

test.each([
  ['that is not privileged', { ...role, privileged: false }, directory, tenant],
  ['of a group', { ...role, id: null }, directory, tenant],
  ['of an administrative unit', role, { id: '/administrativeUnits/1', name: null }, tenant],
  ['of an unknown tenant', role, directory, null],
  ['whose name could be anything', { ...role, name: 'a/../b' }, directory, tenant],
])('does not link a role %s', (_, of, scope, inTenant) => {
  expect(entraRolePage(of, scope, inTenant)).toBeNull();
});
