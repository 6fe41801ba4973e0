import { isPrivileged, isTier0, privilegedEntraRoles, tier0 } from '../../shared/catalogue/privileged-roles';

const id = '62e90394-69f5-4237-9190-012177145e10';
const azure = (guid: string) =>
  `/subscriptions/0aa/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

describe('isPrivileged', () => {
  test.each([
    ['by template id', { id, name: null }],
    ['by template id in capitals, whatever the name', { id: id.toUpperCase(), name: 'Something' }],
    ['by name without an id', { id: null, name: 'Security Administrator' }],
    ['by name beside an id that is no template id', { id: 'an-object-id', name: ' security administrator ' }],
    ['by a former name', { id: null, name: 'Company Administrator' }],
    ['as an Azure role by its definition path', { id: azure(owner), name: 'Owner' }],
    ['as an Azure role by name', { id: null, name: 'User Access Administrator' }],
  ])('is true for a role %s', (_, role) => {
    expect(isPrivileged(role, [])).toBe(true);
  });

  test.each([
    ['a role that is not listed', { id: '4a5d8f65-41da-4de4-8968-e035b65339cf', name: 'Reports Reader' }],
    ['nothing known', { id: null, name: null }],
    ['an empty name', { id: '', name: '' }],
    ["a group's owner", { id: null, name: 'Owner' }],
    [
      "Azure's namesake of an Entra role",
      { id: azure('39bc4728-0917-49c7-9d2c-d95423eb2ea4'), name: 'Security Reader' },
    ],
    ["Azure's Contributor", { id: azure('b24988ac-6180-42a0-ab88-20f7382dd24c'), name: 'Contributor' }],
    ['a property of every object', { id: 'constructor', name: 'toString' }],
  ])('is false for %s', (_, role) => {
    expect(isPrivileged(role, [])).toBe(false);
  });

  test.each([
    ['an id', { id: 'Custom-1', name: null }, ['custom-1']],
    ['a name', { id: null, name: 'Reports Reader' }, [' reports READER ']],
    [
      "an Azure role's GUID",
      { id: azure('b24988ac-6180-42a0-ab88-20f7382dd24c'), name: null },
      ['b24988ac-6180-42a0-ab88-20f7382dd24c'],
    ],
  ])("matches %s in the tenant's own list", (_, role, extra) => {
    expect(isPrivileged(role, extra)).toBe(true);
    expect(isPrivileged(role, ['something else', ''])).toBe(false);
  });

  test('does not match an empty entry with a role without a name', () => {
    expect(isPrivileged({ id: null, name: null }, [''])).toBe(false);
  });
});

describe('isTier0', () => {
  test('is true for three privileged roles, by id and by name', () => {
    expect(tier0.map((one) => privilegedEntraRoles[one])).toEqual([
      'Global Administrator',
      'Privileged Role Administrator',
      'Privileged Authentication Administrator',
    ]);
    for (const one of tier0) {
      expect(isTier0({ id: one, name: null })).toBe(true);
      expect(isTier0({ id: null, name: privilegedEntraRoles[one] ?? '' })).toBe(true);
    }
    expect(isTier0({ id: null, name: 'company administrator' })).toBe(true);
  });

  test('is false for any other role', () => {
    expect(isTier0({ id: null, name: 'Security Administrator' })).toBe(false);
    expect(isTier0({ id: azure(owner), name: 'Global Administrator' })).toBe(false);
  });
});

test('lists roles by well-formed ids, each name once', () => {
  const names = Object.values(privilegedEntraRoles);
  expect(new Set(names).size).toBe(names.length);
  for (const one of Object.keys(privilegedEntraRoles)) {
    expect(one).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
});
