import { distinctEvents, classifyEvents } from '../../../shared/analysis/events/known-events';
import { addMissingRequestIds } from '../../../shared/analysis/events/missing-request-ids';
import { joinPeriod } from '../../../shared/analysis/join-period';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import {
  activationEvents,
  alex,
  at,
  pimEvent,
  reportsReader,
  sam,
  user,
  week47,
} from '../../support/builders/events';

const own = activationEvents('q1');
const lost = activationEvents(null);
const ofEva = activationEvents('q2', { principal: user('eva'), initiator: user('eva') });

/** Returns the id of the request to which the decision is matched, or null. */
function foundFor(decision: AuditEvent, ...others: readonly AuditEvent[]): string | null {
  const { known } = classifyEvents(distinctEvents([...others, decision]));
  return addMissingRequestIds(known).find(({ event }) => event.id === decision.id)?.event.requestId ?? null;
}

describe('a decision without a request id', () => {
  test('forms one elevation with its request and the start', () => {
    const events = [
      own.requested('16 09:00'),
      lost.approved('16 09:10'),
      own.completed('16 09:11', { expirationTime: at('16 10:11') }),
      own.expired('16 10:11'),
    ];
    expect(joinPeriod(events, week47, at('30'), []).elevations).toMatchObject([
      { principal: sam, approver: alex, approvedAt: at('16 09:10'), outcome: 'activated' },
    ]);
  });

  test.each([
    ['the only open request', lost.approved('16 09:10'), [own.requested('16 09:00')], 'q1'],
    [
      'the request of its principal',
      lost.denied('16 09:10'),
      [own.requested('16 09:00'), ofEva.requested('16 09:01')],
      'q1',
    ],
    [
      'the request with its correlation id',
      lost.approved('16 09:10', { principal: null, correlationId: 'C2' }),
      [own.requested('16 09:00'), ofEva.requested('16 09:01', { correlationId: 'c2' })],
      'q2',
    ],
    [
      'the request of its initiator if it names no principal',
      lost.approved('16 09:10', { principal: null, initiator: sam }),
      [own.requested('16 09:00')],
      'q1',
    ],
    [
      'a request to extend',
      pimEvent('Update member in PIM approved by admin (extend/renew)', '16 09:10', { initiator: alex }),
      [pimEvent('Update member in PIM requested (extend)', '16 09:00', { requestId: 'q3' })],
      'q3',
    ],
  ])('belongs to %s', (_, decision, others, id) => {
    expect(foundFor(decision, ...others)).toBe(id);
  });

  test.each([
    [
      'two requests are open',
      lost.approved('16 09:10', { principal: null }),
      [own.requested('16 09:00'), ofEva.requested('16 09:01')],
    ],
    [
      'it is about another role',
      lost.approved('16 09:10', { role: reportsReader }),
      [own.requested('16 09:00')],
    ],
    [
      'it is about another person',
      lost.approved('16 09:10', { principal: user('eva') }),
      [own.requested('16 09:00')],
    ],
    [
      'the request was settled before',
      lost.approved('16 09:10'),
      [own.requested('16 08:00'), own.cancelled('16 08:30')],
    ],
    [
      'the request was refused',
      lost.approved('16 09:10'),
      [own.requested('16 09:00', { result: 'failure' })],
    ],
    ['the request was made later', lost.approved('16 09:10'), [own.requested('16 09:12')]],
    ['the request was made more than a day before', lost.approved('17 10:10'), [own.requested('16 09:00')]],
    [
      'the request is for an assignment',
      lost.approved('16 09:10'),
      [pimEvent('Add member to role in PIM requested (timebound)', '16 09:00', { requestId: 'q3' })],
    ],
  ])('belongs to no request when %s', (_, decision, others) => {
    expect(foundFor(decision, ...others)).toBeNull();
  });
});
