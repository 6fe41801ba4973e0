import { privilegedEntraRoles } from '../../../shared/catalogue/privileged-roles';
import { alertRoleProblems, alertRuleProblems } from '../../../shared/jobs/alert/alert-rule-problems';

const withRoles = (...roles: string[]) => [{ name: 'soc', roles }];

test('a rule that does not exist, and one that cannot alert, are named', () => {
  expect(alertRuleProblems([{ name: 'soc', rules: ['assigned-outside-pin', 'time-in-role'] }])).toEqual([
    expect.stringContaining('did you mean "assigned-outside-pim"?'),
    expect.stringContaining('"time-in-role", which cannot alert'),
  ]);
  expect(alertRuleProblems([{ name: 'soc', rules: null }])).toEqual([]);
});

test.each(['Global Administrater', 'global admnistrator', 'Globel Adminstrator'])(
  'a slip of the pen in the name of a role would never alert, so it is refused: %s',
  (role) => {
    expect(alertRoleProblems(withRoles(role))).toEqual([
      `ALERTS: channel "soc" names the role "${role}", which is not known; did you mean "Global Administrator"? Give a custom role of that name by its id.`,
    ]);
  },
);

test('right names in any case, other roles and ids are not', () => {
  expect(alertRoleProblems(withRoles(...Object.values(privilegedEntraRoles)))).toEqual([]);
  expect(alertRoleProblems(withRoles(...Object.keys(privilegedEntraRoles)))).toEqual([]);
  const others = [
    'GLOBAL ADMINISTRATOR',
    'Reports Reader',
    'Teams Administrator',
    'Owner',
    'Break Glass Keeper',
  ];
  expect(alertRoleProblems(withRoles(...others))).toEqual([]);
  expect(alertRoleProblems([{ name: 'soc', roles: null }])).toEqual([]);
});
