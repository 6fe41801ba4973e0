import { twinsAmong } from '../../../shared/analysis/events/twins';
import type { AuditEvent } from '../../../shared/domain/audit-event';
import {
  activationEvents,
  alex,
  directoryEvent,
  pimEvent,
  pimService,
  reportsReader,
  sam,
  twin,
  user,
} from '../../support/builders/events';

const everywhere = () => true;
const copy = twin('Add member to role', '16 09:00');
const isTwin = (event: AuditEvent, others: readonly AuditEvent[], isKnown = everywhere) =>
  twinsAmong([event, ...others], isKnown).isTwin(event);
const completed = (when: string, facts: Partial<AuditEvent> = {}) =>
  activationEvents('r1').completed(when, facts);

describe('a role assigned by an app called MS-PIM', () => {
  test('is a twin where PIM tells of the same principal and role within five minutes', () => {
    for (const when of ['16 08:55', '16 08:59:57', '16 09:00', '16 09:00:07', '16 09:05'])
      expect([when, isTwin(copy, [completed(when)])]).toEqual([when, true]);
    for (const when of ['16 08:54:59', '16 09:05:01', '17 09:00'])
      expect([when, isTwin(copy, [completed(when)])]).toEqual([when, false]);
  });

  test('is none where PIM tells of nobody, of somebody else or of another role', () => {
    expect(isTwin(copy, [])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { principal: alex })])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { principal: null })])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { role: reportsReader })])).toBe(false);
    expect(
      isTwin(copy, [completed('16 09:00', { principal: { ...user('sam'), id: 'other', upn: null } })]),
    ).toBe(false);
  });

  test('is a twin where one of the logs does not say the role, or knows it or the principal by one name alone', () => {
    const role = copy.role ?? { id: null, name: null };
    const facts: Partial<AuditEvent>[] = [
      { role: null },
      { role: { id: 'other', name: role.name?.toUpperCase() ?? null } },
      { role: { id: role.id?.toUpperCase() ?? null, name: null } },
      { principal: { ...sam, id: null } },
      { principal: { ...sam, upn: null, name: null } },
    ];
    for (const fact of facts) expect(isTwin(copy, [completed('16 09:00', fact)])).toBe(true);
    expect(isTwin({ ...copy, role: null }, [completed('16 09:00')])).toBe(true);
  });

  test('is a twin of an assignment that was made for then', () => {
    const made = { startTime: copy.at };
    const activity = 'Add member to role in PIM completed (timebound)';
    expect(isTwin(copy, [pimEvent(activity, '10 12:00', made)])).toBe(true);
  });

  test('is not excused by what PIM says has failed, nor by the directory', () => {
    expect(isTwin(copy, [completed('16 09:00', { result: 'failure' })])).toBe(false);
    expect(isTwin({ ...copy, result: 'failure' }, [completed('16 09:00', { result: 'failure' })])).toBe(true);
    expect(isTwin(copy, [directoryEvent('Add member to role', '16 09:00')])).toBe(false);
  });

  test('is believed where PIM may have logged what is not known, and where the event does not say to whom', () => {
    expect(isTwin(copy, [], () => false)).toBe(true);
    expect(isTwin({ ...copy, principal: null }, [])).toBe(true);
  });
});

test('believes the name in removals, whose assignment may be long ago, and in what assigns nothing', () => {
  expect(isTwin(twin('Remove member from role', '16 09:00'), [])).toBe(true);
  expect(isTwin(twin('Unheard of', '16 09:00'), [])).toBe(true);
});

test('takes nobody else for PIM', () => {
  expect(isTwin(directoryEvent('Add member to role', '16 09:00'), [completed('16 09:00')])).toBe(false);
  const expired = activationEvents('r1').expired('16 09:00', { initiator: pimService });
  expect(isTwin(expired, [completed('16 08:00')])).toBe(false);
});

test('takes no longer over a principal of many events than there are', () => {
  const events = Array.from({ length: 20_000 }, (_, index) => {
    const at = new Date(copy.at.getTime() + index * 60_000);
    return [completed('16 09:00', { at }), twin('Add member to role', '16 09:00', { at })];
  }).flat();
  const before = process.cpuUsage().user;
  const tests = twinsAmong(events, everywhere);
  expect(events.filter(tests.isTwin)).toHaveLength(20_000);
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(3);
});
