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

test('reports a rule that does not exist and a rule that cannot alert, by name', () => {
  expect(alertRuleProblems([{ name: 'soc', rules: ['assigned-outside-pin', 'time-in-role'] }])).toEqual([
    expect.stringContaining('did you mean "assigned-outside-pim"?'),
    expect.stringContaining('"time-in-role", which cannot alert'),
  ]);
  expect(alertRuleProblems([{ name: 'soc', rules: null }])).toEqual([]);
});

test.each(['Global Administrater', 'global admnistrator', 'Globel Adminstrator'])(
  'refuses a misspelled role name, which would never alert: %s',
  (role) => {
    expect(alertRoleProblems(withRoles(role))).toEqual([
      `ALERTS: channel "soc" names the role "${role}", which is not known; did you mean "Global Administrator"? Give a custom role of that name by its id.`,
    ]);
  },
);

test('accepts correct names in any case, other roles and ids', () => {
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

  test('refuses a named rule whose findings are all below the minimum, and says what to do', () => {
    expect(problems('high', ['self-approval', 'tier0-activated'])).toEqual([
      'ALERTS: channel "soc" names the rule "tier0-activated", which never reaches its minimum: the worst finding of the rule is info, the minimum is high. Set "minimum" to "info", or the severity of the rule in FINDINGS.',
    ]);
    expect(problems('info', ['tier0-activated'])).toEqual([]);
  });

  test('uses the severities of the settings, higher and lower ones', () => {
    const severities = { 'tier0-activated': 'high', 'self-approval': 'low' } as const;
    const set = { ...defaultFindingsPolicy, severities };
    expect(problems('high', ['tier0-activated'], set)).toEqual([]);
    expect(problems('medium', ['self-approval'], set)).toEqual([
      expect.stringContaining('the worst finding of the rule is low, the minimum is medium.'),
    ]);
  });

  test('accepts a minimum above the severity of a rule that is more severe for tier-0 roles', () => {
    expect(problems('high', ['new-role-holder'])).toEqual([]);
    expect(problems('medium', ['off-hours-activation', 'first-activation-of-role'])).toEqual([]);
    expect(problems('high', ['off-hours-activation'])).toHaveLength(1);
  });

  test('refuses a named rule that is switched off', () => {
    expect(
      problems('info', ['self-approval'], { ...defaultFindingsPolicy, disabled: ['self-approval'] }),
    ).toEqual([
      'ALERTS: channel "soc" names the rule "self-approval", which is switched off by FINDINGS.disabled.',
    ]);
  });

  test('refuses a named rule that lacks what it compares with', () => {
    expect(problems('info', ['break-glass-used'])).toEqual([
      'ALERTS: channel "soc" names the rule "break-glass-used", which finds nothing until FINDINGS.breakGlassAccounts names an account, such as ["breakglass@contoso.com"].',
    ]);
    expect(problems('info', ['ticket-missing'])).toEqual([
      expect.stringContaining('which finds nothing until FINDINGS.ticket-missing sets a pattern'),
    ]);
    const set = {
      ...defaultFindingsPolicy,
      breakGlassAccounts: ['bg@contoso.com'],
      thresholds: { 'ticket-missing': { pattern: '^INC' } },
    };
    expect(problems('info', ['break-glass-used', 'ticket-missing'], set)).toEqual([]);
  });

  test('refuses a channel without rules only if no rule of the default set reaches its minimum', () => {
    expect(problems('high', null)).toEqual([]);
    const severities = Object.fromEntries(alertRules.map((id) => [id, 'low'] as const));
    expect(problems('high', null, { ...defaultFindingsPolicy, severities })).toEqual([
      'ALERTS: channel "soc" can receive nothing: no rule of the default set reaches its minimum, high. Set a lower "minimum", or name "rules".',
    ]);
  });
});
