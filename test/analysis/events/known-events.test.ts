import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { distinctEvents, classifyEvents, requestKey } from '../../../shared/analysis/events/known-events';
import { didFail, isTooShort } from '../../../shared/analysis/events/results';
import { at, auditEvent, pimEvent, twin } from '../../support/builders/events';

describe('distinctEvents', () => {
  test('keeps each event once, sorted by time and then by id', () => {
    const [late, early] = [
      auditEvent('x', { id: 'a', at: at('17') }),
      auditEvent('x', { id: 'c', at: at('16') }),
    ];
    const same = auditEvent('x', { id: 'b', at: at('16') });
    expect(distinctEvents([late, early, same, early]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('keeps the version with more facts, whichever comes first', () => {
    const bare = auditEvent('x', { id: 'a' });
    const full = { ...bare, justification: 'Because' };
    const rival = { ...bare, justification: 'Reasons' };
    expect(distinctEvents([bare, full])).toEqual([full]);
    expect(distinctEvents([full, bare])).toEqual([full]);
    expect(distinctEvents([full, rival])).toEqual(distinctEvents([rival, full]));
  });

  test('does not change its argument', () => {
    const events = [auditEvent('x', { at: at('17') }), auditEvent('x', { at: at('16') })];
    const before = [...events];
    distinctEvents(events);
    expect(events).toEqual(before);
  });
});

describe('classifyEvents', () => {
  test('separates known events, unknown events and twins', () => {
    const known = auditEvent('Process request');
    const unknown = auditEvent('Process surprise');
    expect(classifyEvents([known, twin('Add member to role', '16'), unknown])).toMatchObject({
      known: [{ event: known, activity: { family: 'request', kind: 'request-processed', of: 'assignment' } }],
      unknown: [unknown],
      twins: [{ event: { activity: 'Add member to role' } }],
    });
  });

  test('drops a demand for a stronger sign-in, unless its request has other events', () => {
    const stepUp = { result: 'failure', resultReason: 'RoleAssignmentRequestAcrsValidationFailed' } as const;
    const [lone, asked, done] = [
      pimEvent('Add member to role requested (PIM activation)', '16 09:00', { ...stepUp, requestId: 'r1' }),
      pimEvent('Add member to role requested (PIM activation)', '16 09:01', { ...stepUp, requestId: 'r2' }),
      pimEvent('Add member to role completed (PIM activation)', '16 09:02', { requestId: 'r2' }),
    ];
    expect(classifyEvents([lone, asked, done]).known.map(({ event }) => event)).toEqual([asked, done]);
    const refused = { ...lone, resultReason: 'RoleAssignmentRequestPolicyValidationFailed' };
    expect(classifyEvents([refused]).known).toHaveLength(1);
    expect(classifyEvents([{ ...lone, result: 'success' }]).known).toHaveLength(1);
  });
});

describe('an event', () => {
  test.each([
    ['success', false],
    ['unknown', false],
    ['failure', true],
    ['timeout', true],
  ] as const)('with result %s counts as failed: %s', (result, failed) => {
    expect(didFail(auditEvent('x', { result }))).toBe(failed);
  });

  test('is too short only if it failed with ActiveDurationTooShort', () => {
    const resultReason = 'ActiveDurationTooShort';
    expect(isTooShort(auditEvent('x', { result: 'failure', resultReason }))).toBe(true);
    expect(isTooShort(auditEvent('x', { result: 'success', resultReason }))).toBe(false);
    expect(isTooShort(auditEvent('x', { result: 'failure', resultReason: null }))).toBe(false);
  });

  test('has its request id as its key, or else its own id', () => {
    const keyOf = (facts: Partial<AuditEvent>) => {
      const event = auditEvent('x', facts);
      return requestKey({ event, activity: { family: 'ignored' } });
    };
    expect(keyOf({ id: 'own', requestId: ' AB ' })).toBe('ab');
    expect(keyOf({ id: 'own', requestId: ' ' })).toBe('own');
    expect(keyOf({ id: 'own' })).toBe('own');
  });
});
