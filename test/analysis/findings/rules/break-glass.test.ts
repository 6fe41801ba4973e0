import { mergeNames, namesIn } from '../../../../shared/analysis/events/object-names';
import { noHistory } from '../../../../shared/analysis/history/history';
import type { Change } from '../../../../shared/domain/events/change';
import type { RequestAction } from '../../../../shared/domain/events/elevation';
import { aChange, anActor, anElevation, aPrincipal, at } from '../../../support/builders/findings';
import { pimEvent } from '../../../support/builders/events';
import { findingsOf, testRule } from '../rule-cases';

const breakGlassAccounts = ['EMERGENCY@contoso.example'];
const emergency = aPrincipal('Emergency');

/** Returns what somebody did on Wednesday with Anna's activation. */
const actionBy = (action: RequestAction['action'], facts: Partial<RequestAction> = {}): RequestAction => ({
  action,
  by: anActor('Petra'),
  at: at('Wed 10:00'),
  didFail: false,
  ...facts,
});
const byEmergency = { by: anActor('Emergency') };

test('a break-glass account that was renamed is still known by the UPN that it had', () => {
  const named = (upn: string, when: string) =>
    namesIn([
      pimEvent('Add member to role completed (PIM activation)', when, { principal: { ...emergency, upn } }),
    ]);
  const renamed = { ...emergency, upn: 'bob.helper@contoso.example' };
  const names = [
    mergeNames(named('emergency@contoso.example', '2 09:00'), named(renamed.upn, '18 09:00')),
    named('Emergency@contoso.example', '2 09:00'),
  ];
  for (const known of names) {
    const history = { ...noHistory, names: known };
    const elevations = [anElevation({ principal: renamed })];
    expect(
      findingsOf('break-glass-used', { elevations, history, policy: { breakGlassAccounts } }),
    ).toHaveLength(1);
    const other = [anElevation({ principal: { ...renamed, id: 'another-id' } })];
    expect(
      findingsOf('break-glass-used', { elevations: other, history, policy: { breakGlassAccounts } }),
    ).toEqual([]);
  }
});

testRule({
  rule: 'break-glass-used',
  fires: { elevations: [anElevation({ principal: emergency })], policy: { breakGlassAccounts } },
  sentence: 'The break-glass account Emergency activated Reports Reader.',
  severity: 'high',
  justNot: {
    'no break-glass account configured': { elevations: [anElevation({ principal: emergency })] },
    'a change that somebody else made to somebody else': {
      changes: [aChange()],
      policy: { breakGlassAccounts },
    },
    'somebody else': { elevations: [anElevation()], policy: { breakGlassAccounts } },
    'somebody else approved and ended an activation': {
      elevations: [anElevation({ actions: [actionBy('approved'), actionBy('ended')] })],
      policy: { breakGlassAccounts },
    },
    'another person’s request approved before the period': {
      allElevations: [
        anElevation({ actions: [actionBy('approved', { ...byEmergency, at: at('Sun- 12:00') })] }),
      ],
      policy: { breakGlassAccounts },
    },
    'before the period': {
      allElevations: [anElevation({ principal: emergency })],
      policy: { breakGlassAccounts },
    },
  },
  suppress: { principal: 'id-of-emergency' },
});

test.each([
  [
    'requested a role for another person',
    { elevations: [anElevation({ initiator: anActor('Emergency') })] },
    'The break-glass account Emergency asked for Reports Reader for Anna.',
  ],
  [
    'failed to activate a role',
    { elevations: [anElevation({ principal: emergency, outcome: 'failed', startedAt: null })] },
    'The break-glass account Emergency tried to activate Reports Reader.',
  ],
  [
    'assigned a role',
    { changes: [aChange({ initiator: anActor('Emergency') })] },
    'The break-glass account Emergency made a change: eligible assignment of Reports Reader to Bo.',
  ],
  [
    'is the principal of an assignment',
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
])('break-glass-used finds an account that %s', (_, context, sentence) => {
  const findings = findingsOf('break-glass-used', { ...context, policy: { breakGlassAccounts } });
  expect(findings).toMatchObject([{ sentence }]);
});

test.each<[string, readonly RequestAction[], string]>([
  ['approved', [actionBy('approved', byEmergency)], "approved Anna's request for Reports Reader."],
  ['denied', [actionBy('denied', byEmergency)], "denied Anna's request for Reports Reader."],
  ['cancelled', [actionBy('cancelled', byEmergency)], "cancelled Anna's request for Reports Reader."],
  [
    'ended',
    [actionBy('ended', { ...byEmergency, didFail: true }), actionBy('ended', byEmergency)],
    "ended Anna's activation of Reports Reader.",
  ],
  [
    'tried to end',
    [actionBy('ended', { ...byEmergency, didFail: true })],
    "tried to end Anna's activation of Reports Reader.",
  ],
])('break-glass-used finds an account that %s another person’s activation', (_, actions, words) => {
  const policy = { breakGlassAccounts };
  const sentence = `The break-glass account Emergency ${words}`;
  const found = {
    sentence,
    at: at('Wed 10:00'),
    principal: { name: 'Anna' },
    initiator: { name: 'Emergency' },
  };
  const elevation = anElevation({ actions });
  expect(findingsOf('break-glass-used', { elevations: [elevation], policy })).toMatchObject([found]);
  // Also if the activation began in the previous week.
  expect(findingsOf('break-glass-used', { allElevations: [elevation], policy })).toMatchObject([found]);
});

test('break-glass-used reports an account that ends its own activation only once', () => {
  const actions = [actionBy('ended', byEmergency)];
  const elevations = [anElevation({ principal: emergency, actions })];
  expect(findingsOf('break-glass-used', { elevations, policy: { breakGlassAccounts } })).toHaveLength(1);
});

test('an assignment that PIM only sees is no use by the break-glass account that once made it', () => {
  const seen = { kind: 'assigned-outside-pim', isOnlySeen: true } as const;
  const sentences = (of: Partial<Change>) =>
    findingsOf('break-glass-used', {
      policy: { breakGlassAccounts },
      changes: [aChange({ ...seen, ...of })],
    }).map(({ sentence }) => sentence);
  expect(sentences({ initiator: anActor('Emergency') })).toEqual([]);
  expect(sentences({ initiator: anActor('Emergency'), principal: emergency })).toEqual([
    expect.stringMatching(/^The break-glass account Emergency was the subject of a change: /),
  ]);
});
