import {
  activationEvents,
  alex,
  at,
  globalAdministrator,
  pimService,
  sam,
  twin,
} from '../../support/builders/events';
import { elevationOf, elevationsOf } from '../../support/builders/joined';

const r1 = activationEvents('r1');

describe('one request', () => {
  test('is one elevation from request to end, with each fact from the step that states it', () => {
    const events = [
      r1.requested('16 09:00', {
        justification: 'Rotate the signing key',
        ticket: { number: 'CHG1', system: 'ServiceNow' },
        mfa: 'yes',
        ipAddress: '203.0.113.7',
        expirationTime: at('16 10:00'),
      }),
      r1.approvalRequested('16 09:00:01', { approvalRequired: true, initiator: pimService }),
      r1.approved('16 09:04', { justification: 'Fine with me', ipAddress: '203.0.113.99', mfa: 'no' }),
      r1.completed('16 09:05', { expirationTime: at('16 10:05'), initiator: alex }),
      r1.expired('16 10:05:07'),
    ];
    expect(elevationOf(events)).toEqual({
      id: 'r1',
      provider: 'entra',
      principal: sam,
      role: { ...globalAdministrator, privileged: true },
      scope: { id: 'id-tenant', name: 'Contoso' },
      outcome: 'activated',
      initiator: sam,
      requestedStartAt: null,
      requestedAt: at('16 09:00'),
      approvedAt: at('16 09:04'),
      approver: alex,
      startedAt: at('16 09:05'),
      actions: [{ action: 'approved', by: alex, at: at('16 09:04'), didFail: false }],
      isScheduled: false,
      settledAt: null,
      plannedEndAt: at('16 10:05'),
      endedAt: at('16 10:05'),
      endedBy: 'expired',
      justification: 'Rotate the signing key',
      ticket: { number: 'CHG1', system: 'ServiceNow' },
      mfa: 'yes',
      approvalRequired: true,
      ipAddress: '203.0.113.7',
      failureReason: null,
      sources: ['graph'],
      eventIds: events.map(({ id }) => id),
    });
  });

  test('is one elevation whatever the case and blanks of its ids', () => {
    const events = [
      r1.requested('16 09:00', { requestId: 'R1' }),
      r1.completed('16 09:01', { requestId: ' r1 ' }),
    ];
    expect(elevationOf(events)).toMatchObject({ id: 'r1', outcome: 'activated' });
  });

  test('without a request id is a separate elevation for each start', () => {
    const alone = activationEvents(null);
    const events = [alone.completed('16 09:00'), alone.completed('17 09:00')];
    expect(elevationsOf(events).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  test('never contains a twin', () => {
    const events = [r1.completed('16 09:00'), r1.deactivated('16 09:30')];
    const twins = [
      twin('Add member to role', '16 09:00', { requestId: 'r1' }),
      twin('Remove member from role', '16 09:10'),
    ];
    expect(elevationOf([...events, ...twins])).toMatchObject({
      endedBy: 'deactivated',
      eventIds: events.map(({ id }) => id),
    });
  });
});

describe('several elevations', () => {
  const ids = (...events: Parameters<typeof elevationsOf>[0]) => elevationsOf(events).map(({ id }) => id);

  test('are sorted by start, or by request if they never started', () => {
    const [slow, quick] = [activationEvents('slow'), activationEvents('quick')];
    expect(
      ids(
        slow.requested('16 09:00'),
        activationEvents('refused').requested('16 11:30'),
        quick.completed('16 11:00'),
        slow.completed('16 12:00'),
      ),
    ).toEqual(['quick', 'refused', 'slow']);
  });

  test('with the same start are sorted by id', () => {
    const events = ['r9', 'r10', 'r1'].map((id) => activationEvents(id).completed('16 09:00'));
    expect(ids(...events)).toEqual(['r1', 'r10', 'r9']);
  });

  test('list the events of an end under another request id in order of time', () => {
    const started = r1.completed('16 09:00');
    const [asked, done] = [
      activationEvents('d1').deactivationRequested('16 09:20'),
      activationEvents('d1').deactivated('16 09:30'),
    ];
    const refused = r1.deactivationRequested('16 09:25', { result: 'failure' });
    expect(elevationOf([started, asked, refused, done]).eventIds).toEqual(
      [started, asked, refused, done].map(({ id }) => id),
    );
  });
});
