import type { Change } from '../../../../shared/domain/events/change';
import { aChange, anActor, aPrincipal, at, pimService } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const given = aChange({ at: at('Tue 10:00') });
const takenAt = (time: string, overrides: Partial<Change> = {}): Change =>
  aChange({ kind: 'eligible-removed', permanent: null, endsAt: null, at: at(time), ...overrides });
const taken = takenAt('Tue 14:00');

testRule({
  rule: 'assigned-and-removed',
  fires: { changes: [given, taken] },
  sentence: 'Petra gave Bo Reports Reader and took it away again after 4 hours.',
  severity: 'medium',
  justNot: {
    'a second too late': { changes: [given, takenAt('Tue 14:00:01')] },
    'not removed': { changes: [given] },
    'assigned again after the removal': { changes: [aChange({ at: at('Tue 15:00') }), taken] },
    'only requested': { changes: [{ ...given, result: 'requested' }, taken] },
    'a removal that was only requested': { changes: [given, { ...taken, result: 'requested' }] },
    'an assignment that expired': {
      changes: [{ ...given, endsAt: at('Tue 14:00') }, { ...taken }],
    },
    'removed two minutes before its end, as PIM itself may do': {
      changes: [{ ...given, endsAt: at('Tue 14:02') }, taken],
    },
    'removed by PIM itself': { changes: [given, { ...taken, initiator: pimService }] },
    'a removal from another principal': { changes: [given, { ...taken, principal: aPrincipal('Cleo') }] },
    'in another scope': {
      changes: [given, { ...taken, scope: { id: '/administrativeUnits/1', name: 'West' } }],
    },
    'withdrawn before its start': { changes: [{ ...given, startsAt: at('Fri 09:00') }, taken] },
    'seen by PIM only, so that it may be years old': {
      changes: [
        { ...given, kind: 'assigned-outside-pim', isOnlySeen: true },
        { ...taken, kind: 'removed-outside-pim' },
      ],
    },
    'another kind of assignment': { changes: [given, { ...taken, kind: 'active-removed' }] },
    'removed after the period': { changes: [given], allChanges: [given, taken] },
    'a shorter limit set': {
      changes: [given, taken],
      policy: { thresholds: { 'assigned-and-removed': { value: 3 } } },
    },
  },
  suppress: { initiator: 'Petra', principal: 'Bo' },
});

test('assigned-and-removed counts from the start that the assignment states', () => {
  const scheduled = { ...given, startsAt: at('Fri 09:00') };
  const hours = (time: string) =>
    findingsOf('assigned-and-removed', { changes: [scheduled, takenAt(time)] }).map(
      ({ sentence }) => sentence,
    );
  expect(hours('Fri 11:00')).toEqual([expect.stringMatching(/after 2 hours\.$/)]);
  expect(hours('Fri 13:00:01')).toEqual([]);
});

test('assigned-and-removed finds an assignment before the period, and lists the events of both', () => {
  const before = aChange({ at: at('Sun- 23:00'), startsAt: null, eventIds: ['given'] });
  const after = takenAt('Mon 01:00', { eventIds: ['taken'] });
  const findings = findingsOf('assigned-and-removed', { changes: [after], allChanges: [before, after] });
  expect(findings).toMatchObject([{ at: at('Sun- 23:00'), eventIds: ['given', 'taken'] }]);
});

test('assigned-and-removed uses the latest of several assignments, in any order of input', () => {
  const restored = aChange({ at: at('Tue 13:00') });
  for (const changes of [
    [given, restored, taken],
    [restored, given, taken],
  ]) {
    const [finding] = findingsOf('assigned-and-removed', { changes });
    expect(finding?.sentence).toContain('after 1 hour.');
  }
});

test('assigned-and-removed fires for a removal at the time of the assignment', () => {
  const [finding] = findingsOf('assigned-and-removed', { changes: [given, takenAt('Tue 10:00')] });
  expect(finding?.sentence).toContain('after 0 minutes.');
});

test('assigned-and-removed matches an assignment with its removal if one of them has no scope', () => {
  const outside = aChange({ kind: 'assigned-outside-pim', permanent: true, endsAt: null });
  const removed = takenAt('Tue 11:00', { kind: 'removed-outside-pim' });
  for (const changes of [
    [outside, { ...removed, scope: null }],
    [{ ...outside, scope: null }, removed],
  ])
    expect(findingsOf('assigned-and-removed', { changes })).toHaveLength(1);
});

test('assigned-and-removed distinguishes a unit from the whole directory, which Core Directory does not name', () => {
  const unit = { id: '/administrativeUnits/1', name: 'Oslo' };
  const found = (kind: Change['kind'], scope: Change['scope'], taken: Partial<Change>) =>
    findingsOf('assigned-and-removed', {
      changes: [
        aChange({ kind, scope, permanent: true, endsAt: null }),
        takenAt('Tue 10:10', { kind: 'removed-outside-pim', ...taken }),
      ],
    }).length;
  expect(found('assigned-outside-pim', null, { scope: unit })).toBe(0);
  expect(found('assigned-outside-pim', unit, { scope: null })).toBe(0);
  expect(found('active-assigned', unit, { scope: null })).toBe(0);
  expect(found('active-assigned', unit, { scope: { id: '/administrativeUnits/2', name: 'Bergen' } })).toBe(0);
  expect(found('active-assigned', unit, { scope: unit })).toBe(1);
  expect(found('assigned-outside-pim', unit, { scope: unit })).toBe(1);
  expect(found('assigned-outside-pim', null, { scope: null })).toBe(1);
  expect(found('active-assigned', unit, { kind: 'active-removed', scope: null })).toBe(1);
});

