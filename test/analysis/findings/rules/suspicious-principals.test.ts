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
    'asked for another in vain': {
      elevations: [anElevation({ initiator: anActor('Otto'), outcome: 'denied', startedAt: null })],
    },
    'nobody is recorded': { elevations: [anElevation({ initiator: null })] },
    'the service provisioned it': { elevations: [anElevation({ initiator: pimService })] },
    'nothing but another name': {
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
    'no guest': { elevations: [anElevation({ role: securityReader })] },
    'no privileged role': { elevations: [{ ...guestActivated, role: reportsReader }] },
    denied: { elevations: [{ ...guestActivated, outcome: 'denied', startedAt: null }] },
    'given to nobody that is known': { changes: [{ ...guestWasGiven, principal: null }] },
    'the role is not known': { changes: [{ ...guestWasGiven, role: null }] },
    'taken away': { changes: [{ ...guestWasGiven, kind: 'eligible-removed' }] },
  },
  suppress: { principal: 'gus_partner.example#ext#@contoso.example' },
});

test.each([
  ['Petra gave the guest Gus Security Reader.', { changes: [guestWasGiven] }],
  ['The guest Gus was given Security Reader.', { changes: [{ ...guestWasGiven, initiator: null }] }],
  ['The guest Gus activated Security Reader.', { elevations: [guestActivated] }],
])('says what a guest was given or did when that is all: %s', (sentence, context) => {
  const [finding] = findingsOf('guest-privileged', context);
  expect(finding?.sentence).toBe(sentence);
});

test('dates a guest by the first of what they got and did, and proves it by all of it', () => {
  const given = { ...guestWasGiven, at: at('Thu 10:00') };
  expect(findingsOf('guest-privileged', { changes: [given], elevations: [guestActivated] })).toMatchObject([
    { at: at('Tue 10:00'), eventIds: [...guestActivated.eventIds, ...given.eventIds] },
  ]);
});

test('tells of each guest', () => {
  const other = aPrincipal('Gabi', { upn: 'gabi_partner.example#EXT#@contoso.example' });
  const elevations = [guestActivated, { ...guestActivated, principal: other }];
  expect(findingsOf('guest-privileged', { elevations }).map(({ sentence }) => sentence)).toEqual([
    'The guest Gabi activated Security Reader.',
    'The guest Gus activated Security Reader.',
  ]);
});
