import { activationEvents, at, reportsReader, user } from '../../support/builders/events';
import { elevationsOf } from '../../support/builders/joined';

const nameless = activationEvents(null);
const rows = (events: Parameters<typeof elevationsOf>[0]) =>
  elevationsOf(events).map(({ outcome, requestedAt, startedAt }) => [outcome, requestedAt, startedAt]);

describe('events without a request id', () => {
  test('form one activation if principal, role and scope are the same', () => {
    const events = [
      nameless.requested('16 09:00'),
      nameless.approvalRequested('16 09:00:01'),
      nameless.approved('16 09:05'),
      nameless.completed('16 09:06'),
      nameless.expired('16 10:06'),
      nameless.requested('17 09:00'),
      nameless.completed('17 09:01'),
    ];
    expect(rows(events)).toEqual([
      ['activated', at('16 09:00'), at('16 09:06')],
      ['activated', at('17 09:00'), at('17 09:01')],
    ]);
    expect(elevationsOf(events)[0]).toMatchObject({
      id: events[0]?.id,
      endedAt: at('16 10:06'),
      approver: { id: 'id-alex' },
    });
  });

  test.each(['denied', 'cancelled', 'timedOut'] as const)(
    'settle a request with "%s", so that a later start is a separate activation',
    (answer) => {
      expect(rows([nameless.requested('16 09:00'), nameless[answer]('16 10:00')])).toHaveLength(1);
      const again = [
        nameless.requested('16 09:00'),
        nameless[answer]('16 10:00'),
        nameless.completed('16 11:00'),
      ];
      expect(rows(again)).toHaveLength(2);
    },
  );

  test('do not join a start to a failed request or to one of another principal, role, scope or day', () => {
    const start = nameless.completed('17 12:00');
    for (const other of [
      nameless.requested('17 11:00', { principal: user('kim') }),
      nameless.requested('17 11:00', { role: reportsReader }),
      nameless.requested('17 11:00', { scope: { id: '/administrativeUnits/7', name: null } }),
      nameless.requested('16 10:00'),
      nameless.requested('17 11:00', { result: 'failure', resultReason: 'RoleAssignmentExists' }),
      activationEvents('r1').requested('17 11:00'),
    ])
      expect(rows([other, start])).toHaveLength(2);
    expect(rows([nameless.requested('17 11:00'), start])).toHaveLength(1);
  });
});
