import {
  countFacts,
  isBetterRecord,
  isMatch,
  type EventTraits,
} from '../../../shared/domain/events/event-traits';
import { auditEvent, pimEvent } from '../../support/builders/events';

const traits = (facts: Partial<EventTraits> = {}): EventTraits => ({
  id: 'x',
  form: 'event',
  source: 'graph',
  at: new Date('2026-11-16T08:00:00Z'),
  keys: [],
  facts: 10,
  ...facts,
});
const later = (seconds: number) => new Date(Date.parse('2026-11-16T08:00:00Z') + seconds * 1000);

describe('two records match', () => {
  test('by the second, when one of them has no id', () => {
    expect(isMatch('second:x', traits(), traits({ form: 'nameless' }))).toBe(true);
    expect(isMatch('second:x', traits({ form: 'nameless' }), traits())).toBe(true);
    expect(isMatch('second:x', traits(), traits())).toBe(false);
    expect(isMatch('second:x', traits({ form: 'nameless' }), traits({ form: 'nameless' }))).toBe(false);
  });

  test('by correlation id and operation, when one of them is of the unified audit log', () => {
    expect(isMatch('copy:x', traits(), traits({ form: 'directory copy' }))).toBe(true);
    expect(isMatch('copy:x', traits(), traits())).toBe(false);
  });

  test('by the request, when one of them is of the Activity Log and not a minute apart', () => {
    const azure = traits({ form: 'azure copy' });
    expect(isMatch('request:x', traits({ at: later(59.999) }), azure)).toBe(true);
    expect(isMatch('request:x', azure, traits({ at: later(-59.999) }))).toBe(true);
    expect(isMatch('request:x', traits({ at: later(60) }), azure)).toBe(false);
    expect(isMatch('request:x', traits(), traits())).toBe(false);
  });
});

test('two records of form "event" match by id only, so that their keys need not be computed', () => {
  for (const key of ['second:x', 'copy:x', 'request:x'] as const)
    expect([key, isMatch(key, traits(), traits())]).toEqual([key, false]);
});

describe('the preferred record', () => {
  test('is the one with the id of the event, even with fewer facts', () => {
    expect(isBetterRecord(traits({ facts: 1 }), traits({ form: 'nameless', facts: 9 }))).toBe(true);
    expect(isBetterRecord(traits({ form: 'nameless', facts: 9 }), traits({ facts: 1 }))).toBe(false);
  });

  test('is not a copy on the other side of midnight, whatever it states', () => {
    const [before, after] = [new Date('2026-11-16T23:59:59.999Z'), new Date('2026-11-17T00:00:00Z')];
    for (const [one, other] of [
      [before, after],
      [after, before],
    ] as const) {
      const [event, copy] = [traits({ at: one }), traits({ at: other, form: 'azure copy', facts: 11 })];
      expect([isBetterRecord(event, copy), isBetterRecord(copy, event)]).toEqual([true, false]);
      expect(isBetterRecord(traits({ ...copy, at: one }), event)).toBe(true);
      const nameless = traits({ at: one, form: 'nameless' });
      expect([isBetterRecord(nameless, copy), isBetterRecord(copy, nameless)]).toEqual([false, true]);
    }
  });

  test('has more facts; with equally many, its source comes first', () => {
    expect(isBetterRecord(traits({ source: 'azure monitor', facts: 11 }), traits())).toBe(true);
    expect(isBetterRecord(traits(), traits({ source: 'azure monitor', facts: 11 }))).toBe(false);
    expect(isBetterRecord(traits(), traits({ source: 'azure monitor' }))).toBe(true);
    expect(isBetterRecord(traits({ source: 'azure monitor' }), traits())).toBe(false);
    expect(isBetterRecord(traits(), traits())).toBe(false);
  });
});

test('counts each fact once, without unknown ones and the tenant', () => {
  const bare = countFacts(auditEvent('x', { mfa: 'not recorded', result: 'unknown' }));
  const one = (facts: Parameters<typeof auditEvent>[1]) =>
    countFacts(auditEvent('x', { mfa: 'not recorded', result: 'unknown', ...facts })) - bare;
  expect(one({ tenantId: 'T' })).toBe(0);
  expect(one({ justification: 'because' })).toBe(1);
  expect(one({ mfa: 'no' })).toBe(1);
  expect(one({ result: 'success' })).toBe(1);
  expect(one({ approvalRequired: false })).toBe(1);
  expect(one({ startTime: new Date() })).toBe(1);
  expect(one({ ticket: { number: '1', system: null } })).toBe(1);
  expect(countFacts(pimEvent('x', '16 09:00'))).toBeGreaterThan(bare + 8);
});
