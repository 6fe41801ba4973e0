import { distinctEvents, classifyEvents } from '../../../../shared/analysis/events/known-events';
import {
  refusedRemovals,
  type RefusedRemoval,
} from '../../../../shared/analysis/events/removals/refused-removals';
import type { AuditEvent } from '../../../../shared/domain/events/audit-event';
import { activationEvents, at, directoryEvent, pimEvent, twin, user } from '../../../support/builders/events';

const lastAdmin = { result: 'failure', resultReason: 'CannotDeleteLastAdminAssignment' } as const;
const eligible = 'Remove eligible member from role in PIM completed (timebound)';
const removed = 'Remove member from role';
const r1 = activationEvents('r1');
const started = [r1.completed('16 09:00', { expirationTime: at('16 10:00') })];

/** Returns the refusals after which the hold did not end. */
function refusalsOf(...events: readonly AuditEvent[]): RefusedRemoval[] {
  const { known, twins } = classifyEvents(distinctEvents(events));
  return refusedRemovals(known, twins, []).filter(({ endedAt }) => endedAt === null);
}

describe('a refused removal of a standing assignment', () => {
  const refused = directoryEvent(removed, '16 09:30', { ...lastAdmin, resultReason: 'AuthorizationFailed' });
  const unit = { scope: { id: '/administrativeUnits/7', name: null } };
  const inUnit = activationEvents('r2', unit);

  test('still counts after the end of an activation in another scope, or of a later one', () => {
    const elsewhere = inUnit.completed('16 09:00', { expirationTime: at('16 10:00') });
    expect(refusalsOf(refused, elsewhere, inUnit.expired('16 10:00'))).toHaveLength(1);
    const later = activationEvents('r3');
    expect(refusalsOf(refused, later.completed('16 11:00'), later.deactivated('16 12:00'))).toHaveLength(1);
    expect(refusalsOf(refused, activationEvents('d1').deactivated('16 12:00'))).toHaveLength(1);
  });

  test('still counts after the end of an activation if its event says permanent', () => {
    const permanent = pimEvent('Remove permanent direct role assignment', '16 09:30', lastAdmin);
    expect(refusalsOf(...started, permanent, r1.expired('16 10:00'))).toHaveLength(1);
    expect(refusalsOf(...started, permanent, directoryEvent(removed, '16 10:00'))).toEqual([]);
  });

  test('does not count if an activation that ran at the time ends', () => {
    expect(refusalsOf(...started, refused, r1.expired('16 10:00'))).toEqual([]);
    const scoped = { ...refused, ...unit };
    const elsewhere = inUnit.completed('16 09:00', { expirationTime: at('16 10:00') });
    expect(refusalsOf(scoped, elsewhere, inUnit.expired('16 10:00'))).toEqual([]);
  });
});

describe('a refused removal of what may be gone already', () => {
  const because = (resultReason: string) => ({ result: 'failure', resultReason }) as const;

  test.each([
    'RoleAssignmentDoesNotExist',
    'The Role assignment does not exist.',
    '["RoleAssignmentScheduleNotFound"]',
    'SubjectNotFound',
    'Request_ResourceNotFound',
    'DirectoryValueDoesNotExistException',
  ])('does not count if its reason is %s', (reason) => {
    expect(refusalsOf(pimEvent(eligible, '16 10:00', because(reason)))).toEqual([]);
    expect(refusalsOf(directoryEvent(removed, '16 10:00', because(reason)))).toEqual([]);
    expect(refusalsOf(...started, r1.deactivationRequested('16 09:30', because(reason)))).toEqual([]);
  });

  test.each(['AuthorizationFailed', 'PolicyNotFound', 'RequestNotFound'])(
    'counts if its reason is %s',
    (reason) => {
      expect(refusalsOf(pimEvent(eligible, '16 10:00', because(reason)))).toHaveLength(1);
    },
  );

  test('does not count within five minutes after a successful end of the same hold', () => {
    const unclear = because('InternalError');
    const done = pimEvent(eligible, '16 10:00');
    const again = (when: string, facts: Partial<AuditEvent> = {}) =>
      pimEvent(eligible, when, { ...unclear, ...facts });
    expect(refusalsOf(done, again('16 10:05'))).toEqual([]);
    expect(refusalsOf(done, again('16 10:05:01'))).toHaveLength(1);
    expect(refusalsOf(done, again('16 10:00:05', lastAdmin))).toHaveLength(1);
    expect(refusalsOf(done, again('16 10:00:05', { principal: user('bo') }))).toHaveLength(1);
    const granted = pimEvent('Add eligible member to role in PIM completed (timebound)', '16 10:01');
    expect(refusalsOf(done, granted, again('16 10:02'))).toHaveLength(1);
    const [ended, tried] = [activationEvents('d1'), activationEvents('d2')];
    expect(
      refusalsOf(
        ...started,
        ended.deactivated('16 09:30'),
        tried.deactivationRequested('16 09:30:05', unclear),
      ),
    ).toEqual([]);
    // If the directory refused, the removal did not happen, whatever PIM logged just before.
    expect(
      refusalsOf(...started, r1.expired('16 10:00'), twin(removed, '16 10:00:02', unclear)),
    ).toHaveLength(1);
  });
});
