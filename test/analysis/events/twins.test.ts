import { classify } from '../../../shared/catalogue/activities';
import { distinctEvents } from '../../../shared/analysis/events/known-events';
import { twinsAmong } from '../../../shared/analysis/events/twins';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import {
  activationEvents,
  alex,
  at,
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
const twinsOf = (events: readonly AuditEvent[], isKnown = everywhere) =>
  twinsAmong(
    distinctEvents(events).map((event) => ({ event, activity: classify(event.activity) })),
    isKnown,
  );
const isTwin = (event: AuditEvent, others: readonly AuditEvent[], isKnown = everywhere) =>
  twinsOf([event, ...others], isKnown).has(event.id);
const completed = (when: string, facts: Partial<AuditEvent> = {}) =>
  activationEvents('r1').completed(when, facts);

describe('a role assigned by an app called MS-PIM', () => {
  test('is a twin if PIM logs the same principal and role within five minutes', () => {
    for (const when of ['16 08:55', '16 08:59:57', '16 09:00', '16 09:00:07', '16 09:05'])
      expect([when, isTwin(copy, [completed(when)])]).toEqual([when, true]);
    for (const when of ['16 08:54:59', '16 09:05:01', '17 09:00'])
      expect([when, isTwin(copy, [completed(when)])]).toEqual([when, false]);
  });

  test('is no twin if PIM logs nothing, no principal, another principal or another role', () => {
    expect(isTwin(copy, [])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { principal: alex })])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { principal: null })])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { role: reportsReader })])).toBe(false);
    expect(
      isTwin(copy, [completed('16 09:00', { principal: { ...user('sam'), id: 'other', upn: null } })]),
    ).toBe(false);
  });

  test('is a twin even if one log omits the role, or identifies role or principal in one way only', () => {
    const role = copy.role ?? { id: null, name: null };
    const facts: Partial<AuditEvent>[] = [
      { role: null },
      { role: { id: role.id?.toUpperCase() ?? null, name: null } },
      { principal: { ...sam, id: null } },
      { principal: { ...sam, upn: null, name: null } },
    ];
    for (const fact of facts) expect(isTwin(copy, [completed('16 09:00', fact)])).toBe(true);
    expect(isTwin({ ...copy, role: null }, [completed('16 09:00')])).toBe(true);
  });

  test('is a twin of an assignment that was scheduled for its time', () => {
    const made = { startTime: copy.at };
    const activity = 'Add member to role in PIM completed (timebound)';
    expect(isTwin(copy, [pimEvent(activity, '10 12:00', made)])).toBe(true);
  });

  test.each([
    'Add member to role in PIM completed (permanent)',
    'Add member to role in PIM completed (timebound)',
    'Restore member from role in PIM completed',
    'Restore permanent direct role assignment',
    'Update member in PIM approved by admin (extend/renew)',
  ])('is a twin of "%s", which put the role in force', (activity) => {
    expect(isTwin(copy, [pimEvent(activity, '16 09:00:03')])).toBe(true);
  });

  test.each([
    'Add member to role requested (PIM activation)',
    'Add member to role approval requested (PIM activation)',
    'Add member to role request approved (PIM activation)',
    'Add member to role request denied (PIM activation)',
    'Add member to role canceled (PIM activation)',
    'PIM activation request expired',
    'Remove member from role (PIM activation expired)',
    'Remove member from role completed (PIM deactivate)',
    'Remove member from role in PIM completed (timebound)',
    'Remove eligible member from role in PIM completed (permanent)',
    'Add member to role in PIM requested (permanent)',
    'Add member to role in PIM canceled (permanent)',
    'Add eligible member to role in PIM completed (permanent)',
    'Update member in PIM denied by admin (extend/renew)',
    'Add member to role outside of PIM (permanent)',
    'Process request',
  ])('is not explained by "%s", which put nothing in force', (activity) => {
    expect(isTwin(copy, [pimEvent(activity, '16 09:00:03')])).toBe(false);
    // Nor if the requester chose a matching start time.
    expect(isTwin(copy, [pimEvent(activity, '10 12:00', { startTime: copy.at })])).toBe(false);
  });

  test('is explained at the scheduled start of an activation, not at the time of its event', () => {
    const scheduled = completed('16 09:00', { startTime: at('17 09:00') });
    expect(isTwin(copy, [scheduled])).toBe(false);
    expect(isTwin({ ...copy, at: at('17 09:00:02') }, [scheduled])).toBe(true);
  });

  test('is a twin only as often as PIM activated the role', () => {
    const copies = ['16 09:00:01', '16 09:00:05', '16 09:01'].map((when) => twin('Add member to role', when));
    expect(twinsOf([...copies, completed('16 09:00')]).size).toBe(1);
    const twice = [completed('16 09:00'), activationEvents('r2').completed('16 09:02')];
    expect(twinsOf([...copies, ...twice]).size).toBe(2);
    expect(twinsOf([...twice, ...copies].reverse())).toEqual(twinsOf([...copies, ...twice]));
  });

  test('is paired with a PIM event of its own whenever all of them can be paired', () => {
    const [first, second] = [twin('Add member to role', '16 09:00'), twin('Add member to role', '16 09:06')];
    const told = [completed('16 09:02'), activationEvents('r2').completed('16 08:56')];
    expect(twinsOf([first, second, ...told]).size).toBe(2);
  });

  test('is explained by a PIM event across midnight', () => {
    const early = twin('Add member to role', '17 00:01');
    expect(isTwin(early, [completed('16 23:58')])).toBe(true);
    expect(isTwin(early, [completed('16 23:55')])).toBe(false);
  });

  test('is a twin only of an event with the same scope', () => {
    const unit = (id: string) => ({ scope: { id: `/administrativeUnits/${id}`, name: null } });
    const scoped = twin('Add scoped member to role', '16 09:00', unit('a'));
    expect(isTwin(scoped, [completed('16 09:00', unit('A'))])).toBe(true);
    expect(isTwin(scoped, [completed('16 09:00', unit('b'))])).toBe(false);
    expect(isTwin(scoped, [completed('16 09:00')])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', unit('a'))])).toBe(false);
    // Sometimes the directory omits the unit, or PIM the scope.
    expect(isTwin({ ...scoped, scope: null }, [completed('16 09:00', unit('b'))])).toBe(true);
    expect(isTwin(copy, [completed('16 09:00', { scope: null })])).toBe(true);
  });

  test('is no twin of a custom role with a built-in role’s name, but custom roles match by name', () => {
    const namesake = { id: 'f2ef992c-0000-4000-8000-000000000000', name: 'Global Administrator' };
    expect(isTwin(copy, [completed('16 09:00', { role: namesake })])).toBe(false);
    const custom = twin('Add member to role', '16 09:00', {
      role: { id: 'object-id', name: 'Port Support' },
    });
    expect(isTwin(custom, [completed('16 09:00', { role: { id: 'x', name: 'port support' } })])).toBe(true);
  });

  test('is no twin of an event for another account with the same UPN', () => {
    expect(isTwin(copy, [completed('16 09:00', { principal: { ...sam, id: 'recreated' } })])).toBe(false);
    expect(isTwin(copy, [completed('16 09:00', { principal: { ...sam, id: 'ID-SAM', upn: null } })])).toBe(
      true,
    );
  });

  test('is explained only by an eligible assignment if it makes somebody eligible', () => {
    const eligible = twin('Add eligible member to role', '16 09:00');
    const made = pimEvent('Add eligible member to role in PIM completed (timebound)', '16 09:00:02');
    expect(isTwin(eligible, [made])).toBe(true);
    expect(isTwin(eligible, [completed('16 09:00')])).toBe(false);
  });

  test('is not explained by a failed PIM event or by another directory event', () => {
    expect(isTwin(copy, [completed('16 09:00', { result: 'failure' })])).toBe(false);
    expect(isTwin({ ...copy, result: 'failure' }, [completed('16 09:00', { result: 'failure' })])).toBe(true);
    expect(isTwin(copy, [directoryEvent('Add member to role', '16 09:00')])).toBe(false);
  });

  test('is a twin if PIM may have logged it in a time without known events', () => {
    expect(isTwin(copy, [], () => false)).toBe(true);
  });

  test('is explained by an event of the same role if it names no principal', () => {
    const toNobody = { ...copy, principal: null };
    expect(isTwin(toNobody, [])).toBe(false);
    expect(isTwin(toNobody, [completed('16 09:00')])).toBe(true);
    expect(isTwin(toNobody, [completed('16 09:00', { role: reportsReader })])).toBe(false);
    expect(twinsOf([toNobody, copy, completed('16 09:00')]).size).toBe(1);
  });
});

