import type { Change } from '../../../../shared/domain/change';
import {
  aChange,
  anActor,
  anElevation,
  aPrincipal,
  at,
  globalAdministrator,
  pimService,
} from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const outside = aChange({ kind: 'assigned-outside-pim', permanent: true, endsAt: null, count: 3 });

testRule({
  rule: 'assigned-outside-pim',
  fires: { changes: [outside] },
  sentence: 'Bo was assigned Reports Reader outside PIM by Petra (reported 3 times).',
  severity: 'high',
  count: 3,
  justNot: {
    'through PIM': { changes: [aChange({ kind: 'active-assigned' })] },
    'refused by the directory': { changes: [{ ...outside, result: 'failed' }] },
    'by an expected initiator': {
      changes: [outside],
      policy: { thresholds: { 'assigned-outside-pim': { value: ['PETRA@contoso.example'] } } },
    },
    'before the period': { allChanges: [outside] },
  },
  suppress: { principal: 'bo@contoso.example', role: 'Reports Reader', initiator: 'id-of-petra' },
});

test('names nobody where only PIM saw an assignment outside PIM', () => {
  const [finding] = findingsOf('assigned-outside-pim', {
    changes: [{ ...outside, initiator: pimService, count: 1 }],
  });
  expect(finding?.sentence).toBe('Bo was assigned Reports Reader outside PIM.');
});

test('names an app that calls itself PIM by what it is, and nobody where none is named', () => {
  const sentence = (initiator: Change['initiator']) =>
    findingsOf('assigned-outside-pim', { changes: [{ ...outside, initiator, count: 1 }] })[0]?.sentence;
  const app: Change['initiator'] = { id: null, name: 'MS-PIM', upn: null, type: 'app' };
  expect(sentence(app)).toBe('Bo was assigned Reports Reader outside PIM by an app called MS-PIM.');
  expect(sentence(null)).toBe('Bo was assigned Reports Reader outside PIM.');
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
  sentence: 'Bo was made permanently active in Global Administrator by Petra.',
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
  sentence: 'Bo was made permanently eligible for Reports Reader by Petra.',
  severity: 'medium',
  justNot: {
    'with an end': { changes: [aChange()] },
    'only asked for': { changes: [{ ...permanentlyEligible, result: 'requested' }] },
    active: { changes: [{ ...permanentlyEligible, kind: 'active-assigned' }] },
  },
  suppress: { role: '4A5D8F65-41DA-4DE4-8968-E035B65339CF' },
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
  sentence: 'The group Auditors became eligible for Reports Reader by Petra.',
  severity: 'low',
  justNot: {
    'a user': { changes: [aChange()] },
    'a group in another group': { changes: [{ ...toGroup, provider: 'group' }] },
    'taken from the group': { changes: [{ ...toGroup, kind: 'eligible-removed' }] },
  },
  suppress: { principal: 'auditors' },
});

test('tells an active group from an eligible one, for Azure roles too', () => {
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
  expect(finding?.sentence).toBe('The group Auditors became active in Reports Reader on Web shop by Petra.');
});

test('names nobody where the log tells of no initiator', () => {
  const [finding] = findingsOf('permanent-eligibility', {
    changes: [{ ...permanentlyEligible, initiator: null }],
  });
  expect(finding?.sentence).toBe('Bo was made permanently eligible for Reports Reader.');
});

test.each([
  ['active-assigned', 'Bo made themselves active in Reports Reader.'],
  ['eligible-restored', 'Bo made themselves eligible for Reports Reader.'],
  ['assigned-outside-pim', 'Bo made themselves a holder of Reports Reader outside PIM.'],
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
