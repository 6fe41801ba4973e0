import { groupOf, groupPath, usersPath } from '../../shared/access-source/access-paths';

test.each(['group-eligibility', 'group-assignments', 'group-members', 'group-owners'] as const)(
  'a path of %s tells the group that it asks about',
  (endpoint) => {
    for (const id of ['5f8c', "o'brien/..", 'ü?&#']) expect(groupOf(groupPath(endpoint, id))).toBe(id);
  },
);

test('other paths ask about no group', () => {
  expect(groupOf('/roleManagement/directory/roleDefinitions')).toBeNull();
  expect(groupOf('/groups?$filter=isAssignableToRole eq true')).toBeNull();
});

test('an id cannot close the quoted text of its filter', () => {
  const url = new URL(usersPath(["a' or 'b", 'c'], false), 'https://x');
  expect(url.searchParams.get('$filter')).toBe("id in ('a'' or ''b','c')");
});