const gifts = (count: number, time: string): Change[] =>
  Array.from({ length: count }, (_, index) =>
    aChange({ principal: aPrincipal(`P${time}${index}`), at: at(`Wed ${time}`) }),
  );

testRule({
  rule: 'bulk-assignment',
  fires: { changes: [...gifts(5, '10:00'), ...gifts(5, '11:00')] },
  sentence: 'Petra made 10 people eligible for Reports Reader within 1 hour.',
  severity: 'medium',
  count: 10,
  justNot: {
    'nine principals': { changes: [...gifts(5, '10:00'), ...gifts(4, '11:00')] },
    'a second more than an hour': { changes: [...gifts(5, '10:00'), ...gifts(5, '11:00:01')] },
    'ten roles for nine principals': {
      changes: [...gifts(9, '10:00'), aChange({ principal: aPrincipal('P10:000'), at: at('Wed 10:30') })],
    },
    'by two people': {
      changes: [
        ...gifts(9, '10:00'),
        ...gifts(9, '10:30').map((one) => ({ ...one, initiator: anActor('Cleo') })),
      ],
    },
    'only requested': {
      changes: gifts(10, '10:00').map((one) => ({ ...one, result: 'requested' as const })),
    },
    'nine principals, and an unknown one': {
      changes: [...gifts(9, '10:00'), aChange({ principal: null, at: at('Wed 10:30') })],
    },
    'by an unknown initiator': { changes: gifts(10, '10:00').map((one) => ({ ...one, initiator: null })) },
    'seen by PIM only, so that they may be years old': {
      changes: gifts(10, '10:00').map((one) => ({
        ...one,
        ...({ kind: 'assigned-outside-pim', isOnlySeen: true } as const),
      })),
    },
    'with PIM as the initiator': {
      changes: gifts(10, '10:00').map((one) => ({ ...one, initiator: pimService })),
    },
    'a higher limit set': {
      changes: gifts(10, '10:00'),
      policy: { thresholds: { 'bulk-assignment': { principals: 10 } } },
    },
  },
  suppress: { initiator: 'petra@contoso.example' },
});

test('bulk-assignment lists all events, and the role and scope that all assignments share', () => {
  const changes = gifts(10, '10:00');
  expect(findingsOf('bulk-assignment', { changes })).toMatchObject([
    {
      sentence: 'Petra made 10 people eligible for Reports Reader within 1 minute.',
      principal: null,
      concerned: changes.map(({ principal }) => principal),
      role: { name: 'Reports Reader' },
      scope: { name: 'Directory' },
      eventIds: changes.flatMap(({ eventIds }) => eventIds),
    },
  ]);
  const [first, ...others] = changes;
  const elsewhere = { ...first!, scope: { id: '/administrativeUnits/1', name: 'West' } };
  const another = { ...first!, role: { id: 'another', name: 'Another', privileged: false } };
  expect(findingsOf('bulk-assignment', { changes: [elsewhere, ...others] })).toMatchObject([
    { role: { name: 'Reports Reader' }, scope: null },
  ]);
  expect(findingsOf('bulk-assignment', { changes: [another, ...others] })).toMatchObject([
    { role: null, scope: null },
  ]);
});

test('bulk-assignment reports a series of hours once, and two series as two findings', () => {
  const changes = ['08:00', '08:40', '09:20', '15:00'].flatMap((time) => gifts(10, time));
  expect(findingsOf('bulk-assignment', { changes }).map(({ count }) => count)).toEqual([30, 10]);
});

test('bulk-assignment counts across the start of the week, and fires in the week that reaches the limit', () => {
  const sunday = Array.from({ length: 9 }, (_, index) =>
    aChange({ principal: aPrincipal(`Early${index}`), at: at(`Sun- 23:5${index}`) }),
  );
  const monday = aChange({ principal: aPrincipal('Late'), at: at('Mon 00:05') });
  const context = { changes: [monday], allChanges: [...sunday, monday] };
  expect(findingsOf('bulk-assignment', context)).toMatchObject([{ count: 10, at: at('Sun- 23:50') }]);
  const before = { ...context, period: { from: at('Sun- 00:00'), to: at('Mon 00:00'), timeZone: 'UTC' } };
  expect(findingsOf('bulk-assignment', before)).toEqual([]);
});

test('bulk-assignment reports in each week the part that reaches the limit by itself', () => {
  const [first, second] = [gifts(10, '10:00'), gifts(10, '10:30')];
  const allChanges = [...first, ...second];
  const half = (from: string, to: string) =>
    findingsOf('bulk-assignment', {
      allChanges,
      period: { from: at(from), to: at(to), timeZone: 'UTC' },
    }).map(({ count }) => count);
  expect(half('Tue 00:00', 'Wed 10:20')).toEqual([10]);
  expect(half('Wed 10:20', 'Thu 00:00')).toEqual([10]);
  expect(half('Wed 10:31', 'Thu 00:00')).toEqual([]);
});
