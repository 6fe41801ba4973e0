import { activationEvents, alex, at, globalAdministrator, pimService, sam, twin } from '../support/events';
import { elevationOf, elevationsOf } from '../support/joined';

const r1 = activationEvents('r1');

describe('one request', () => {
  it('is one elevation from request to end, with the facts of the step that knows them', () => {
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
      requestedAt: at('16 09:00'),
      approvedAt: at('16 09:04'),
      approver: alex,
      startedAt: at('16 09:05'),
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
      eventIds: events.map(({ id }) => id),
    });
  });

  it('does not depend on the case of its ids', () => {
    const events = [
      r1.requested('16 09:00', { requestId: 'R1' }),
      r1.completed('16 09:01', { requestId: ' r1 ' }),
    ];
    expect(elevationOf(events)).toMatchObject({ id: 'r1', outcome: 'activated' });
  });

  it('stands alone without a request id', () => {
    const alone = activationEvents(null);
    const events = [alone.completed('16 09:00'), alone.completed('17 09:00')];
    expect(elevationsOf(events).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('never holds a twin', () => {
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
