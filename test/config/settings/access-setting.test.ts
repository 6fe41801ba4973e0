import { problemsOf, settingsOf } from '../world';

describe('STANDING_ACCESS', () => {
  test.each([
    ['roles', ['roles']],
    ['groups, Roles;people', ['roles', 'groups', 'people']],
    ['people,conditional-access,roles,groups', ['roles', 'conditional-access', 'groups', 'people']],
    ['groups,people', ['groups', 'people']],
    ['roles,conditional-access', ['roles', 'conditional-access']],
    ['groups', ['groups']],
    ['off', []],
    ['OFF', []],
    ['', ['roles']],
  ])('"%s" reads the parts %j', (text, parts) => {
    expect(settingsOf({ STANDING_ACCESS: text }).standingAccess).toEqual(parts);
  });

  test.each([
    ['role', '"role" is not one of roles, conditional-access, groups, people, off'],
    ['off,roles', '"off" cannot be combined with other parts'],
    ['people', '"people" reads the accounts of those who hold roles: add roles or groups'],
    ['conditional-access', '"conditional-access" is compared with those who hold roles: add roles'],
    ['conditional-access,groups', 'add roles'],
    [',', 'names none of roles'],
  ])('rejects "%s"', (text, wrong) => {
    const problems = problemsOf({ STANDING_ACCESS: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).toContain('Example: roles,groups');
  });
});

test('ALERT_SCHEDULE is a schedule, by default every 15 minutes', () => {
  expect(settingsOf({}).alertSchedule).toBe('0 */15 * * * *');
  expect(problemsOf({ ALERT_SCHEDULE: 'often' })[0]).toContain('is not an NCRONTAB schedule');
});
