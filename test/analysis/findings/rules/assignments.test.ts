import type { Change } from '../../../../shared/domain/events/change';
import {
  aChange,
  anActor,
  anElevation,
  aPrincipal,
  at,
  globalAdministrator,
  pimService,
} from '../../../support/builders/findings';
import { noHistory } from '../../../../shared/analysis/history/history';
import { completeDays } from '../../../support/builders/history';
import type { ContextOverrides } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const outside = aChange({ kind: 'assigned-outside-pim', permanent: true, endsAt: null, count: 3 });

testRule({
  rule: 'assigned-outside-pim',
  fires: { changes: [outside] },
  sentence: 'Petra gave Bo Reports Reader directly, bypassing PIM. Entra has reported this 3 times.',
  severity: 'high',
  count: 3,
  justNot: {
    'through PIM': { changes: [aChange({ kind: 'active-assigned' })] },
    'the assignment failed': { changes: [{ ...outside, result: 'failed' }] },
    'before the period': { allChanges: [outside] },
  },
  suppress: { principal: 'bo@contoso.example', role: 'Reports Reader', initiator: 'id-of-petra' },
});

describe('an assignment outside PIM', () => {
  const longHistory = { ...noHistory, completeDays: completeDays(180) };
  const migrator = anActor('PurviewRoleAssignmentMigrator', { type: 'app', upn: null });
  const contentReader = { id: 'e07494ad-1654-4dd2-922e-6f81a71bf00f', name: 'Any', privileged: false };
  const byMigrator = { ...outside, initiator: migrator, role: contentReader };
  const severities = (change: Change, policy: ContextOverrides['policy'] = {}) =>
    ['assigned-outside-pim', 'new-role-holder'].map(
      (rule) => findingsOf(rule, { changes: [change], policy, history: longHistory })[0]?.severity ?? null,
    );

  test.each<[string, Change, ContextOverrides['policy'], string]>([
    ['of Purview’s roles by Purview’s migrator', byMigrator, {}, 'info'],
    ['of another role by that migrator', { ...byMigrator, role: globalAdministrator }, {}, 'high'],
    [
      'by a person with the migrator’s name',
      { ...byMigrator, initiator: { ...migrator, type: 'user' } },
      {},
      'high',
    ],
    [
      'by an expected initiator',
      outside,
      { expectedInitiators: [{ initiator: 'PETRA@contoso.example' }] },
      'info',
    ],
    [
      'of an expected role by an expected initiator',
      outside,
      { expectedInitiators: [{ initiator: 'id-of-petra', roles: ['reports reader'] }] },
      'info',
    ],
    [
      'of another role by an expected initiator',
      outside,
      { expectedInitiators: [{ initiator: 'id-of-petra', roles: ['Global Reader'] }] },
      'high',
    ],
    ['by somebody else', outside, { expectedInitiators: [{ initiator: 'Anna' }] }, 'high'],
  ])('%s is %s', (_, change, policy, severity) => {
    expect(severities(change, policy)[0]).toBe(severity);
  });

  test('limits a new-holder finding to info if it is expected, whatever the severity of the rule', () => {
    const policy = { severities: { 'assigned-outside-pim': 'medium', 'new-role-holder': 'high' } } as const;
    expect(severities(byMigrator, policy)).toEqual(['info', 'info']);
    expect(severities(outside, policy)).toEqual(['medium', 'high']);
  });
});

test('assigned-outside-pim names no initiator if only PIM logged the assignment', () => {
  const [finding] = findingsOf('assigned-outside-pim', {
    changes: [{ ...outside, initiator: pimService, count: 1 }],
  });
  expect(finding?.sentence).toBe('Bo was given Reports Reader directly, bypassing PIM.');
});

test('assigned-outside-pim calls an app named MS-PIM an app, and names no initiator if there is none', () => {
  const sentence = (initiator: Change['initiator']) =>
    findingsOf('assigned-outside-pim', { changes: [{ ...outside, initiator, count: 1 }] })[0]?.sentence;
  const app: Change['initiator'] = { id: null, name: 'MS-PIM', upn: null, type: 'app' };
  expect(sentence(app)).toBe('An app called MS-PIM gave Bo Reports Reader directly, bypassing PIM.');
  expect(sentence(null)).toBe('Bo was given Reports Reader directly, bypassing PIM.');
});

const permanentActive = aChange({
  kind: 'active-assigned',
  permanent: true,
  endsAt: null,
  role: globalAdministrator,
});

testRule({
  rule: 'permanent-active-assignment',
  fires: { changes: [permanentActive] },
  sentence: 'Petra made Bo a permanently active Global Administrator.',
  severity: 'high',
  justNot: {
    'with an end': { changes: [{ ...permanentActive, permanent: false }] },
    'only requested': { changes: [{ ...permanentActive, result: 'requested' }] },
    'only eligible': { changes: [{ ...permanentActive, kind: 'eligible-assigned' }] },
    'outside PIM, which is another finding': {
      changes: [{ ...permanentActive, kind: 'assigned-outside-pim' }],
    },
  },
  suppress: { principal: 'Bo' },
});

const permanentlyEligible = aChange({ permanent: true, endsAt: null });

