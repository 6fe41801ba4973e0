import { alex, at, pimEvent, sam } from '../../support/builders/events';
import { changesOf } from '../../support/builders/joined';

const byAlex = { initiator: alex, requestId: 'q1' };

describe('a decision by an administrator', () => {
  const extend = pimEvent('Update member in PIM requested (extend)', '16 09:00', { requestId: 'q1' });

  test.each([
    ['approved', 'extend-renew-approved', 'completed'],
    ['denied', 'extend-renew-denied', 'denied'],
  ])('"%s" is a separate change, and settles the request', (verb, kind, result) => {
    const decision = pimEvent(`Update member in PIM ${verb} by admin (extend/renew)`, '17 10:00', {
      ...byAlex,
      justification: 'As agreed',
    });
    const changes = changesOf([extend, decision]);
    expect(changes).toEqual([
      expect.objectContaining({ kind: 'active-extended', result, at: at('17 10:00'), initiator: sam }),
      expect.objectContaining({
        kind,
        result,
        at: at('17 10:00'),
        initiator: alex,
        justification: 'As agreed',
      }),
    ]);
    expect(changes.map(({ eventIds }) => eventIds)).toEqual([[extend.id], [decision.id]]);
  });

  test('on a direct assignment leaves the request open until it is completed', () => {
    const changes = changesOf([
      pimEvent('Add member to role in PIM requested (permanent)', '16 09:00', byAlex),
      pimEvent('Approve request - direct role assignment', '16 10:00', byAlex),
    ]);
    expect(changes.map(({ kind, result }) => [kind, result])).toEqual([
      ['active-assigned', 'requested'],
      ['active-approved', 'completed'],
    ]);
  });

  test.each([
    [
      'Update eligible member in PIM requested (extend)',
      'Update member in PIM approved by admin (extend/renew)',
    ],
    ['Add member to role in PIM requested (renew)', 'Update member in PIM denied by admin (extend/renew)'],
    ['Add member to role in PIM requested (timebound)', 'Approve request - direct role assignment'],
  ])('takes its principal from the request "%s" if "%s" names only the approver', (asked, decided) => {
    const request = { requestId: 'q1' };
    const [, decision] = changesOf([
      pimEvent(asked, '16 09:00', { ...request, initiator: alex }),
      pimEvent(decided, '16 10:00', { ...request, principal: null }),
    ]);
    expect(decision).toMatchObject({ initiator: sam, requestedBy: alex, principal: sam });
  });
});
