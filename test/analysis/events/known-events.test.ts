import {
  compareText,
  didFail,
  distinctEvents,
  isTooShort,
  partByKnowledge,
  requestKey,
} from '../../../shared/analysis/events/known-events';
import { at, auditEvent, twin } from '../../support/builders/events';

describe('distinctEvents', () => {
  it('keeps each event once, in order of time, then of id', () => {
    const [late, early] = [
      auditEvent('x', { id: 'a', at: at('17') }),
      auditEvent('x', { id: 'c', at: at('16') }),
    ];
    const same = auditEvent('x', { id: 'b', at: at('16') });
    expect(distinctEvents([late, early, same, early]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('keeps the version that tells more, whichever comes first', () => {
    const bare = auditEvent('x', { id: 'a' });
    const full = { ...bare, justification: 'Because' };
    const rival = { ...bare, justification: 'Reasons' };
    expect(distinctEvents([bare, full])).toEqual([full]);
    expect(distinctEvents([full, bare])).toEqual([full]);
    expect(distinctEvents([full, rival])).toEqual(distinctEvents([rival, full]));
  });

  it('leaves its argument as it was', () => {
    const events = [auditEvent('x', { at: at('17') }), auditEvent('x', { at: at('16') })];
    const before = [...events];
    distinctEvents(events);
    expect(events).toEqual(before);
  });
});

describe('partByKnowledge', () => {
  it('drops twins and keeps what is unknown apart', () => {
    const known = auditEvent('Process request');
    const unknown = auditEvent('Process surprise');
    expect(partByKnowledge([known, twin('Add member to role', '16'), unknown])).toEqual({
      known: [{ event: known, activity: { family: 'request', kind: 'request-processed', of: 'assignment' } }],
      unknown: [unknown],
    });
  });
});

describe('what an event says', () => {
  it.each([
    ['success', false],
    ['unknown', false],
    ['failure', true],
    ['timeout', true],
  ] as const)('with result %s', (result, failed) => {
    expect(didFail(auditEvent('x', { result }))).toBe(failed);
  });

  it('is a refusal to end too early only as a failure', () => {
    const resultReason = 'ActiveDurationTooShort';
    expect(isTooShort(auditEvent('x', { result: 'failure', resultReason }))).toBe(true);
    expect(isTooShort(auditEvent('x', { result: 'success', resultReason }))).toBe(false);
    expect(isTooShort(auditEvent('x', { result: 'failure', resultReason: null }))).toBe(false);
  });

  it('has a request id unless it is blank', () => {
    expect(requestKey(auditEvent('x', { requestId: ' AB ' }))).toBe('ab');
    expect(requestKey(auditEvent('x', { requestId: ' ' }))).toBeNull();
    expect(requestKey(auditEvent('x'))).toBeNull();
  });
});

it('orders texts by code unit', () => {
  expect([compareText('B', 'a'), compareText('a', 'B'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
});
