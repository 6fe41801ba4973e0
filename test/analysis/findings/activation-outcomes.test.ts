import { aChange, anActor, anElevation, aPrincipal, at, type ContextOverrides } from '../../support/findings';
import type { Elevation } from '../../../shared/domain/elevation';
import { findingsOf, testRule } from './rule-cases';

const notStarted = (overrides: Partial<Elevation> = {}): Elevation =>
  anElevation({ approvedAt: null, startedAt: null, endedAt: null, endedBy: null, ...overrides });

const denied = notStarted({ outcome: 'denied' });

testRule({
  rule: 'activation-denied',
  fires: { elevations: [denied] },
  sentence: 'Anna was denied Reports Reader by Petra.',
  severity: 'medium',
  justNot: {
    cancelled: { elevations: [{ ...denied, outcome: 'cancelled' }] },
    activated: { elevations: [anElevation()] },
    'denied before the period': { elevations: [{ ...denied, settledAt: at('Sun- 23:59') }] },
    'denied when the next week has begun': { elevations: [{ ...denied, settledAt: at('Mon+ 00:00') }] },
  },
  suppress: { principal: 'Anna' },
});

const timedOut = notStarted({ outcome: 'timed-out', approver: null });

testRule({
  rule: 'activation-timed-out',
  fires: { elevations: [timedOut] },
  sentence: 'Anna asked for Reports Reader and no approver answered in time.',
  severity: 'low',
  justNot: { pending: { elevations: [{ ...timedOut, outcome: 'pending' }] } },
  suppress: { principal: 'Anna' },
});

const failed = (overrides: Partial<Elevation> = {}): Elevation =>
  notStarted({
    outcome: 'failed',
    approver: null,
    failureReason: 'RoleAssignmentRequestPolicyValidationFailed',
    ...overrides,
  });

testRule({
  rule: 'activation-failed',
  fires: { elevations: [failed(), failed()] },
  sentence: "A request of Anna for Reports Reader failed 2 times: the role's policy refused it.",
  severity: 'low',
  count: 2,
  justNot: {
    denied: { elevations: [denied] },
    'a setting that could not be saved': {
      changes: [aChange({ kind: 'role-setting-changed', result: 'failed' })],
    },
  },
  suppress: { principal: 'id-of-anna', role: 'reports reader' },
});

it('rates three failures for one reason medium, requests for assignments included', () => {
  const anna = aPrincipal('Anna');
  const assignment = aChange({ principal: anna, result: 'failed', justification: 'RoleAssignmentExists' });
  const exists = { failureReason: 'roleAssignmentExists' };
  const severities = (context: ContextOverrides) =>
    findingsOf('activation-failed', context).map(({ severity, count }) => [severity, count]);
  expect(severities({ elevations: [failed(exists), failed(exists)], changes: [assignment] })).toEqual([
    ['medium', 3],
  ]);
  expect(severities({ elevations: [failed(), failed(exists)], changes: [assignment] })).toEqual([
    ['low', 2],
    ['low', 1],
  ]);
  const policy = { thresholds: { 'activation-failed': { value: 2 } } };
  expect(severities({ elevations: [failed(), failed()], policy })).toEqual([['medium', 2]]);
});

it('quotes a reason that it does not know, cut short', () => {
  const [finding] = findingsOf('activation-failed', {
    elevations: [failed({ failureReason: 'x'.repeat(40_000) })],
  });
  expect(finding?.sentence).toBe(`A request of Anna for Reports Reader failed: “${'x'.repeat(80)}…”.`);
});

const pending = notStarted({ outcome: 'pending', approver: null, requestedAt: at('Sat 22:59') });

testRule({
  rule: 'activation-never-completed',
  fires: { elevations: [pending] },
  sentence: 'Anna asked for Reports Reader and no outcome was recorded 25 hours later.',
  severity: 'medium',
  justNot: {
    'overdue only when the next week begins': {
      elevations: [{ ...pending, requestedAt: at('Sat 23:00') }],
    },
    'the report speaks of an earlier moment': { elevations: [pending], asOf: at('Sun 23:58') },
    'the log is known up to an earlier moment only': { elevations: [pending], knownUntil: at('Sun 23:58') },
    denied: { elevations: [{ ...pending, outcome: 'denied' }] },
    'more hours set': {
      elevations: [pending],
      policy: { thresholds: { 'activation-never-completed': { hours: 26 } } },
    },
  },
  suppress: { principal: 'Anna' },
});

const endless = anElevation({ endedBy: 'inferred', plannedEndAt: at('Sun 22:59') });

testRule({
  rule: 'activation-without-end',
  fires: { elevations: [endless] },
  sentence: "Anna's activation of Reports Reader was to end Sun 22 Nov 22:59 and no event shows that it did.",
  severity: 'medium',
  justNot: {
    'overdue only when the next week begins': {
      elevations: [{ ...endless, plannedEndAt: at('Sun 23:00') }],
    },
    'the log is known up to an earlier moment only': { elevations: [endless], knownUntil: at('Sun 23:58') },
    'an expiry is recorded': { elevations: [{ ...endless, endedBy: 'expired' }] },
    'taken away': { elevations: [{ ...endless, endedBy: 'removed' }] },
    'never started': { elevations: [{ ...endless, outcome: 'pending' }] },
    'no planned end': { elevations: [{ ...endless, plannedEndAt: null }] },
  },
  suppress: { principal: 'Anna', initiator: 'Anna' },
});

it.each(['denied', 'timed-out'] as const)(
  'reports a request of the week before that was %s in this one',
  (outcome) => {
    const settled = { ...denied, outcome, requestedAt: at('Sun- 22:00'), settledAt: at('Mon 09:00') };
    const found = findingsOf(`activation-${outcome}`, { elevations: [], allElevations: [settled] });
    expect(found).toHaveLength(1);
  },
);

it('takes an approval for an outcome: the start may be scheduled for later', () => {
  const scheduled = { ...pending, approvedAt: at('Sat 23:10') };
  expect(findingsOf('activation-never-completed', { elevations: [scheduled] })).toEqual([]);
});

it('reports what becomes overdue in the period, though it was asked for in the week before', () => {
  const allElevations = [{ ...pending, requestedAt: at('Sun- 23:00') }];
  const [finding] = findingsOf('activation-never-completed', { elevations: [], allElevations });
  expect(finding?.at).toEqual(at('Tue 00:00'));
});

it('tells who asked, for a suppression by initiator', () => {
  const suppress = [{ rule: 'activation-denied', initiator: 'Otto', reason: 'Onboarding' }];
  const forAnother = { ...denied, initiator: anActor('Otto') };
  const [finding] = findingsOf('activation-denied', { elevations: [forAnother], policy: { suppress } });
  expect(finding?.suppressed).toEqual({ reason: 'Onboarding', until: null });
});
