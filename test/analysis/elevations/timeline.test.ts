import { activationEvents, alex, at, pimEvent, pimService } from '../../support/builders/events';
import { elevationOf, elevationsOf } from '../../support/builders/joined';

const r1 = activationEvents('r1');

describe('the outcome of an activation', () => {
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

  test('is failed if the message to the approvers failed, but pending if a cancellation failed', () => {
    const failure = { result: 'failure', resultReason: 'Conflict' } as const;
    expect(elevationOf([r1.approvalRequested('16 09:00', failure)])).toMatchObject({
      outcome: 'failed',
      failureReason: 'Conflict',
      settledAt: at('16 09:00'),
    });
    const withdrawal = pimEvent('Cancel request', '16 09:04', { requestId: 'r1', ...failure });
    expect(elevationOf([r1.requested('16 09:00'), withdrawal]).outcome).toBe('pending');
  });

  test('has the last reason of several failures', () => {
    const events = [
      r1.requested('16 09:00', refused),
      r1.completed('16 09:01', { result: 'failure', resultReason: 'RoleAssignmentExists' }),
    ];
    expect(elevationOf(events).failureReason).toBe('RoleAssignmentExists');
  });

  test('is failed if processing the request failed, but not if only an end was refused', () => {
    const work = (activity: string, resultReason: string) =>
      pimEvent(activity, '16 09:02', { requestId: 'r1', result: 'failure', resultReason });
    const asked = r1.requested('16 09:00');
    expect(elevationOf([asked, work('Process request', 'Conflict')]).outcome).toBe('failed');
    expect(elevationOf([asked, work('Process role removal request', 'ActiveDurationTooShort')]).outcome).toBe(
      'pending',
    );
  });

  test('names who denied, and dates the request at the denial if the request is missing', () => {
    expect(elevationOf([r1.denied('16 09:04')])).toMatchObject({
      outcome: 'denied',
      approver: alex,
      approvedAt: null,
      initiator: null,
      requestedAt: at('16 09:04'),
    });
  });

  test('has no approver if the service denied the request', () => {
    expect(
      elevationOf([r1.requested('16 09:00'), r1.denied('16 09:04', { initiator: pimService })]).approver,
    ).toBeNull();
  });

  test('has no request time if only the start is known', () => {
    expect(elevationOf([r1.completed('16 09:01')]).requestedAt).toBeNull();
  });

  test('takes the request time from the message to the approvers if the request is missing', () => {
    const events = [r1.approvalRequested('16 09:00'), r1.completed('16 09:01')];
    expect(elevationOf(events).requestedAt).toEqual(at('16 09:00'));
  });

  test('keeps the justification and the time of a failed request', () => {
    const failed = r1.requested('16 09:00', { ...refused, justification: 'Please' });
    expect(elevationOf([failed])).toMatchObject({ justification: 'Please', requestedAt: at('16 09:00') });
  });

  test('is activated if there is an end but no start, and the start stays unknown', () => {
    expect(elevationOf([r1.requested('16 09:00'), r1.deactivated('16 10:00')])).toMatchObject({
      outcome: 'activated',
      startedAt: null,
      endedAt: at('16 10:00'),
    });
  });

  test('is no elevation if there is only an end', () => {
    expect(
      elevationsOf([r1.expired('16 09:00'), activationEvents('r2').deactivationRequested('16 09:00')]),
    ).toEqual([]);
  });
});

describe('the start of an activation', () => {
  test('is the scheduled time if that is later than the completed event', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    expect(elevationOf([scheduled]).startedAt).toEqual(at('17 08:00'));
    expect(elevationOf([scheduled]).requestedStartAt).toBeNull();
  });

  test('is the requested time if only the request states one', () => {
    const asked = r1.requested('16 08:59', { startTime: at('17 08:00') });
    expect(elevationOf([asked, r1.completed('16 09:00')]).startedAt).toEqual(at('17 08:00'));
    expect(elevationOf([asked])).toMatchObject({ startedAt: null, requestedStartAt: at('17 08:00') });
    const own = r1.completed('16 09:00', { startTime: at('16 12:00') });
    expect(elevationOf([asked, own]).startedAt).toEqual(at('16 12:00'));
    expect(elevationOf([asked, r1.completed('17 08:01')]).startedAt).toEqual(at('17 08:01'));
  });

  test('is the earliest of several', () => {
    const events = [r1.completed('16 09:00', { startTime: at('16 11:00') }), r1.completed('16 09:05')];
    expect(elevationOf(events).startedAt).toEqual(at('16 09:05'));
  });

  test('is the time of the completed event if the requested start is earlier', () => {
    expect(elevationOf([r1.completed('16 09:00', { startTime: at('16 08:00') })]).startedAt).toEqual(
      at('16 09:00'),
    );
  });

  test('is recorded even if the end has the same time', () => {
    expect(elevationOf([r1.completed('16 09:00'), r1.deactivated('16 09:00')])).toMatchObject({
      outcome: 'activated',
      startedAt: at('16 09:00'),
      endedAt: at('16 09:00'),
    });
  });

  test('is null if the activation is given back before it', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    expect(elevationOf([scheduled, r1.deactivated('16 15:00')])).toMatchObject({
      outcome: 'cancelled',
      startedAt: null,
      endedAt: null,
      requestedAt: at('16 09:00'),
    });
  });

  test('is recorded if the activation expired later, even after a cancellation', () => {
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

describe('the end of an activation', () => {
  const started = r1.completed('16 09:00', { expirationTime: at('16 10:00') });

  test('is the earliest end from its own events or another request', () => {
    const elsewhere = activationEvents('d1').deactivated('16 09:30');
    expect(elevationOf([started, elsewhere, r1.expired('16 10:00')])).toMatchObject({
      endedBy: 'deactivated',
      endedAt: at('16 09:30'),
    });
  });

  test('is inferred once the planned end is reached, and is null without a planned end', () => {
    expect(elevationOf([started], at('16 10:00'))).toMatchObject({
      endedBy: 'inferred',
      endedAt: at('16 10:00'),
    });
    expect(elevationOf([started], at('16 09:59'))).toMatchObject({ endedBy: null, endedAt: null });
    expect(elevationOf([r1.completed('16 09:00')])).toMatchObject({ endedBy: null, endedAt: null });
  });
});
