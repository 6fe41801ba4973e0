import type { RefusedRemoval } from '../../../../shared/analysis/events/removals/refused-removals';
import type { Actor } from '../../../../shared/domain/events/people';
import { anElevationFrom, aPrincipal, at, globalAdministrator } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const pim: Actor = { id: 'pim', name: 'Azure AD PIM', upn: null, type: 'user' };
const petra: Actor = { id: 'petra', name: 'Petra', upn: 'petra@contoso.com', type: 'user' };

const refusal = (overrides: Partial<RefusedRemoval> = {}): RefusedRemoval => ({
  at: at('Tue 10:00'),
  hold: 'active',
  provider: 'entra',
  initiator: pim,
  principal: aPrincipal('Anna'),
  role: { id: 'reader', name: 'Reports Reader', privileged: false },
  scope: null,
  reason: 'CannotDeleteLastAdminAssignment',
  isTooShort: false,
  endedAt: null,
  count: 1,
  eventIds: ['refused'],
  ...overrides,
});

testRule({
  rule: 'removal-failed',
  fires: { refusals: [refusal()] },
  sentence:
    'PIM could not take Reports Reader away from Anna, so the role is still held: it is the last assignment of that role.',
  severity: 'medium',
  justNot: {
    'the role ended later': { refusals: [refusal({ endedAt: at('Mon+ 03:00') })] },
    'before the period': { refusals: [refusal({ at: at('Sun- 23:59') })] },
    'after the period': { refusals: [refusal({ at: at('Mon+ 00:00') })] },
    'given back in the first minutes, with a planned end in the future': {
      refusals: [refusal({ isTooShort: true })],
      allElevations: [
        anElevationFrom(at('Tue 09:58'), null, { plannedEndAt: at('Mon+ 09:00'), eventIds: ['refused'] }),
      ],
    },
  },
  suppress: { principal: 'Anna', role: 'Reports Reader', initiator: 'Azure AD PIM' },
});

const sentenceOf = (overrides: Partial<RefusedRemoval>) =>
  findingsOf('removal-failed', { refusals: [refusal(overrides)] })[0]?.sentence;

test('removal-failed is high for a tier-0 role', () => {
  const [finding] = findingsOf('removal-failed', { refusals: [refusal({ role: globalAdministrator })] });
  expect(finding).toMatchObject({ severity: 'high', eventIds: ['refused'], at: at('Tue 10:00') });
});

test('removal-failed names the initiator and what they tried', () => {
  expect(sentenceOf({ hold: 'eligible' })).toMatch(
    /^PIM could not end Anna's eligibility for Reports Reader, /,
  );
  expect(sentenceOf({ initiator: petra })).toMatch(/^Petra could not take Reports Reader away from Anna, /);
  const anna: Actor = { ...aPrincipal('Anna'), type: 'user' };
  expect(sentenceOf({ initiator: anna })).toMatch(/^Anna could not give back Reports Reader, /);
  const app: Actor = { id: 'x', name: 'Azure AD PIM', upn: null, type: 'app' };
  expect(sentenceOf({ initiator: app })).toMatch(/^An app called Azure AD PIM could not take /);
  expect(sentenceOf({ initiator: null, count: 3, reason: null })).toBe(
    'PIM could not take Reports Reader away from Anna (3 attempts), so the role is still held: no reason was recorded.',
  );
});

test('removal-failed fires for an early give-back that was refused once the planned end has passed', () => {
  const allElevations = [
    anElevationFrom(at('Tue 09:58'), null, { plannedEndAt: at('Wed 09:00'), eventIds: ['refused'] }),
  ];
  expect(
    findingsOf('removal-failed', { refusals: [refusal({ isTooShort: true })], allElevations }),
  ).toHaveLength(1);
});