testRule({
  rule: 'permanent-eligibility',
  fires: { changes: [permanentlyEligible] },
  sentence: 'Petra made Bo permanently eligible for Reports Reader.',
  severity: 'medium',
  justNot: {
    'with an end': { changes: [aChange()] },
    'only requested': { changes: [{ ...permanentlyEligible, result: 'requested' }] },
    active: { changes: [{ ...permanentlyEligible, kind: 'active-assigned' }] },
  },
  suppress: { role: '4A5D8F65-41DA-4DE4-8968-E035B65339CF' },
});

test.each([
  ['permanent-active-assignment', 'active', 'Petra made Bo a permanently active Reports Reader.'],
  ['permanent-eligibility', 'eligible', 'Petra made Bo permanently eligible for Reports Reader.'],
] as const)('%s fires for an assignment that is restored without an end', (rule, hold, sentence) => {
  const restored = { ...permanentlyEligible, kind: `${hold}-restored` as const };
  expect(findingsOf(rule, { changes: [restored] })).toMatchObject([{ sentence }]);
  expect(findingsOf(rule, { changes: [{ ...restored, permanent: null }] })).toEqual([]);
});

test.each([
  [
    'permanent-active-assignment',
    'active-assigned',
    'Petra made Bo an active Reports Reader until 2099-11-17.',
  ],
  [
    'permanent-eligibility',
    'eligible-assigned',
    'Petra made Bo eligible for Reports Reader until 2099-11-17.',
  ],
] as const)('%s fires for an assignment that ends after the longest limit of PIM', (rule, kind, sentence) => {
  const until = (day: string) =>
    aChange({ kind, permanent: false, at: at('Tue 10:00'), endsAt: new Date(`${day}T00:00:00Z`) });
  expect(findingsOf(rule, { changes: [until('2099-11-17')] })).toMatchObject([{ sentence }]);
  expect(findingsOf(rule, { changes: [until('2027-11-19')] })).toEqual([]);
  expect(findingsOf(rule, { changes: [until('2027-11-20')] })).toHaveLength(1);
});

const toThemselves = aChange({ initiator: anActor('Bo') });

testRule({
  rule: 'self-assignment',
  fires: { changes: [toThemselves] },
  sentence: 'Bo made themselves eligible for Reports Reader.',
  severity: 'high',
  justNot: {
    'by another': { changes: [aChange()] },
    'an activation': { elevations: [anElevation()] },
    'a removal of their own': { changes: [{ ...toThemselves, kind: 'eligible-removed' }] },
    'an extension of their own, which others approve': {
      changes: [{ ...toThemselves, kind: 'eligible-extended' }],
    },
    'a namesake': {
      changes: [
        { ...toThemselves, initiator: anActor('Bo', { id: 'another', upn: 'bo.lind@contoso.example' }) },
      ],
    },
    'an initiator known only by name': {
      changes: [{ ...toThemselves, initiator: anActor('Bo', { id: null, upn: null }) }],
    },
  },
  suppress: { initiator: 'bo@contoso.example' },
});

const toGroup = aChange({ principal: aPrincipal('Auditors', { type: 'group', upn: null }) });

testRule({
  rule: 'group-assigned-role',
  fires: { changes: [toGroup] },
  sentence: 'Petra made the group Auditors eligible for Reports Reader.',
  severity: 'low',
  justNot: {
    'a user': { changes: [aChange()] },
    'a group that joins another group': { changes: [{ ...toGroup, provider: 'group' }] },
    'a removal from the group': { changes: [{ ...toGroup, kind: 'eligible-removed' }] },
  },
  suppress: { principal: 'auditors' },
});

test('group-assigned-role describes an active assignment of an Azure role', () => {
  const [finding] = findingsOf('group-assigned-role', {
    changes: [
      {
        ...toGroup,
        kind: 'active-assigned',
        provider: 'azure',
        scope: { id: '/subscriptions/1', name: 'Web shop' },
      },
    ],
  });
  expect(finding?.sentence).toBe('Petra made the group Auditors an active Reports Reader on Web shop.');
});

test('permanent-eligibility names no initiator if the log has none', () => {
  const [finding] = findingsOf('permanent-eligibility', {
    changes: [{ ...permanentlyEligible, initiator: null }],
  });
  expect(finding?.sentence).toBe('Bo was made permanently eligible for Reports Reader.');
});

test.each([
  ['active-assigned', 'Bo made themselves an active Reports Reader.'],
  ['eligible-restored', 'Bo made themselves eligible for Reports Reader.'],
  ['assigned-outside-pim', 'Bo gave themselves Reports Reader directly, bypassing PIM.'],
] as const)('self-assignment states how the role is held: %s', (kind, sentence) => {
  const [finding] = findingsOf('self-assignment', { changes: [{ ...toThemselves, kind }] });
  expect(finding?.sentence).toBe(sentence);
});

test('permanent-eligibility lists every event once', () => {
  const [finding] = findingsOf('permanent-eligibility', {
    changes: [{ ...permanentlyEligible, eventIds: ['a', 'b', 'a'] }],
  });
  expect(finding).toMatchObject({ eventIds: ['a', 'b'], at: at('Tue 10:00'), principal: { name: 'Bo' } });
});
