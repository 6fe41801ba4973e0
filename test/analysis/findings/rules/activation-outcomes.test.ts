import {
  aChange,
  anActor,
  anElevation,
  anElevationFrom,
  aPrincipal,
  at,
  type ContextOverrides,
} from '../../../support/builders/findings';
import type { Elevation } from '../../../../shared/domain/events/elevation';
import { findingsOf, testRule } from '../rule-cases';

const notStarted = (overrides: Partial<Elevation> = {}): Elevation =>
  anElevation({ approvedAt: null, startedAt: null, endedAt: null, endedBy: null, ...overrides });

const denied = notStarted({ outcome: 'denied' });

testRule({
  rule: 'activation-denied',
  fires: { elevations: [denied] },
  sentence: "Petra denied Anna's request for Reports Reader.",
  severity: 'medium',
  justNot: {
    cancelled: { elevations: [{ ...denied, outcome: 'cancelled' }] },
    activated: { elevations: [anElevation()] },
    'denied before the period': { elevations: [{ ...denied, settledAt: at('Sun- 23:59') }] },
    'denied in the next week': { elevations: [{ ...denied, settledAt: at('Mon+ 00:00') }] },
  },
  suppress: { principal: 'Anna' },
});

test('activation-denied names no approver if the denial has none', () => {
  const [finding] = findingsOf('activation-denied', { elevations: [{ ...denied, approver: null }] });
  expect(finding?.sentence).toBe("Anna's request for Reports Reader was denied.");
});

const timedOut = notStarted({ outcome: 'timed-out', approver: null });

testRule({
  rule: 'activation-timed-out',
  fires: { elevations: [timedOut] },
  sentence: "Anna's request for Reports Reader expired because no approver answered in time.",
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
  sentence: "Anna's request for Reports Reader failed 2 times: the role's settings refused it.",
  severity: 'low',
  count: 2,
  justNot: {
    denied: { elevations: [denied] },
    'failed in the next week': { elevations: [failed({ settledAt: at('Mon+ 00:00') })] },
    'a successful assignment': { changes: [aChange()] },
    'a setting that was not saved': {
      changes: [aChange({ kind: 'role-setting-changed', result: 'failed' })],
    },
  },
  suppress: { principal: 'id-of-anna', role: 'reports reader' },
});

test('activation-failed finds a request of Sunday that failed on Monday in the week of the failure', () => {
  const settledAt = at('Mon 08:05');
  const allElevations = [failed({ requestedAt: at('Sun- 23:30'), settledAt })];
  expect(findingsOf('activation-failed', { elevations: [], allElevations })).toMatchObject([
    { at: settledAt },
  ]);
});

test('activation-failed has the time of a request that is in the same week', () => {
  const elevations = [failed({ requestedAt: at('Tue 09:50'), settledAt: at('Wed 08:05') })];
  expect(findingsOf('activation-failed', { elevations })).toMatchObject([{ at: at('Tue 09:50') }]);
});

