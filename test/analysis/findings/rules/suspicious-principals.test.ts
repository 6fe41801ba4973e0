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

const breakGlassAccounts = ['EMERGENCY@contoso.example'];
const emergency = aPrincipal('Emergency');

testRule({
  rule: 'break-glass-used',
  fires: { elevations: [anElevation({ principal: emergency })], policy: { breakGlassAccounts } },
  sentence: 'The break-glass account Emergency activated Reports Reader.',
  severity: 'high',
  justNot: {
    'none configured': { elevations: [anElevation({ principal: emergency })] },
    'a change that somebody else made to somebody else': {
      changes: [aChange()],
      policy: { breakGlassAccounts },
    },
    'somebody else': { elevations: [anElevation()], policy: { breakGlassAccounts } },
    'before the period': {
      allElevations: [anElevation({ principal: emergency })],
      policy: { breakGlassAccounts },
    },
  },
  suppress: { principal: 'id-of-emergency' },
});

test.each([
  [
    'asked for another',
    { elevations: [anElevation({ initiator: anActor('Emergency') })] },
    'The break-glass account Emergency asked for Reports Reader for Anna.',
  ],
  [
    'tried in vain',
    { elevations: [anElevation({ principal: emergency, outcome: 'failed', startedAt: null })] },
    'The break-glass account Emergency tried to activate Reports Reader.',
  ],
  [
    'gave a role',
    { changes: [aChange({ initiator: anActor('Emergency') })] },
    'The break-glass account Emergency made a change: eligible assignment of Reports Reader to Bo.',
  ],
  [
    'was given a role',
    { changes: [aChange({ principal: emergency, result: 'requested' })] },
    'The break-glass account Emergency was the subject of a change: eligible assignment of Reports Reader to Emergency (requested).',
  ],
  [
    'disabled an alert',
    {
      changes: [
        aChange({
          kind: 'alert-disabled',
          initiator: anActor('Emergency'),
          principal: null,
          role: null,
          subject: 'Stale accounts',
          at: at('Wed 10:00'),
        }),
      ],
    },
    'The break-glass account Emergency made a change: alert disabled “Stale accounts”.',
  ],
])('sees a break-glass account that %s', (_, context, sentence) => {
  const findings = findingsOf('break-glass-used', { ...context, policy: { breakGlassAccounts } });
  expect(findings).toMatchObject([{ sentence }]);
});
