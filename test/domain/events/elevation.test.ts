import fc from 'fast-check';
import {
  approvalMinutes,
  elevatedMinutes,
  elevationAt,
  endingOf,
  pendingWithin,
} from '../../../shared/domain/events/elevation';
import { anElevation } from '../../support/builders/report';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 16, 9) + seconds * 1000);

describe('elevated minutes', () => {
  test.each([
    [0, 0],
    [2.4, 0],
    [3, 0.1],
    [59.6, 1],
    [60, 1],
    [63, 1.1],
    [3600, 60],
    [28_799.5, 480],
  ])('of %d seconds are %d', (seconds, minutes) => {
    expect(elevatedMinutes({ startedAt: at(0), endedAt: at(seconds) })).toBe(minutes);
  });

  test('are unknown while the elevation runs or if it never started, and never negative', () => {
    expect(elevatedMinutes({ startedAt: at(0), endedAt: null })).toBeNull();
    expect(elevatedMinutes({ startedAt: null, endedAt: at(0) })).toBeNull();
    expect(elevatedMinutes({ startedAt: at(10), endedAt: at(0) })).toBe(0);
  });

  test('have at most one decimal, and are exact to three seconds', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        const minutes = elevatedMinutes({ startedAt: at(0), endedAt: at(seconds) }) ?? NaN;
        expect(Number(minutes.toFixed(1))).toBe(minutes);
        expect(Math.abs(minutes * 60 - seconds)).toBeLessThanOrEqual(3.001);
      }),
    );
  });
});

test.each([
  ['inferred', { endedBy: 'inferred', endedAt: at(60), plannedEndAt: at(60) }],
  ['deactivated', { endedBy: 'deactivated', endedAt: at(60), plannedEndAt: null }],
  ['not recorded', { endedBy: null, endedAt: at(60), plannedEndAt: null }],
  ['running', { endedBy: null, endedAt: null, plannedEndAt: at(60) }],
  ['unknown', { endedBy: null, endedAt: null, plannedEndAt: null }],
] as const)('the ending of an activation is %s from %j', (ending, ends) => {
  expect(endingOf({ outcome: 'activated', ...ends })).toBe(ending);
  expect(endingOf({ outcome: 'pending', ...ends })).toBeNull();
});

test('minutes to approval need a request and an approval', () => {
  expect(approvalMinutes({ requestedAt: at(0), approvedAt: at(90) })).toBe(1.5);
  expect(approvalMinutes({ requestedAt: at(0), approvedAt: null })).toBeNull();
  expect(approvalMinutes({ requestedAt: null, approvedAt: at(0) })).toBeNull();
  expect(approvalMinutes({ requestedAt: at(5), approvedAt: at(0) })).toBe(0);
});

test('an elevation belongs to its start, or else its request, or else no time', () => {
  const activated = { outcome: 'activated', startedAt: at(5), requestedAt: at(0) } as const;
  expect(elevationAt(activated)).toEqual(at(5));
  expect(elevationAt({ ...activated, outcome: 'pending' })).toEqual(at(0));
  expect(elevationAt({ ...activated, startedAt: null })).toEqual(at(0));
  expect(elevationAt({ ...activated, startedAt: null, requestedAt: null })).toBeNull();
});

describe('an elevation that was granted before its start', () => {
  const week = { from: at(0), to: at(100) };
  const scheduled = anElevation({
    actions: [],
    isScheduled: true,
    requestedAt: at(10),
    startedAt: at(100),
    endedAt: at(160),
    endedBy: 'expired',
  });

  test('is pending in the period of its request, with its start', () => {
    expect(pendingWithin(week, scheduled)).toEqual({
      ...scheduled,
      outcome: 'pending',
      endedAt: null,
      endedBy: null,
    });
  });

  test.each([
    ['it starts in the period', { startedAt: at(99) }],
    ['it was requested later', { requestedAt: at(100) }],
    ['it was requested before', { requestedAt: at(-1) }],
    ['it never came into force', { startedAt: null }],
    ['only an approval took until the next period', { isScheduled: false }],
  ])('is not pending when %s', (_, facts) => {
    expect(pendingWithin(week, { ...scheduled, ...facts })).toBeNull();
  });
});
