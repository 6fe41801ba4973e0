import { requestActionsOf } from '../../../shared/analysis/elevations/request-actions';
import { activationEvents, alex, at, msPim, pimEvent, pimService, sam } from '../../support/builders/events';
import { elevationOf } from '../../support/builders/joined';

const steps = activationEvents('q1');

test('request actions name who approved and who ended an activation, in order of time, but never PIM', () => {
  const events = [
    steps.requested('16 09:00'),
    steps.approved('16 09:05'),
    steps.completed('16 09:06', { expirationTime: at('16 12:00') }),
    pimEvent('Remove member from role completed (PIM deactivate)', '16 10:00', { requestId: 'q2' }),
    steps.expired('16 12:00'),
  ];
  expect(elevationOf(events).actions).toEqual([
    { action: 'approved', by: alex, at: at('16 09:05'), didFail: false },
    { action: 'ended', by: sam, at: at('16 10:00'), didFail: false },
  ]);
});

test.each([
  ['denied', steps.denied('16 09:05'), alex],
  ['cancelled', steps.cancelled('16 09:05', { initiator: alex }), alex],
  ['cancelled', pimEvent('Cancel request', '16 09:05', { initiator: alex }), alex],
  ['ended', steps.deactivationRequested('16 09:05'), sam],
  ['ended', pimEvent('Process role removal request', '16 09:05', { initiator: alex }), alex],
])('requestActionsOf records who %s an activation, and whether that failed', (action, event, by) => {
  expect(requestActionsOf([event])).toEqual([{ action, by, at: at('16 09:05'), didFail: false }]);
  expect(requestActionsOf([{ ...event, result: 'failure' }])).toMatchObject([{ action, didFail: true }]);
});

test.each([
  ['a step of the requester', steps.requested('16 09:00')],
  ['PIM’s own denial', steps.denied('16 09:00', { initiator: pimService })],
  ['the cancellation of a removal', pimEvent('Cancel request for role removal', '16 09:00')],
  ['the removal of an assignment, which is a change', pimEvent('Remove member from role', '16 09:00')],
  ['the directory’s copy', pimEvent('Remove member from role', '16 09:00', { initiator: msPim })],
])('%s is no request action', (_, event) => {
  expect(requestActionsOf([event])).toEqual([]);
});