describe('a removal by MS-PIM', () => {
  const removal = twin('Remove member from role', '16 09:00');
  const { deactivated, expired } = activationEvents('r1');

  test.each([
    ['a deactivation', deactivated('16 09:00:03')],
    ['an expiry', expired('16 08:59:54')],
    ['a removal', pimEvent('Remove member from role in PIM completed (permanent)', '16 09:00:01')],
  ])('is a twin of %s that PIM logs', (_, event) => {
    expect(isTwin(removal, [event])).toBe(true);
  });

  test('is a twin at the planned end of an assignment, but not of an activation', () => {
    const until = { expirationTime: at('16 09:00') };
    const assigned = pimEvent('Add member to role in PIM completed (timebound)', '10 09:00', until);
    expect(isTwin(removal, [assigned])).toBe(true);
    expect(isTwin(twin('Remove member from role', '16 09:06'), [assigned])).toBe(false);
    expect(isTwin(removal, [completed('16 08:00', until)])).toBe(false);
  });

  test('is no twin if PIM logs no end of this role of this person at that time', () => {
    expect(isTwin(removal, [])).toBe(false);
    expect(isTwin(removal, [completed('16 09:00')])).toBe(false);
    expect(isTwin(removal, [deactivated('16 09:05:01')])).toBe(false);
    expect(isTwin(removal, [deactivated('16 09:00', { principal: alex })])).toBe(false);
    expect(isTwin(removal, [deactivated('16 09:00', { result: 'failure' })])).toBe(false);
  });

  test('is a twin if it failed, or if PIM may have logged it in a time without known events', () => {
    expect(isTwin({ ...removal, result: 'failure' }, [])).toBe(true);
    expect(isTwin(removal, [], () => false)).toBe(true);
  });
});

