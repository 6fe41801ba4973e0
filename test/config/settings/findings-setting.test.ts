import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import { problemsOf, settingsOf } from '../world';

const policyOf = (setting: unknown) => settingsOf({ FINDINGS: JSON.stringify(setting) }).findings;

describe('FINDINGS', () => {
  test('keeps the defaults that it does not name', () => {
    expect(policyOf({})).toEqual(defaultFindingsPolicy);
    expect(policyOf({ businessHours: {} })).toEqual(defaultFindingsPolicy);
    expect(policyOf({ businessHours: { to: '20:00' } }).businessHours).toEqual({
      days: [1, 2, 3, 4, 5],
      fromMinute: 420,
      toMinute: 1200,
    });
  });

  test('reads thresholds by rule: by name, or a bare value for the main one', () => {
    const thresholds = { 'long-activation': { hours: 4 }, burst: 5, pattern: '^x', list: ['a', 'b'] };
    expect(policyOf(thresholds).thresholds).toEqual({
      'long-activation': { hours: 4 },
      burst: { value: 5 },
      pattern: { value: '^x' },
      list: { value: ['a', 'b'] },
    });
  });

  test('reads disabled rules, suppressions and known accounts', () => {
    const setting = {
      disabled: ['tier0-activated'],
      suppress: [
        { rule: 'outside-pim', initiator: 'Migrator', reason: ' Accepted by the CISO ', until: '2027-03-31' },
        { rule: 'burst', principal: 'sam@contoso.com', role: 'Reader', reason: 'Known' },
      ],
      privilegedRoles: ['Port Terminal Support'],
      breakGlassAccounts: ['bg1@contoso.com'],
      expectedInitiators: ['Migrator', { initiator: 'HR', roles: ['Exchange Administrator'] }],
      businessHours: { days: ['Sun', 'monday', 'MON', ' tues '], from: '6:30', to: '24:00' },
    };
    expect(policyOf(setting)).toEqual({
      thresholds: {},
      severities: {},
      disabled: setting.disabled,
      suppress: [{ ...setting.suppress[0], reason: 'Accepted by the CISO' }, setting.suppress[1]],
      privilegedRoles: setting.privilegedRoles,
      breakGlassAccounts: setting.breakGlassAccounts,
      expectedInitiators: [{ initiator: 'Migrator' }, { initiator: 'HR', roles: ['Exchange Administrator'] }],
      businessHours: { days: [1, 2, 7], fromMinute: 390, toMinute: 1440 },
    });
  });

  test('reads the severity of a rule beside its thresholds, or alone', () => {
    const policy = policyOf({ burst: { severity: 'info', count: 3 }, other: { severity: 'high' } });
    expect(policy.severities).toEqual({ burst: 'info', other: 'high' });
    expect(policy.thresholds).toEqual({ burst: { count: 3 } });
  });

  test('reads night shifts', () => {
    const businessHours = { days: ['Monday', 'Friday'], from: '22:00', to: '06:00' };
    expect(policyOf({ businessHours }).businessHours).toEqual({
      days: [1, 5],
      fromMinute: 1320,
      toMinute: 360,
    });
  });

  test('reads hours that end at midnight, or start there', () => {
    const minutes = (from: string, to: string) => policyOf({ businessHours: { from, to } }).businessHours;
    expect(minutes('00:00', '24:00')).toMatchObject({ fromMinute: 0, toMinute: 1440 });
    expect(minutes('22:00', '00:00')).toMatchObject({ fromMinute: 1320, toMinute: 0 });
  });

  test('accepts a name with a comma, and each person as an entry of its own', () => {
    const people = ['Doe, Jane; Port', 'a@x.com', '11111111-2222-4333-8444-555555555555'];
    expect(policyOf({ breakGlassAccounts: people }).breakGlassAccounts).toEqual(people);
  });

  test.each([
    ['{', 'is not JSON'],
    ['"x"', 'is not an object'],
    ['null', 'is not an object'],
    ['{"burst":true}', 'FINDINGS at burst: found true: is of a type that is not allowed here'],
    ['{"burst":{"count":null}}', 'FINDINGS at burst.count: found null'],
    ['{"burst":[1]}', 'FINDINGS at burst'],
    ['{"disabled":"burst"}', 'FINDINGS at disabled: found "burst"'],
    ['{"suppress":[{"rule":"burst"}]}', 'FINDINGS at suppress.0.reason'],
    ['{"suppress":[{"rule":"burst","reason":" "}]}', 'must say who accepted it, and why'],
    ['{"suppress":[{"rule":"","reason":"x"}]}', 'FINDINGS at suppress.0.rule'],
    ['{"suppress":[{"rule":"burst","reason":"x","until":"31.3.2027"}]}', 'is not a date like 2027-03-31'],
    ['{"suppress":[{"rule":"burst","reason":"x","until":"2027-02-30"}]}', 'is not a date like 2027-03-31'],
    ['{"suppress":[{"rule":"burst","reason":"x","user":"sam"}]}', 'has the unknown key "user"'],
    ['{"businessHours":{"days":["Mo"]}}', '"Mo" is not a weekday'],
    ['{"businessHours":{"days":["Monkey"]}}', '"Monkey" is not a weekday'],
    ['{"businessHours":{"days":[]}}', 'FINDINGS at businessHours.days'],
    ['{"businessHours":{"from":"7"}}', 'is not a time of day like 07:00'],
    ['{"businessHours":{"to":"24:30"}}', 'is not a time of day like 07:00'],
    ['{"businessHours":{"from":"19:00","to":"19:00"}}', 'for the whole day write 00:00 to 24:00'],
    ['{"businessHours":{"from":"24:00","to":"00:00"}}', 'for the whole day write 00:00 to 24:00'],
    [
      '{"breakGlassAccounts":["a@x.com; b@x.com"]}',
      'FINDINGS at breakGlassAccounts.0: found "a@x.com; b@x.com"',
    ],
    ['{"breakGlassAccounts":["a@x.com","a@x.com,b@x.com"]}', 'make an entry for each person'],
    ['{"breakGlassAccounts":[" "]}', 'FINDINGS at breakGlassAccounts.0: found " ": is empty'],
    [
      '{"suppress":[{"rule":"x","principal":"a@x.com b@x.com","reason":"x"}]}',
      'make an entry for each person',
    ],
    ['{"suppress":[{"rule":"x","initiator":"Bob, a@x.com","reason":"x"}]}', 'make an entry for each person'],
    [
      '{"suppress":[{"rule":"x","role":" ","reason":"x"}]}',
      'FINDINGS at suppress.0.role: found " ": is empty',
    ],
    ['{"privilegedRoles":[""]}', 'FINDINGS at privilegedRoles.0: found "": is empty'],
    [
      '{"expectedInitiators":["11111111-2222-4333-8444-555555555555|x"]}',
      'FINDINGS at expectedInitiators.0: found "11111111-2222-4333-8444-555555555555|x": is not one object id',
    ],
    ['{"expectedInitiators":[{"initiator":"a@x.com;b@x.com"}]}', 'make an entry for each person'],
    [
      '{"businessHours":{"from":"20:00"}}',
      '"from" is 20:00 and "to" is 19:00, since "to" is left out: write both',
    ],
    ['{"businessHours":{"from":"19:00"}}', 'since "to" is left out: write both'],
    [
      '{"businessHours":{"days":["Fri"],"to":"6:05"}}',
      '"from" is 07:00 and "to" is 06:05, since "from" is left out: write both',
    ],
    ['{"burst":{"severity":"urgent"}}', 'found "urgent": is not one of high, medium, low, info'],
    ['{"expectedInitiators":"Migrator"}', 'is not a list'],
    ['{"expectedInitiators":[{"roles":["Global Reader"]}]}', 'FINDINGS at expectedInitiators.0.initiator: '],
    ['{"expectedInitiators":[{"initiator":"Migrator","name":"x"}]}', 'has the unknown key "name"'],
    ['{"businessHours":{"start":"07:00"}}', 'has the unknown key "start"'],
  ])('rejects %s', (FINDINGS, wrong) => {
    const problems = problemsOf({ FINDINGS });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).toContain('Example: {"long-activation"');
  });

  test('rejects keys that objects of JavaScript would swallow', () => {
    const text = '{"__proto__":{"hours":1,"polluted":1},"burst":{"__proto__":{"count":1},"count":2}}';
    expect(problemsOf({ FINDINGS: text })).toEqual([
      expect.stringMatching(/^FINDINGS: found .*: has the key "__proto__", which no setting has\. Example/),
      expect.stringMatching(/^FINDINGS at burst: found .*: has the key "__proto__", which no setting has\./),
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('keeps a rule whose name every object of JavaScript has', () => {
    expect(policyOf({ constructor: 5 }).thresholds).toEqual({ constructor: { value: 5 } });
  });
});
