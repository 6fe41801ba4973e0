import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { Change } from '../../../shared/domain/events/change';
import type { Actor } from '../../../shared/domain/events/people';
import {
  alex,
  at,
  directory,
  globalAdministrator,
  pimEvent,
  pimService,
  sam,
  user,
} from '../../support/builders/events';
import { changeOf, changesOf } from '../../support/builders/joined';

const byAlex = { initiator: alex, requestId: 'q1' };

describe('a request for an assignment', () => {
  test('is one change, dated at its completion', () => {
    const asked = pimEvent('Add eligible member to role in PIM requested (timebound)', '22 23:59', {
      ...byAlex,
      justification: 'Joins the team',
    });
    const done = pimEvent('Add eligible member to role in PIM completed (timebound)', '23 00:01', {
      ...byAlex,
      initiator: pimService,
      startTime: at('23'),
      expirationTime: at('30'),
    });
    expect(changeOf([done, asked])).toEqual({
      at: at('23 00:01'),
      kind: 'eligible-assigned',
      provider: 'entra',
      initiator: alex,
      principal: sam,
      role: { ...globalAdministrator, privileged: true },
      scope: directory,
      permanent: false,
      startsAt: at('23'),
      endsAt: at('30'),
      subject: null,
      justification: 'Joins the team',
      result: 'completed',
      count: 1,
      sources: ['graph'],
      eventIds: [asked.id, done.id],
    });
  });

  const asked = pimEvent('Add member to role in PIM requested (permanent)', '16 09:00', byAlex);
  const failure = { ...byAlex, result: 'failure', resultReason: 'RoleAssignmentExists' } as const;

  test.each<[Change['result'], string, AuditEvent[]]>([
    ['requested', '16 09:00', [asked]],
    [
      'completed',
      '16 09:01',
      [asked, pimEvent('Add member to role in PIM completed (permanent)', '16 09:01', byAlex)],
    ],
    [
      'cancelled',
      '16 09:02',
      [asked, pimEvent('Add member to role in PIM canceled (permanent)', '16 09:02', byAlex)],
    ],
    ['cancelled', '16 09:02', [asked, pimEvent('Cancel request', '16 09:02', byAlex)]],
    ['failed', '16 09:03', [asked, pimEvent('Process request', '16 09:03', failure)]],
    [
      'failed',
      '16 09:03',
      [asked, pimEvent('Add member to role in PIM completed (permanent)', '16 09:03', failure)],
    ],
    [
      'completed',
      '16 09:04',
      [
        asked,
        pimEvent('Process request', '16 09:03', failure),
        pimEvent('Add member to role in PIM completed (permanent)', '16 09:04', byAlex),
      ],
    ],
  ])('is %s, settled at %s', (result, settled, events) => {
    expect(changeOf(events)).toMatchObject({
      kind: 'active-assigned',
      permanent: true,
      result,
      at: at(settled),
    });
  });

  test('ends when its completion says, even if that is earlier than requested', () => {
    const span = (last: string) => ({ ...byAlex, expirationTime: at(last) });
    const events = [
      pimEvent('Add member to role in PIM requested (timebound)', '16 09:00', span('30')),
      pimEvent('Add member to role in PIM completed (timebound)', '16 09:01', span('20')),
    ];
    expect(changeOf(events).endsAt).toEqual(at('20'));
  });

  test('gives the error code as the reason of a failure', () => {
    const failed = pimEvent('Add member to role in PIM requested (permanent)', '16 09:00', {
      ...failure,
      justification: 'Please',
    });
    expect(changeOf([failed]).justification).toBe('RoleAssignmentExists');
  });

  test('is a separate change from its removal under the same request id', () => {
    const changes = changesOf([
      pimEvent('Add member to role in PIM completed (timebound)', '16 09:00', byAlex),
      pimEvent('Remove member from role in PIM completed (timebound)', '17 09:00', byAlex),
    ]);
    expect(changes.map(({ kind, at }) => [kind, at])).toEqual([
      ['active-assigned', at('16 09:00')],
      ['active-removed', at('17 09:00')],
    ]);
  });

  test('is a separate change from its removal if it is eligible', () => {
    const changes = changesOf([
      pimEvent('Add eligible member to role in PIM completed (timebound)', '16 09:00', byAlex),
      pimEvent('Remove eligible member from role in PIM completed (timebound)', '17 09:00', byAlex),
    ]);
    expect(changes.map(({ kind }) => kind)).toEqual(['eligible-assigned', 'eligible-removed']);
  });

  test('for a removal is settled by "Process role removal request", not by "Process request"', () => {
    const removal = pimEvent('Remove member from role in PIM requested (permanent)', '16 09:00', byAlex);
    const work = (activity: string) => pimEvent(activity, '16 09:01', failure);
    expect(changeOf([removal, work('Process role removal request')])).toMatchObject({
      kind: 'active-removed',
      result: 'failed',
      at: at('16 09:01'),
    });
    expect(changesOf([removal, work('Process request')]).map(({ kind, result }) => [kind, result])).toEqual([
      ['active-removed', 'requested'],
      ['request-processed', 'failed'],
    ]);
  });

  test('is a change even if only its cancellation is logged', () => {
    const cancelled = pimEvent('Add member to role in PIM canceled (permanent)', '16 09:02', byAlex);
    expect(changeOf([cancelled])).toMatchObject({ kind: 'active-assigned', result: 'cancelled' });
  });

  test('stays an extension if its completion is named like an assignment', () => {
    const events = [
      pimEvent('Update eligible member in PIM requested (extend)', '16 09:00', byAlex),
      pimEvent('Add eligible member to role in PIM completed (timebound)', '16 09:01', byAlex),
    ];
    expect(changeOf(events)).toMatchObject({
      kind: 'eligible-extended',
      result: 'completed',
      permanent: false,
    });
  });

  test.each([
    ['Add member to role in PIM requested (renew)', 'active-assigned', 'Add member to role in PIM'],
    ['Update member in PIM requested (extend)', 'active-assigned', 'Add member to role in PIM'],
    ['Add member to role in PIM requested (timebound)', 'active-assigned', 'Add member to role in PIM'],
    [
      'Add eligible member to role in PIM requested (renew)',
      'eligible-assigned',
      'Add eligible member to role in PIM',
    ],
  ])('"%s" becomes a permanent assignment if it is completed as one', (asked, kind, name) => {
    const events = [
      pimEvent(asked, '16 09:00', { requestId: 'q1', expirationTime: at('30') }),
      pimEvent(`${name} completed (permanent)`, '16 09:01', { requestId: 'q1' }),
    ];
    expect(changeOf(events)).toMatchObject({ kind, permanent: true, endsAt: null, initiator: sam });
  });

  test('is time-bound if it is completed as time-bound, even if it was requested as permanent', () => {
    const events = [
      pimEvent('Add member to role in PIM requested (permanent)', '16 09:00', byAlex),
      pimEvent('Add member to role in PIM completed (timebound)', '16 09:01', byAlex),
    ];
    expect(changeOf(events)).toMatchObject({ kind: 'active-assigned', permanent: false });
  });

  test('stays a renewal if its permanent completion failed', () => {
    const events = [
      pimEvent('Add member to role in PIM requested (renew)', '16 09:00', byAlex),
      pimEvent('Add member to role in PIM completed (permanent)', '16 09:01', failure),
    ];
    expect(changeOf(events)).toMatchObject({ kind: 'active-renewed', result: 'failed' });
  });

  test('to renew names the approver as initiator if it is completed as permanent', () => {
    const renewal = { requestId: 'q1' };
    const events = [
      pimEvent('Add member to role in PIM requested (renew)', '16 09:00', renewal),
      pimEvent('Update member in PIM approved by admin (extend/renew)', '16 09:01', byAlex),
      pimEvent('Add member to role in PIM completed (permanent)', '16 09:02', renewal),
    ];
    const [, given] = changesOf(events);
    expect(given).toMatchObject({ kind: 'active-assigned', permanent: true, initiator: alex });
  });

  test('to renew names nobody as initiator if PIM completed it as permanent and no approval is known', () => {
    const renewal = { requestId: 'q1' };
    const completed = { ...renewal, initiator: pimService };
    const given = changeOf([
      pimEvent('Add member to role in PIM requested (renew)', '16 09:00', renewal),
      pimEvent('Add member to role in PIM completed (permanent)', '16 09:02', completed),
    ]);
    expect(given).toMatchObject({ kind: 'active-assigned', permanent: true, initiator: null });
  });

  test.each([
    ['somebody else approved', alex, alex],
    ['its holder approved', sam, sam],
    ['PIM approved', pimService, sam],
  ])('that its holder asked for and %s names as initiator whoever gave it', (_, approver, initiator) => {
    const own = { requestId: 'q1' };
    const events = (principal = sam, asker: Actor = sam) => [
      pimEvent('Add member to role in PIM requested (timebound)', '16 09:00', {
        ...own,
        principal,
        initiator: asker,
      }),
      pimEvent('Approve request - direct role assignment', '16 09:01', {
        ...own,
        principal,
        initiator: approver,
      }),
      pimEvent('Add member to role in PIM completed (timebound)', '16 09:02', { ...own, principal }),
    ];
    const given = (...of: Parameters<typeof events>) =>
      changesOf(events(...of)).find(({ kind }) => kind === 'active-assigned');
    expect(given()).toMatchObject({ principal: sam, initiator });
    // Whoever asks for somebody else assigns the role.
    const byKim = user('kim');
    expect(given(sam, { ...byKim, type: 'user' })).toMatchObject({
      principal: sam,
      initiator: { id: byKim.id },
    });
  });

  test('without a request id is a separate change from its completion', () => {
    const alone = { requestId: null };
    expect(
      changesOf([
        pimEvent('Add member to role in PIM requested (permanent)', '16 09:00', alone),
        pimEvent('Add member to role in PIM completed (permanent)', '16 09:01', alone),
      ]),
    ).toHaveLength(2);
  });
});
