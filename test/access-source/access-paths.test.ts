import { groupOf, groupPath, usersPath } from '../../shared/access-source/access-paths';

test.each(['group-eligibility', 'group-assignments', 'group-members', 'group-owners'] as const)(
  'groupOf returns the group in a path of %s',
  (endpoint) => {
    for (const id of ['5f8c', "o'brien/..", 'ü?&#']) expect(groupOf(groupPath(endpoint, id))).toBe(id);
  },
);

test('groupOf returns null for other paths', () => {
  expect(groupOf('/roleManagement/directory/roleDefinitions')).toBeNull();
  expect(groupOf('/groups?$filter=isAssignableToRole eq true')).toBeNull();
});

test('usersPath escapes quotes in an id', () => {
  const url = new URL(usersPath(["a' or 'b", 'c'], false), 'https://x');
  expect(url.searchParams.get('$filter')).toBe("id in ('a'' or ''b','c')");
});