test('an event by MS-PIM about anything but an assignment is no twin', () => {
  expect(isTwin(twin('Unheard of', '16 09:00'), [], () => false)).toBe(false);
  expect(isTwin(twin('Update role definition', '16 09:00'), [], () => false)).toBe(false);
});

test('an event by another initiator or from PIM itself is never a twin', () => {
  expect(isTwin(directoryEvent('Add member to role', '16 09:00'), [completed('16 09:00')])).toBe(false);
  const expired = activationEvents('r1').expired('16 09:00', { initiator: pimService });
  expect(isTwin(expired, [completed('16 08:00')])).toBe(false);
});

test('twinsAmong looks at each of 2,000 twins of one principal only beside the events around it', () => {
  let reads = 0;
  const counted = (event: AuditEvent): AuditEvent => ({
    ...event,
    get at() {
      reads += 1;
      return event.at;
    },
  });
  const events = Array.from({ length: 2_000 }, (_, minute) => {
    const at = new Date(copy.at.getTime() + minute * 60_000);
    return [completed('16 09:00', { at }), twin('Add member to role', '16 09:00', { at })].map(counted);
  }).flat();
  const classified = events.map((event) => ({ event, activity: classify(event.activity) }));
  expect(twinsAmong(classified, everywhere).size).toBe(2_000);
  // With every other event, it would be thousands.
  expect(reads / events.length).toBeLessThan(20);
});
