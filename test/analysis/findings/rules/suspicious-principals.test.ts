import {
  aChange,
  anActor,
  anElevation,
  aPrincipal,
  at,
  pimService,
  reportsReader,
  securityReader,
} from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

testRule({
  rule: 'activation-without-mfa',
  fires: { elevations: [anElevation({ mfa: 'no' })] },
  sentence: 'Anna activated Reports Reader without multi-factor authentication.',
  severity: 'high',
  justNot: {
    'not recorded': { elevations: [anElevation({ mfa: 'not recorded' })] },
    'with MFA': { elevations: [anElevation()] },
    'never activated': { elevations: [anElevation({ mfa: 'no', outcome: 'failed', startedAt: null })] },
  },
  suppress: { principal: 'Anna' },
});

testRule({
  rule: 'activated-for-another',
  fires: { elevations: [anElevation({ initiator: anActor('Otto') })] },
  sentence: 'Otto activated Reports Reader for Anna.',
  severity: 'medium',
  justNot: {
    'for themselves': { elevations: [anElevation()] },
    'a denied request for another': {
      elevations: [anElevation({ initiator: anActor('Otto'), outcome: 'denied', startedAt: null })],
    },
    'no initiator': { elevations: [anElevation({ initiator: null })] },
    'PIM is the initiator': { elevations: [anElevation({ initiator: pimService })] },
    'an initiator known only by another name': {
      elevations: [anElevation({ initiator: anActor('A. Berg', { id: null, upn: null }) })],
    },
  },
  suppress: { principal: 'Anna', initiator: 'Otto' },
});

const guest = aPrincipal('Gus', { upn: 'gus_partner.example#EXT#@contoso.example' });
const guestWasGiven = aChange({ principal: guest, role: securityReader });
const guestActivated = anElevation({ principal: guest, role: securityReader });

testRule({
  rule: 'guest-privileged',
  fires: { changes: [guestWasGiven], elevations: [guestActivated] },
  sentence: 'Petra gave the guest Gus Security Reader, and they activated it.',
  severity: 'medium',
  count: 2,
  justNot: {
    'not a guest': { elevations: [anElevation({ role: securityReader })] },
    'a role that is not privileged': { elevations: [{ ...guestActivated, role: reportsReader }] },
    denied: { elevations: [{ ...guestActivated, outcome: 'denied', startedAt: null }] },
    'an assignment to an unknown principal': { changes: [{ ...guestWasGiven, principal: null }] },
    'an unknown role': { changes: [{ ...guestWasGiven, role: null }] },
    'a removal': { changes: [{ ...guestWasGiven, kind: 'eligible-removed' }] },
  },
  suppress: { principal: 'gus_partner.example#ext#@contoso.example' },
});

test.each([
  ['Petra gave the guest Gus Security Reader.', { changes: [guestWasGiven] }],
  ['The guest Gus was given Security Reader.', { changes: [{ ...guestWasGiven, initiator: null }] }],
  ['The guest Gus activated Security Reader.', { elevations: [guestActivated] }],
])('guest-privileged names only the assignment or only the activation: %s', (sentence, context) => {
  const [finding] = findingsOf('guest-privileged', context);
  expect(finding?.sentence).toBe(sentence);
});

test('guest-privileged is dated at the first event, and lists all events in order of time', () => {
  const given = { ...guestWasGiven, at: at('Thu 10:00') };
  expect(findingsOf('guest-privileged', { changes: [given], elevations: [guestActivated] })).toMatchObject([
    { at: at('Tue 10:00'), eventIds: [...guestActivated.eventIds, ...given.eventIds] },
  ]);
});

test('guest-privileged reports each guest separately', () => {
  const other = aPrincipal('Gabi', { upn: 'gabi_partner.example#EXT#@contoso.example' });
  const elevations = [guestActivated, { ...guestActivated, principal: other }];
  expect(findingsOf('guest-privileged', { elevations }).map(({ sentence }) => sentence)).toEqual([
    'The guest Gabi activated Security Reader.',
    'The guest Gus activated Security Reader.',
  ]);
});
