import { defaultFindingsPolicy } from '../../../../shared/domain/findings-policy';
import { filterProblems } from '../../../../shared/jobs/report/problems/filter-problems';

type Settings = Parameters<typeof filterProblems>[1];
const problems = (
  include: Parameters<typeof filterProblems>[0][number]['include'],
  { findings, standingAccess = ['roles'] }: Partial<Settings> = {},
) =>
  filterProblems([{ name: 'weekly', include }], {
    findings: { ...defaultFindingsPolicy, ...findings },
    standingAccess,
  });

describe('filterProblems', () => {
  test('accepts existing rules, and roles, people and scopes that may appear later', () => {
    expect(problems(null)).toEqual([]);
    const good = { findings: ['Self-Approval '], roles: ['global administrator', 'Port Terminal Support'] };
    expect(problems({ ...good, principals: ['nobody@contoso.com'], scopes: ['Nowhere'] })).toEqual([]);
  });

  test('refuses a rule that does not exist, and suggests the nearest one', () => {
    expect(problems({ findings: ['self-aproval'] })).toEqual([
      'REPORTS: report "weekly" names the rule "self-aproval", which does not exist; did you mean "self-approval"?',
    ]);
  });

  test('refuses a role that resembles one of Microsoft’s, and suggests that one', () => {
    expect(problems({ roles: ['Global Adminstrator'] })).toEqual([
      'REPORTS: report "weekly" names the role "Global Adminstrator", which is not known; did you mean "Global Administrator"? Give a custom role of that name by its id.',
    ]);
  });

  test('refuses a filter whose rules can all find nothing, and says why', () => {
    const findings = { ...defaultFindingsPolicy, disabled: ['self-approval'] };
    expect(problems({ findings: ['Self-Approval', 'ticket-missing'] }, { findings })).toEqual([
      'REPORTS: report "weekly" would always be empty: of the rules that it names, "Self-Approval" is switched off by FINDINGS.disabled; "ticket-missing" finds nothing until FINDINGS.ticket-missing sets a pattern, such as {"pattern":"^INC[0-9]+$"}.',
    ]);
    expect(problems({ findings: ['break-glass-used'] })).toEqual([
      expect.stringContaining('until FINDINGS.breakGlassAccounts names an account'),
    ]);
    expect(problems({ findings: ['self-approval', 'tier0-activated'] }, { findings })).toEqual([]);
    const set = {
      ...defaultFindingsPolicy,
      breakGlassAccounts: ['bg@contoso.com'],
      thresholds: { 'ticket-missing': { value: '^INC' } },
    };
    expect(problems({ findings: ['break-glass-used'] }, { findings: set })).toEqual([]);
    expect(problems({ findings: ['ticket-missing'] }, { findings: set })).toEqual([]);
  });

  test.each([
    ['standing-permanent', [], 'needs standing access, and STANDING_ACCESS is off'],
    ['standing-permanent', ['groups'], 'add roles to STANDING_ACCESS'],
    ['tier0-without-conditional-access', ['roles'], 'add conditional-access to STANDING_ACCESS'],
    ['synced-account-holds-role', ['roles', 'groups'], 'add people to STANDING_ACCESS'],
    ['disabled-account-holds-role', ['roles'], 'add people or groups to STANDING_ACCESS'],
    ['group-owner-can-grant', ['roles'], 'add groups to STANDING_ACCESS'],
  ] as const)('refuses %s alone when STANDING_ACCESS is %j', (rule, standingAccess, why) => {
    expect(problems({ findings: [rule] }, { standingAccess })).toEqual([expect.stringContaining(why)]);
  });

  test.each([
    ['standing-permanent', ['roles']],
    ['appeared-without-event', ['groups']],
    ['tier0-without-conditional-access', ['roles', 'conditional-access']],
    ['disabled-account-holds-role', ['roles', 'groups']],
    ['collection-gap', []],
  ] as const)('accepts %s when STANDING_ACCESS is %j', (rule, standingAccess) => {
    expect(problems({ findings: [rule] }, { standingAccess })).toEqual([]);
  });
});
