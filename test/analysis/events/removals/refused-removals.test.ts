import { distinctEvents, classifyEvents } from '../../../../shared/analysis/events/known-events';
import {
  refusedRemovals,
  type RefusedRemoval,
} from '../../../../shared/analysis/events/removals/refused-removals';
import type { AuditEvent } from '../../../../shared/domain/events/audit-event';
import {
  activationEvents,
  alex,
  at,
  directoryEvent,
  globalAdministrator,
  pimEvent,
  pimService,
  reportsReader,
  sam,
  twin,
  user,
} from '../../../support/builders/events';
import { elevationOf } from '../../../support/builders/joined';
import { joinPeriod } from '../../../../shared/analysis/join-period';
import { week47 } from '../../../support/builders/events';

const lastAdmin = { result: 'failure', resultReason: 'CannotDeleteLastAdminAssignment' } as const;
const tooShort = { result: 'failure', resultReason: 'ActiveDurationTooShort' } as const;
const eligible = 'Remove eligible member from role in PIM completed (timebound)';
const active = 'Remove member from role in PIM completed (timebound)';
const removed = 'Remove member from role';
const r1 = activationEvents('r1');
const started = [
  r1.requested('16 08:59', { expirationTime: at('16 10:00') }),
  r1.completed('16 09:00', { expirationTime: at('16 10:00') }),
];

/** Returns the refusals after which the hold did not end. */
function refusalsOf(...events: readonly AuditEvent[]): RefusedRemoval[] {
  const { known, twins } = classifyEvents(distinctEvents(events));
  return refusedRemovals(known, twins, []).filter(({ endedAt }) => endedAt === null);
}

/** The elevation of a period together with its refusals. */
const joined = (...events: readonly AuditEvent[]) => joinPeriod(events, week47, at('30'), []).elevations[0];

describe('a refused removal', () => {
  test.each([
    [
      'an eligible assignment',
      pimEvent(eligible, '16 10:00', { ...lastAdmin, initiator: pimService }),
      'eligible',
    ],
    ['an active assignment', pimEvent(active, '16 10:00', { ...lastAdmin, initiator: pimService }), 'active'],
    ['an assignment outside PIM', directoryEvent(removed, '16 10:00', lastAdmin), 'active'],
    [
      'an eligible assignment outside PIM',
      directoryEvent('Remove eligible member from role', '16 10:00', lastAdmin),
      'eligible',
    ],
    ['a removal by PIM that only the directory logged', twin(removed, '16 10:00', lastAdmin), 'active'],
    ['an activation that expired', r1.expired('16 10:00:07', lastAdmin), 'active'],
    ['an activation that was given back', r1.deactivated('16 09:30', lastAdmin), 'active'],
    ['the request to give it back', r1.deactivationRequested('16 09:30', lastAdmin), 'active'],
    [
      'work on a request for removal',
      pimEvent('Process role removal request', '16 10:00', lastAdmin),
      'active',
    ],
  ])('is found for %s', (_, event, hold) => {
    expect(refusalsOf(event)).toMatchObject([
      {
        hold,
        principal: sam,
        role: globalAdministrator,
        reason: lastAdmin.resultReason,
        count: 1,
        eventIds: [event.id],
      },
    ]);
  });

  test.each([
    ['a removal that succeeded', pimEvent(eligible, '16 10:00')],
    ['a request that was refused', r1.requested('16 10:00', lastAdmin)],
    [
      'an assignment that was refused',
      pimEvent('Add member to role in PIM completed (timebound)', '16 10:00', lastAdmin),
    ],
    [
      'a cancellation of a removal that failed',
      pimEvent('Cancel request for role removal', '16 10:00', lastAdmin),
    ],
    [
      'a demand for a stronger sign-in',
      r1.deactivated('16 10:00', {
        result: 'failure',
        resultReason: 'RoleAssignmentRequestAcrsValidationFailed',
      }),
    ],
    ['a setting that was not saved', pimEvent('Update role setting in PIM', '16 10:00', lastAdmin)],
  ])('is not found for %s', (_, event) => {
    expect(refusalsOf(event)).toEqual([]);
  });

  test('does not count if the same hold ended later, whoever ended it', () => {
    const refused = pimEvent(active, '16 10:00', lastAdmin);
    for (const later of [
      pimEvent(active, '16 11:00'),
      directoryEvent(removed, '16 11:00'),
      directoryEvent(removed, '16 11:00', { principal: { ...sam, upn: null, name: null, id: 'ID-SAM' } }),
      pimEvent('Remove permanent direct role assignment', '20 11:00'),
    ]) {
      expect(refusalsOf(refused, later)).toEqual([]);
      expect(refusalsOf(refused, { ...later, at: at('16 09:59') })).toHaveLength(1);
    }
  });

  test.each<[string, AuditEvent]>([
    ['of somebody else', pimEvent(active, '16 11:00', { principal: user('bo') })],
    ['of another role', pimEvent(active, '16 11:00', { role: reportsReader })],
    ['of an eligible assignment', pimEvent(eligible, '16 11:00')],
    ['that was only requested', pimEvent('Remove member from role in PIM requested (timebound)', '16 11:00')],
    [
      'in another scope',
      pimEvent(active, '16 11:00', { scope: { id: '/administrativeUnits/1', name: null } }),
    ],
    ['that was refused too', pimEvent(active, '16 11:00', lastAdmin)],
  ])('still counts after an end %s', (_, later) => {
    const [refusal] = refusalsOf(pimEvent(active, '16 10:00', lastAdmin), later);
    expect(refusal?.at).toEqual(at('16 10:00'));
  });

  test('is listed once, however often it is tried and whichever log has it', () => {
    const attempts = [
      pimEvent(active, '16 10:00:07', { ...lastAdmin, initiator: pimService }),
      twin(removed, '16 10:00:05', lastAdmin),
      pimEvent(active, '16 11:00:07', { ...lastAdmin, initiator: pimService }),
      twin(removed, '16 11:00:05', lastAdmin),
    ];
    expect(refusalsOf(...attempts)).toMatchObject([
      {
        at: at('16 10:00:05'),
        initiator: pimService,
        count: 2,
        eventIds: expect.arrayContaining([attempts[0]!.id]) as unknown,
      },
    ]);
  });

  test('in the directory still counts if PIM logs an end at the same time', () => {
    const refused = twin(removed, '16 10:00:05', lastAdmin);
    expect(refusalsOf(...started, r1.expired('16 10:00:07'), refused)).toHaveLength(1);
    expect(refusalsOf(...started, r1.expired('16 10:00:07'), refused, twin(removed, '16 10:00:06'))).toEqual(
      [],
    );
    expect(refusalsOf(...started, r1.expired('16 10:30'), refused)).toEqual([]);
  });

  test('names the person who requested it, or else PIM', () => {
    const facts = { requestId: 'r9' };
    const asked = pimEvent('Remove member from role in PIM requested (permanent)', '16 10:00', {
      ...facts,
      initiator: alex,
    });
    const done = pimEvent('Remove member from role in PIM completed (permanent)', '16 10:01', {
      ...facts,
      ...lastAdmin,
      initiator: pimService,
    });
    expect(refusalsOf(asked, done)).toMatchObject([{ initiator: alex }]);
    expect(refusalsOf(done)).toMatchObject([{ initiator: pimService }]);
    expect(refusalsOf(...started, r1.expired('16 10:00:07', lastAdmin))).toMatchObject([
      { initiator: pimService },
    ]);
    expect(
      refusalsOf(...started, r1.deactivated('16 09:30', { ...lastAdmin, initiator: alex })),
    ).toMatchObject([{ initiator: alex }]);
  });

  test('takes missing facts from the other events of its request', () => {
    const bare = { principal: null, role: null, scope: null, ...lastAdmin };
    expect(refusalsOf(...started, r1.expired('16 10:00:07', bare))).toMatchObject([
      { principal: sam, role: globalAdministrator },
    ]);
  });
});

