import { activationEvents, alex, at, pimEvent, pimService } from '../../support/builders/events';
import { elevationOf, elevationsOf } from '../../support/builders/joined';

const r1 = activationEvents('r1');

describe('the outcome', () => {
  const refused = { result: 'failure', resultReason: 'RoleAssignmentRequestPolicyValidationFailed' } as const;

  test.each([
    ['pending', [r1.requested('16 09:00')]],
    ['pending', [r1.requested('16 09:00'), r1.approved('16 09:04')]],
    ['denied', [r1.requested('16 09:00'), r1.denied('16 09:04')]],
    ['denied', [r1.requested('16 09:00'), r1.denied('16 09:04', { result: 'failure' })]],
    ['cancelled', [r1.requested('16 09:00'), r1.cancelled('16 09:04')]],
    ['pending', [r1.requested('16 09:00'), r1.cancelled('16 09:04', refused)]],
    ['cancelled', [r1.requested('16 09:00'), pimEvent('Cancel request', '16 09:04', { requestId: 'r1' })]],
    ['timed-out', [r1.requested('16 09:00'), r1.timedOut('17 09:00')]],
    ['failed', [r1.requested('16 09:00', refused)]],
    ['failed', [r1.requested('16 09:00'), r1.completed('16 09:01', refused)]],
    ['activated', [r1.requested('16 09:00'), r1.completed('16 09:01')]],
    ['activated', [r1.completed('16 09:01')]],
    ['activated', [r1.requested('16 09:00', refused), r1.completed('16 09:01')]],
  ] as const)('is %s', (outcome, events) => {
    const elevation = elevationOf(events);
    expect(elevation.outcome).toBe(outcome);
    expect(elevation.startedAt === null).toBe(outcome !== 'activated');
    expect(elevation.failureReason).toBe(outcome === 'failed' ? refused.resultReason : null);
  });

  test('is failed when the message to the approvers failed, and pending when a withdrawal did', () => {
    const failure = { result: 'failure', resultReason: 'Conflict' } as const;
    expect(elevationOf([r1.approvalRequested('16 09:00', failure)])).toMatchObject({
      outcome: 'failed',
      failureReason: 'Conflict',
      settledAt: at('16 09:00'),
    });
    const withdrawal = pimEvent('Cancel request', '16 09:04', { requestId: 'r1', ...failure });
    expect(elevationOf([r1.requested('16 09:00'), withdrawal]).outcome).toBe('pending');
  });

  test('gives the last reason of several failures', () => {
    const events = [
      r1.requested('16 09:00', refused),
      r1.completed('16 09:01', { result: 'failure', resultReason: 'RoleAssignmentExists' }),
    ];
    expect(elevationOf(events).failureReason).toBe('RoleAssignmentExists');
  });

  test('is failed when the work on the request failed, but not when only an end was refused', () => {
    const work = (activity: string, resultReason: string) =>
      pimEvent(activity, '16 09:02', { requestId: 'r1', result: 'failure', resultReason });
    const asked = r1.requested('16 09:00');
    expect(elevationOf([asked, work('Process request', 'Conflict')]).outcome).toBe('failed');
    expect(elevationOf([asked, work('Process role removal request', 'ActiveDurationTooShort')]).outcome).toBe(
      'pending',
    );
  });

  test('names who denied, and since when nothing is known of the request, when', () => {
    expect(elevationOf([r1.denied('16 09:04')])).toMatchObject({
      outcome: 'denied',
      approver: alex,
      approvedAt: null,
      initiator: null,
      requestedAt: at('16 09:04'),
    });
  });

  test('has no approver when the service answered', () => {
    expect(
      elevationOf([r1.requested('16 09:00'), r1.denied('16 09:04', { initiator: pimService })]).approver,
    ).toBeNull();
  });

  test('does not invent a request for a start that is all there is', () => {
    expect(elevationOf([r1.completed('16 09:01')]).requestedAt).toBeNull();
  });

  test('takes the message to the approvers for the request where that was lost', () => {
    const events = [r1.approvalRequested('16 09:00'), r1.completed('16 09:01')];
    expect(elevationOf(events).requestedAt).toEqual(at('16 09:00'));
  });

  test('keeps what a failed request says about itself', () => {
    const failed = r1.requested('16 09:00', { ...refused, justification: 'Please' });
    expect(elevationOf([failed])).toMatchObject({ justification: 'Please', requestedAt: at('16 09:00') });
  });

  test('believes an end whose start was lost, and invents no start', () => {
    expect(elevationOf([r1.requested('16 09:00'), r1.deactivated('16 10:00')])).toMatchObject({
      outcome: 'activated',
      startedAt: null,
      endedAt: at('16 10:00'),
    });
  });

  test('is nothing when there is only an end', () => {
    expect(
      elevationsOf([r1.expired('16 09:00'), activationEvents('r2').deactivationRequested('16 09:00')]),
    ).toEqual([]);
  });
});

