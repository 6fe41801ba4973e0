import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { distinctEvents, splitByKnowledge, requestKey } from '../../../shared/analysis/events/known-events';
import { didFail, isTooShort } from '../../../shared/analysis/events/results';
import { at, auditEvent, pimEvent, twin } from '../../support/builders/events';

describe('distinctEvents', () => {
  test('keeps each event once, in order of time, then of id', () => {
    const [late, early] = [
      auditEvent('x', { id: 'a', at: at('17') }),
      auditEvent('x', { id: 'c', at: at('16') }),
    ];
    const same = auditEvent('x', { id: 'b', at: at('16') });
    expect(distinctEvents([late, early, same, early]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('keeps the version that tells more, whichever comes first', () => {
    const bare = auditEvent('x', { id: 'a' });
    const full = { ...bare, justification: 'Because' };
    const rival = { ...bare, justification: 'Reasons' };
    expect(distinctEvents([bare, full])).toEqual([full]);
    expect(distinctEvents([full, bare])).toEqual([full]);
    expect(distinctEvents([full, rival])).toEqual(distinctEvents([rival, full]));
  });

  test('leaves its argument as it was', () => {
    const events = [auditEvent('x', { at: at('17') }), auditEvent('x', { at: at('16') })];
    const before = [...events];
    distinctEvents(events);
    expect(events).toEqual(before);
  });
});

describe('splitByKnowledge', () => {
  test('drops twins and keeps what is unknown apart', () => {
    const known = auditEvent('Process request');
    const unknown = auditEvent('Process surprise');
    expect(splitByKnowledge([known, twin('Add member to role', '16'), unknown])).toMatchObject({
      known: [{ event: known, activity: { family: 'request', kind: 'request-processed', of: 'assignment' } }],
      unknown: [unknown],
      twins: [{ event: { activity: 'Add member to role' } }],
    });
  });

  test('drops an answer that a stronger sign-in is required, unless it is part of a request', () => {
    const stepUp = { result: 'failure', resultReason: 'RoleAssignmentRequestAcrsValidationFailed' } as const;
    const [lone, asked, done] = [
      pimEvent('Add member to role requested (PIM activation)', '16 09:00', { ...stepUp, requestId: 'r1' }),
      pimEvent('Add member to role requested (PIM activation)', '16 09:01', { ...stepUp, requestId: 'r2' }),
      pimEvent('Add member to role completed (PIM activation)', '16 09:02', { requestId: 'r2' }),
    ];
    expect(splitByKnowledge([lone, asked, done]).known.map(({ event }) => event)).toEqual([asked, done]);
    const refused = { ...lone, resultReason: 'RoleAssignmentRequestPolicyValidationFailed' };
    expect(splitByKnowledge([refused]).known).toHaveLength(1);
    expect(splitByKnowledge([{ ...lone, result: 'success' }]).known).toHaveLength(1);
  });
});

describe('what an event says', () => {
  test.each([
    ['success', false],
    ['unknown', false],
    ['failure', true],
    ['timeout', true],
  ] as const)('with result %s', (result, failed) => {
    expect(didFail(auditEvent('x', { result }))).toBe(failed);
  });

  test('is a refusal to end too early only as a failure', () => {
    const resultReason = 'ActiveDurationTooShort';
    expect(isTooShort(auditEvent('x', { result: 'failure', resultReason }))).toBe(true);
    expect(isTooShort(auditEvent('x', { result: 'success', resultReason }))).toBe(false);
    expect(isTooShort(auditEvent('x', { result: 'failure', resultReason: null }))).toBe(false);
  });

  test('has the id of its request as its key, else its own', () => {
    const keyOf = (facts: Partial<AuditEvent>) => {
      const event = auditEvent('x', facts);
      return requestKey({ event, activity: { family: 'noise' } });
    };
    expect(keyOf({ id: 'own', requestId: ' AB ' })).toBe('ab');
    expect(keyOf({ id: 'own', requestId: ' ' })).toBe('own');
    expect(keyOf({ id: 'own' })).toBe('own');
  });
});
