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
    'refused by the directory': { changes: [{ ...outside, result: 'failed' }] },
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
    ['of another role by it', { ...byMigrator, role: globalAdministrator }, {}, 'high'],
    ['by a person of its name', { ...byMigrator, initiator: { ...migrator, type: 'user' } }, {}, 'high'],
    ['by somebody listed', outside, { expectedInitiators: [{ initiator: 'PETRA@contoso.example' }] }, 'info'],
    [
      'of a listed role by somebody listed',
      outside,
      { expectedInitiators: [{ initiator: 'id-of-petra', roles: ['reports reader'] }] },
      'info',
    ],
    [
      'of another role by somebody listed',
      outside,
      { expectedInitiators: [{ initiator: 'id-of-petra', roles: ['Global Reader'] }] },
      'high',
    ],
    ['by somebody else', outside, { expectedInitiators: [{ initiator: 'Anna' }] }, 'high'],
  ])('%s is %s', (_, change, policy, severity) => {
    expect(severities(change, policy)[0]).toBe(severity);
  });

  test('that is expected makes no worse finding of a new holder, whatever the severity of the rule', () => {
    const policy = { severities: { 'assigned-outside-pim': 'medium', 'new-role-holder': 'high' } } as const;
    expect(severities(byMigrator, policy)).toEqual(['info', 'info']);
    expect(severities(outside, policy)).toEqual(['medium', 'high']);
  });
});

test('names nobody where only PIM saw an assignment outside PIM', () => {
  const [finding] = findingsOf('assigned-outside-pim', {
    changes: [{ ...outside, initiator: pimService, count: 1 }],
  });
  expect(finding?.sentence).toBe('Bo was given Reports Reader directly, bypassing PIM.');
});

test('names an app that calls itself PIM by what it is, and nobody where none is named', () => {
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
    'only asked for': { changes: [{ ...permanentActive, result: 'requested' }] },
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
    'only asked for': { changes: [{ ...permanentlyEligible, result: 'requested' }] },
    active: { changes: [{ ...permanentlyEligible, kind: 'active-assigned' }] },
  },
  suppress: { role: '4A5D8F65-41DA-4DE4-8968-E035B65339CF' },
});

test.each([
  ['permanent-active-assignment', 'active', 'Petra made Bo a permanently active Reports Reader.'],
  ['permanent-eligibility', 'eligible', 'Petra made Bo permanently eligible for Reports Reader.'],
] as const)('%s finds an assignment that is restored without an end', (rule, hold, sentence) => {
  const restored = { ...permanentlyEligible, kind: `${hold}-restored` as const };
  expect(findingsOf(rule, { changes: [restored] })).toMatchObject([{ sentence }]);
  expect(findingsOf(rule, { changes: [{ ...restored, permanent: null }] })).toEqual([]);
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
    'their own removal': { changes: [{ ...toThemselves, kind: 'eligible-removed' }] },
    'their own extension, which others approve': {
      changes: [{ ...toThemselves, kind: 'eligible-extended' }],
    },
    'a namesake': {
      changes: [
        { ...toThemselves, initiator: anActor('Bo', { id: 'another', upn: 'bo.lind@contoso.example' }) },
      ],
    },
    'nothing but a name to tell them by': {
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
    'a group in another group': { changes: [{ ...toGroup, provider: 'group' }] },
    'taken from the group': { changes: [{ ...toGroup, kind: 'eligible-removed' }] },
  },
  suppress: { principal: 'auditors' },
});

test('distinguishes an active group from an eligible one, for Azure roles too', () => {
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

test('names nobody if the log has no initiator', () => {
  const [finding] = findingsOf('permanent-eligibility', {
    changes: [{ ...permanentlyEligible, initiator: null }],
  });
  expect(finding?.sentence).toBe('Bo was made permanently eligible for Reports Reader.');
});

test.each([
  ['active-assigned', 'Bo made themselves an active Reports Reader.'],
  ['eligible-restored', 'Bo made themselves eligible for Reports Reader.'],
  ['assigned-outside-pim', 'Bo gave themselves Reports Reader directly, bypassing PIM.'],
] as const)('says how a role given to oneself is held: %s', (kind, sentence) => {
  const [finding] = findingsOf('self-assignment', { changes: [{ ...toThemselves, kind }] });
  expect(finding?.sentence).toBe(sentence);
});

test('lists every event that proves a finding, once', () => {
  const [finding] = findingsOf('permanent-eligibility', {
    changes: [{ ...permanentlyEligible, eventIds: ['a', 'b', 'a'] }],
  });
  expect(finding).toMatchObject({ eventIds: ['a', 'b'], at: at('Tue 10:00'), principal: { name: 'Bo' } });
});
