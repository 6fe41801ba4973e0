import { privilegedEntraRoles } from '../../../shared/catalogue/privileged-roles';
import { alertRules } from '../../../shared/analysis/findings/alert-rules';
import {
  alertMinimumProblems,
  alertRoleProblems,
  alertRuleProblems,
} from '../../../shared/jobs/alert/alert-rule-problems';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import type { Severity } from '../../../shared/domain/finding';

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

describe('alertMinimumProblems', () => {
  const problems = (
    minimum: Severity,
    rules: readonly string[] | null,
    policy: Parameters<typeof alertMinimumProblems>[1] = defaultFindingsPolicy,
  ) => alertMinimumProblems([{ name: 'soc', minimum, rules }], policy);

  test('a named rule whose findings all lie below the minimum is refused, with what to do', () => {
    expect(problems('high', ['self-approval', 'tier0-activated'])).toEqual([
      'ALERTS: channel "soc" names the rule "tier0-activated", which never reaches its minimum: the worst finding of the rule is info, the minimum is high. Set "minimum" to "info", or the severity of the rule in FINDINGS.',
    ]);
    expect(problems('info', ['tier0-activated'])).toEqual([]);
  });

  test('the severity of the settings counts, up and down', () => {
    const severities = { 'tier0-activated': 'high', 'self-approval': 'low' } as const;
    const set = { ...defaultFindingsPolicy, severities };
    expect(problems('high', ['tier0-activated'], set)).toEqual([]);
    expect(problems('medium', ['self-approval'], set)).toEqual([
      expect.stringContaining('the worst finding of the rule is low, the minimum is medium.'),
    ]);
  });

  test('a rule that is worse for tier-0 roles reaches a minimum above its own severity', () => {
    expect(problems('high', ['new-role-holder'])).toEqual([]);
    expect(problems('medium', ['off-hours-activation', 'first-activation-of-role'])).toEqual([]);
    expect(problems('high', ['off-hours-activation'])).toHaveLength(1);
  });

  test('a named rule that is switched off is refused', () => {
    expect(
      problems('info', ['self-approval'], { ...defaultFindingsPolicy, disabled: ['self-approval'] }),
    ).toEqual([
      'ALERTS: channel "soc" names the rule "self-approval", which is switched off by FINDINGS.disabled.',
    ]);
  });

  test('a channel without rules is refused only where no rule of the default set reaches it', () => {
    expect(problems('high', null)).toEqual([]);
    const severities = Object.fromEntries(alertRules.map((id) => [id, 'low'] as const));
    expect(problems('high', null, { ...defaultFindingsPolicy, severities })).toEqual([
      'ALERTS: channel "soc" can receive nothing: no rule of the default set reaches its minimum, high. Set a lower "minimum", or name "rules".',
    ]);
  });
});
