import { privilegedEntraRoles } from '../../../../shared/catalogue/privileged-roles';
import { builtInRoleNames } from '../../../../shared/catalogue/role-names';
import { roleNameProblem } from '../../../../shared/analysis/findings/policy/role-name-problem';

const problem = (name: string) => roleNameProblem('REPORTS: report "weekly"', name);
const meant = (name: string) => /did you mean "(.*?)"\?/.exec(problem(name) ?? '')?.[1] ?? null;

test.each([
  ['Global Adminstrator', 'Global Administrator'],
  ['"Global Administrator"', 'Global Administrator'],
  ['GlobalAdministrator', 'Global Administrator'],
  ['Global Admin', 'Global Administrator'],
  ['global admins', 'Global Administrator'],
  ['Global-Admin', 'Global Administrator'],
  ['Priv. Role Admin.', 'Privileged Role Administrator'],
  ['Exchange Admin', 'Exchange Administrator'],
  ['Teams Comm Admin', 'Teams Communications Administrator'],
  ['Cloud App Admin', 'Cloud Application Administrator'],
  ['Ownr', 'Owner'],
])('roleNameProblem refuses a misspelt or short name of a built-in role: %s', (name, role) => {
  expect(meant(name)).toBe(role);
});

test('roleNameProblem states which name is wrong, where, and what to write', () => {
  expect(problem('Global Admin')).toBe(
    'REPORTS: report "weekly" names the role "Global Admin", which is not known; did you mean "Global Administrator"? Give a custom role of that name by its id.',
  );
  expect(problem('Company Administrator')).toBe(
    'REPORTS: report "weekly" names the role "Company Administrator", a former name: write "Global Administrator", the name of today.',
  );
  expect(problem('Global Reader, Global Administrator')).toBe(
    'REPORTS: report "weekly" names several roles in one text, "Global Reader, Global Administrator": make an entry for each role.',
  );
  expect(problem('Global Admin; Payroll Keeper')).toContain('several roles in one text');
});

test.each(builtInRoleNames)('roleNameProblem accepts a built-in name in upper or lower case: %s', (name) => {
  expect(problem(name)).toBeNull();
  expect(problem(` ${name.toUpperCase()} `)).toBeNull();
});

test.each([
  ...Object.keys(privilegedEntraRoles),
  'Break Glass Keeper',
  'Payroll, Travel and Expenses',
  'Contoso Global Administrator',
  'Conditional Access',
  'Other',
  'Key Vault Administrator',
  'G A',
])('roleNameProblem accepts an id, and a name that may be a custom role: %s', (name) => {
  expect(problem(name)).toBeNull();
});