describe('the start', () => {
  test('is later than the completed event when it was scheduled', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    expect(elevationOf([scheduled]).startedAt).toEqual(at('17 08:00'));
  });

  test('is the one that was requested where only the request states it', () => {
    const asked = r1.requested('16 08:59', { startTime: at('17 08:00') });
    expect(elevationOf([asked, r1.completed('16 09:00')]).startedAt).toEqual(at('17 08:00'));
    const own = r1.completed('16 09:00', { startTime: at('16 12:00') });
    expect(elevationOf([asked, own]).startedAt).toEqual(at('16 12:00'));
    expect(elevationOf([asked, r1.completed('17 08:01')]).startedAt).toEqual(at('17 08:01'));
  });

  test('is the earliest of several', () => {
    const events = [r1.completed('16 09:00', { startTime: at('16 11:00') }), r1.completed('16 09:05')];
    expect(elevationOf(events).startedAt).toEqual(at('16 09:05'));
  });

  test('is the completed event when the start asked for was earlier', () => {
    expect(elevationOf([r1.completed('16 09:00', { startTime: at('16 08:00') })]).startedAt).toEqual(
      at('16 09:00'),
    );
  });

  test('was, for no time at all, when it ends in that instant', () => {
    expect(elevationOf([r1.completed('16 09:00'), r1.deactivated('16 09:00')])).toMatchObject({
      outcome: 'activated',
      startedAt: at('16 09:00'),
      endedAt: at('16 09:00'),
    });
  });

  test('never was, when it is taken back before', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    expect(elevationOf([scheduled, r1.deactivated('16 15:00')])).toMatchObject({
      outcome: 'cancelled',
      startedAt: null,
      endedAt: null,
      requestedAt: at('16 09:00'),
    });
  });

  test('was reached when the activation expired later, whatever was cancelled before', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    const events = [scheduled, r1.cancelled('16 15:00'), r1.expired('17 12:00:05')];
    expect(elevationOf(events)).toMatchObject({
      outcome: 'activated',
      startedAt: at('17 08:00'),
      endedAt: at('17 12:00'),
      endedBy: 'expired',
    });
  });
});

describe('the end', () => {
  const started = r1.completed('16 09:00', { expirationTime: at('16 10:00') });

  test('is the first of those that its own events and another request tell', () => {
    const elsewhere = activationEvents('d1').deactivated('16 09:30');
    expect(elevationOf([started, elsewhere, r1.expired('16 10:00')])).toMatchObject({
      endedBy: 'deactivated',
      endedAt: at('16 09:30'),
    });
  });

  test('is inferred from the plan as soon as that has come, and from nothing where there is none', () => {
    expect(elevationOf([started], at('16 10:00'))).toMatchObject({
      endedBy: 'inferred',
      endedAt: at('16 10:00'),
    });
    expect(elevationOf([started], at('16 09:59'))).toMatchObject({ endedBy: null, endedAt: null });
    expect(elevationOf([r1.completed('16 09:00')])).toMatchObject({ endedBy: null, endedAt: null });
  });
});
