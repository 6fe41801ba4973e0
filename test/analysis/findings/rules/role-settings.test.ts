import type { SettingDifference } from '../../../../shared/analysis/access/role-settings';
import type { RoleSetting } from '../../../../shared/domain/access/standing-access';
import { anAccess, aSetting } from '../../../support/builders/access-analysis';
import { aChange, at, globalAdministrator, securityReader } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const settings = (overrides: Partial<RoleSetting>) => ({
  access: anAccess({ roleSettings: [aSetting(overrides)] }),
});
const privilegedRoleAdministrator = {
  id: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  name: 'Privileged Role Administrator',
  privileged: true,
};

testRule({
  rule: 'role-setting-below-baseline',
  fires: settings({ maximumMinutes: 481 }),
  sentence: 'Global Administrator can be used for 8 hours 1 minute.',
  severity: 'medium',
  justNot: {
    'eight hours': settings({ maximumMinutes: 480 }),
    'a role that is not tier 0': settings({ maximumMinutes: 1440, role: securityReader }),
    'an authentication context in place of MFA': settings({ mfa: false, asksForContext: true }),
    'unknown settings': settings({
      mfa: null,
      asksForContext: null,
      justification: null,
      approval: null,
      maximumMinutes: null,
      permanentActive: null,
    }),
    'it is unknown whether a context is required': settings({ mfa: false, asksForContext: null }),
    'no approval for another tier-0 role': settings({ approval: false, role: privilegedRoleAdministrator }),
    'a higher limit set': {
      ...settings({ maximumMinutes: 600 }),
      policy: { thresholds: { 'role-setting-below-baseline': { hours: 10 } } },
    },
  },
  suppress: { role: 'Global Administrator' },
});

test.each<[Partial<RoleSetting>, string, string]>([
  [{ mfa: false }, 'high', 'Global Administrator can be used without multi-factor authentication.'],
  [{ approval: false }, 'high', 'Global Administrator can be used without approval.'],
  [{ justification: false }, 'medium', 'Global Administrator can be used without a justification.'],
  [
    { permanentActive: true },
    'medium',
    'Global Administrator can be used permanently, by an active assignment.',
  ],
  [
    { mfa: false, justification: false, maximumMinutes: 1440 },
    'high',
    'Global Administrator can be used without multi-factor authentication, without a justification and for 24 hours.',
  ],
])('role-setting-below-baseline for %j is %s', (overrides, severity, sentence) => {
  expect(findingsOf('role-setting-below-baseline', settings(overrides))).toMatchObject([
    { severity, sentence, principal: null, role: globalAdministrator, scope: null },
  ]);
});

const change = aChange({ kind: 'role-setting-changed', at: at('Tue 10:00') });
const difference = (overrides: Partial<SettingDifference> = {}): SettingDifference => ({
  role: globalAdministrator,
  what: ['approval turned off', 'approvers changed'],
  between: [at('Tue 01:30'), at('Wed 01:30')],
  changes: [change],
  isCovered: true,
  ...overrides,
});
const differing = (overrides: Partial<SettingDifference> = {}) => ({
  access: anAccess({ settingDifferences: [difference(overrides)] }),
});

testRule({
  rule: 'role-setting-differs',
  fires: differing(),
  sentence: 'The settings of Global Administrator changed: approval turned off and approvers changed.',
  severity: 'low',
  count: 2,
  justNot: {
    'a change without an event, which is another finding': differing({ changes: [] }),
    'no difference': {},
  },
  suppress: { role: 'Global Administrator' },
});

test('a difference of settings is linked to its event, or reported as appeared without an event', () => {
  expect(findingsOf('role-setting-differs', differing())).toMatchObject([
    { at: at('Tue 10:00'), eventIds: change.eventIds, principal: null },
  ]);
  expect(findingsOf('appeared-without-event', differing({ changes: [] }))).toMatchObject([
    {
      severity: 'high',
      principal: null,
      role: globalAdministrator,
      sentence:
        'The settings of Global Administrator changed between Tue 17 Nov 01:30 and Wed 18 Nov 01:30 (approval turned off and approvers changed), and no audit event says who did it.',
    },
  ]);
  expect(findingsOf('appeared-without-event', differing({ changes: [], isCovered: false }))).toMatchObject([
    {
      severity: 'medium',
      sentence: expect.stringContaining('Not every day in between was collected') as string,
    },
  ]);
});

testRule({
  rule: 'appeared-without-event',
  fires: differing({ changes: [] }),
  sentence:
    'The settings of Global Administrator changed between Tue 17 Nov 01:30 and Wed 18 Nov 01:30 (approval turned off and approvers changed), and no audit event says who did it.',
  severity: 'high',
  justNot: { 'a change that an event explains': differing() },
  suppress: { role: 'Global Administrator' },
});