test('activation-failed is medium for three failures with one reason, including failed assignments', () => {
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

test.each([
  [null, 'no reason was recorded'],
  [' ', 'no reason was recorded'],
  [' RoleAssignmentExists\n', 'the role was held already'],
  ['ActiveDurationTooShort', 'a role cannot be given back in its first five minutes'],
  ['Policy says no', '“Policy says no”'],
])('activation-failed describes the reason %j in words', (failureReason, words) => {
  const [finding] = findingsOf('activation-failed', { elevations: [failed({ failureReason })] });
  expect(finding?.sentence).toBe(`Anna's request for Reports Reader failed: ${words}.`);
});

test('activation-failed compares reasons without case and blanks, and treats a blank reason as none', () => {
  const counts = (...failureReasons: (string | null)[]) =>
    findingsOf('activation-failed', {
      elevations: failureReasons.map((failureReason) => failed({ failureReason })),
    }).map(({ count }) => count);
  expect(counts('RoleAssignmentExists', ' roleassignmentexists ')).toEqual([2]);
  expect(counts(null, ' ', '')).toEqual([3]);
});

test('activation-failed is dated at the first failure, and lists all events in order of time', () => {
  const anna = aPrincipal('Anna');
  const reason = 'RoleAssignmentExists';
  const failedAt = (time: string) => failed({ requestedAt: at(time), failureReason: reason });
  const [tuesday, thursday] = [failedAt('Tue 09:00'), failedAt('Thu 09:00')];
  const wednesday = aChange({
    principal: anna,
    at: at('Wed 09:00'),
    result: 'failed',
    justification: reason,
  });
  const monday = { ...wednesday, at: at('Mon 09:00'), eventIds: ['first'] };
  expect(
    findingsOf('activation-failed', { elevations: [thursday, tuesday], changes: [wednesday, monday] }),
  ).toMatchObject([
    {
      count: 4,
      at: at('Mon 09:00'),
      eventIds: ['first', ...tuesday.eventIds, ...wednesday.eventIds, ...thursday.eventIds],
    },
  ]);
});

test('activation-failed reports a failure without a principal and a role', () => {
  const nameless = aChange({ principal: null, role: null, result: 'failed', justification: null });
  const [finding] = findingsOf('activation-failed', { changes: [nameless] });
  expect(finding?.sentence).toBe("unknown's request for an unknown role failed: no reason was recorded.");
});

test('activation-failed quotes and shortens an unknown reason', () => {
  const [finding] = findingsOf('activation-failed', {
    elevations: [failed({ failureReason: 'x'.repeat(40_000) })],
  });
  expect(finding?.sentence).toBe(`Anna's request for Reports Reader failed: “${'x'.repeat(80)}…”.`);
});

const pending = notStarted({ outcome: 'pending', approver: null, requestedAt: at('Sat 22:59') });

testRule({
  rule: 'activation-never-completed',
  fires: { elevations: [pending] },
  sentence: "Anna's request for Reports Reader is still unanswered after 25 hours.",
  severity: 'medium',
  justNot: {
    'overdue only at the start of the next week': {
      elevations: [{ ...pending, requestedAt: at('Sat 23:00') }],
    },
    'the report is made before it is overdue': { elevations: [pending], asOf: at('Sun 23:58') },
    'the log is known only up to an earlier time': { elevations: [pending], knownUntil: at('Sun 23:58') },
    denied: { elevations: [{ ...pending, outcome: 'denied' }] },
    'no time of the request': { elevations: [{ ...pending, requestedAt: null }] },
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
  sentence:
    "Anna's activation of Reports Reader should have ended on Sun 22 Nov 22:59, but no event shows that it did.",
  severity: 'medium',
  justNot: {
    'overdue only at the start of the next week': {
      elevations: [{ ...endless, plannedEndAt: at('Sun 23:00') }],
    },
    'the log is known only up to an earlier time': { elevations: [endless], knownUntil: at('Sun 23:58') },
    'an expiry is recorded': { elevations: [{ ...endless, endedBy: 'expired' }] },
    'the role was removed': { elevations: [{ ...endless, endedBy: 'removed' }] },
    'never started': { elevations: [{ ...endless, outcome: 'pending' }] },
    'no planned end': { elevations: [{ ...endless, plannedEndAt: null }] },
  },
  suppress: { principal: 'Anna', initiator: 'Anna' },
});

test('activation-without-end does not fire if an extension took over before the planned end', () => {
  const until = { plannedEndAt: at('Sun 23:30'), endedAt: at('Sun 23:30'), endedBy: 'expired' } as const;
  const next = { ...endless, ...until, startedAt: at('Sun 22:50') };
  const found = (facts: Partial<Elevation>) =>
    findingsOf('activation-without-end', { elevations: [endless, { ...next, ...facts }] }).length;
  expect(found({})).toBe(0);
  expect(found({ startedAt: at('Sun 23:05') })).toBe(1);
  expect(found({ endedAt: at('Sun 22:55') })).toBe(1);
  expect(found({ scope: { id: '/administrativeUnits/7', name: null } })).toBe(1);
  expect(found({ principal: aPrincipal('Bo') })).toBe(1);
});

test.each(['asOf', 'knownUntil'] as const)(
  'a missing answer or end is reported once %s reaches the time',
  (until) => {
    const moment = { [until]: at('Sun 23:59') };
    for (const [rule, elevation, since] of [
      ['activation-never-completed', pending, pending.requestedAt],
      ['activation-without-end', endless, endless.startedAt],
    ] as const)
      expect(findingsOf(rule, { elevations: [elevation], ...moment })).toMatchObject([{ at: since }]);
  },
);

test('activation-without-end fires for an activation whose end was not even inferred', () => {
  const running = anElevationFrom(at('Sun 20:00'), null, { plannedEndAt: at('Sun 22:59') });
  expect(findingsOf('activation-without-end', { elevations: [running] })).toHaveLength(1);
});

test.each(['denied', 'timed-out'] as const)(
  'a request of the previous week is reported if it was %s in this week',
  (outcome) => {
    const settled = { ...denied, outcome, requestedAt: at('Sun- 22:00'), settledAt: at('Mon 09:00') };
    const found = findingsOf(`activation-${outcome}`, { elevations: [], allElevations: [settled] });
    expect(found).toMatchObject([{ at: at('Mon 09:00') }]);
  },
);

test('activation-never-completed does not fire for an approved request, which may start later', () => {
  const scheduled = { ...pending, approvedAt: at('Sat 23:10') };
  expect(findingsOf('activation-never-completed', { elevations: [scheduled] })).toEqual([]);
});

test('activation-never-completed waits for the start that the request asks for', () => {
  const found = (askedStart: string, requested: string) => {
    const scheduled = { ...pending, requestedAt: at(requested), requestedStartAt: at(askedStart) };
    return findingsOf('activation-never-completed', { elevations: [scheduled] });
  };
  expect(found('Sat 23:00', 'Mon 09:00')).toEqual([]);
  expect(found('Thu 09:00', 'Mon 09:00')).toMatchObject([
    {
      at: at('Mon 09:00'),
      sentence: "Anna's request for Reports Reader is still unanswered after 4 days.",
    },
  ]);
  expect(found('Mon 08:00', 'Mon 09:00')).toMatchObject([
    { sentence: "Anna's request for Reports Reader is still unanswered after 25 hours." },
  ]);
});

test('activation-never-completed reports an older request that becomes overdue in the period', () => {
  const allElevations = [{ ...pending, requestedAt: at('Sun- 23:00') }];
  const [finding] = findingsOf('activation-never-completed', { elevations: [], allElevations });
  expect(finding?.at).toEqual(at('Sun- 23:00'));
});

test('activation-denied names the initiator, so that a suppression by initiator works', () => {
  const suppress = [{ rule: 'activation-denied', initiator: 'Otto', reason: 'Onboarding' }];
  const forAnother = { ...denied, initiator: anActor('Otto') };
  const [finding] = findingsOf('activation-denied', { elevations: [forAnother], policy: { suppress } });
  expect(finding?.suppressed).toEqual({ reason: 'Onboarding', until: null });
});