describe('the end of an activation after a refused removal', () => {
  test('is not inferred', () => {
    for (const refused of [
      r1.expired('16 10:00:07', lastAdmin),
      r1.deactivated('16 09:30', lastAdmin),
      activationEvents('other').deactivated('16 09:30', lastAdmin),
      twin(removed, '16 10:00:05', lastAdmin),
      directoryEvent(removed, '16 09:30', lastAdmin),
    ]) {
      expect(joined(...started, refused)).toMatchObject({
        outcome: 'activated',
        plannedEndAt: at('16 10:00'),
        endedAt: null,
        endedBy: null,
      });
    }
  });

  test('is the recorded one if the activation ended later', () => {
    const elevation = joined(...started, r1.expired('16 10:00:07', lastAdmin), r1.expired('16 10:30'));
    expect(elevation).toMatchObject({ endedAt: at('16 10:30'), endedBy: 'expired' });
    const removal = joined(
      ...started,
      r1.expired('16 10:00:07', lastAdmin),
      directoryEvent(removed, '16 10:30'),
    );
    expect(removal).toMatchObject({ endedAt: at('16 10:30'), endedBy: 'removed' });
  });

  test('is inferred if the refusal came too early or concerns another hold or time', () => {
    for (const refused of [
      r1.deactivationRequested('16 09:02', tooShort),
      pimEvent(eligible, '16 09:30', lastAdmin),
      directoryEvent(removed, '16 09:30', { ...lastAdmin, principal: user('bo') }),
      directoryEvent(removed, '16 09:30', { ...lastAdmin, role: reportsReader }),
      directoryEvent(removed, '15 09:30', lastAdmin),
      directoryEvent(removed, '16 11:30', lastAdmin),
    ]) {
      expect(joined(...started, refused)).toMatchObject({ endedAt: at('16 10:00'), endedBy: 'inferred' });
    }
    expect(elevationOf(started)).toMatchObject({ endedBy: 'inferred' });
  });

  test('settles a refusal to give it back in the first minutes', () => {
    const refused = r1.deactivationRequested('16 09:02', tooShort);
    expect(refusalsOf(...started, refused)).toMatchObject([{ isTooShort: true }]);
    expect(refusalsOf(...started, refused, r1.deactivated('16 09:30'))).toEqual([]);
    expect(refusalsOf(...started, refused, r1.expired('16 10:00:07'))).toEqual([]);
  });
});
