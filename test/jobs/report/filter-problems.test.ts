import { filterProblems } from '../../../shared/jobs/report/filter-problems';

const problems = (include: Parameters<typeof filterProblems>[0][number]['include']) =>
  filterProblems([{ name: 'weekly', include }]);

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
});
