import fc from 'fast-check';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import {
  activationEvents,
  alex,
  at,
  auditEvent,
  directory,
  directoryEvent,
  globalAdministrator,
  pimEvent,
  reportsReader,
  sam,
  twin,
  user,
} from './events';

const endings = [
  'expired',
  'expired under another id',
  'deactivated',
  'deactivated under another id',
  'refused, then expired',
  'removed in PIM',
  'removed outside PIM',
  'still running',
  'denied',
  'cancelled',
  'timed out',
  'failed',
  'only asked for',
] as const;

const administrations = [
  'Add eligible member to role in PIM requested (timebound)',
  'Add eligible member to role in PIM completed (timebound)',
  'Remove member from role in PIM completed (permanent)',
  'Update member in PIM requested (extend)',
  'Update member in PIM approved by admin (extend/renew)',
  'Add member to role outside of PIM (permanent)',
  'Update role setting in PIM',
  'Triggered PIM alert',
  'Process request',
  'Cancel request',
  'A name from next year',
] as const;

const principals = [sam, alex, user('kim')];
const roles = [globalAdministrator, reportsReader];
const scopes = [directory, { id: '/administrativeUnits/7', name: 'Unit 7' }, null];

/** 2 November 2026, the Monday on which three weeks of made-up events begin. */
const begin = at('2').getTime();
const minutesOfThreeWeeks = 21 * 24 * 60;
const instant = (minute: number, second = 0) => new Date(begin + minute * 60_000 + second * 1000);

const who = {
  principal: fc.constantFrom(...principals),
  role: fc.constantFrom(...roles),
  scope: fc.constantFrom(...scopes),
  minute: fc.nat(minutesOfThreeWeeks - 1),
};

/** The events of one activation, from the request to any end, with their twins from Core Directory. */
const activation = fc
  .record({
    ...who,
    ending: fc.constantFrom(...endings),
    length: fc.integer({ min: 6, max: 600 }),
    approved: fc.boolean(),
    named: fc.boolean(),
    request: fc.uuid(),
    other: fc.uuid(),
    assignmentId: fc.constantFrom('a1', 'a2', null),
  })
  .map(({ minute, ending, length, approved, named, request, other, ...facts }): AuditEvent[] => {
    const end = minute + length;
    const expirationTime = instant(end);
    const own = activationEvents(named ? request : null, facts);
    const foreign = activationEvents(other, facts);
    const at = (minute: number, second = 0) => ({ at: instant(minute, second) });
    const when = '2 00:00'; // replaced by `at`
    const asked = own.requested(when, { ...at(minute), mfa: 'yes', justification: 'Because' });
    const started = [
      asked,
      ...(approved ? [own.approved(when, at(minute, 30))] : []),
      own.completed(when, { ...at(minute, 40), expirationTime }),
      twin('Add member to role', when, { ...facts, ...at(minute, 41) }),
    ];
    const early = end - 3;
    const ended = twin('Remove member from role', when, { ...facts, ...at(early) });
    switch (ending) {
      case 'expired':
        return [...started, own.expired(when, at(end, 7)), ended];
      case 'expired under another id':
        return [...started, foreign.expired(when, at(end, 7)), ended];
      case 'deactivated':
        return [
          ...started,
          own.deactivationRequested(when, at(early)),
          own.deactivated(when, at(early, 2)),
          ended,
        ];
      case 'deactivated under another id':
        return [
          ...started,
          foreign.deactivationRequested(when, at(early)),
          foreign.deactivated(when, at(early, 2)),
          ended,
        ];
      case 'refused, then expired':
        return [
          ...started,
          pimEvent('Process role removal request', when, {
            ...facts,
            ...at(minute + 1),
            requestId: other,
            result: 'failure',
            resultReason: 'ActiveDurationTooShort',
          }),
          own.expired(when, at(end, 7)),
        ];
      case 'removed in PIM':
        return [
          ...started,
          pimEvent('Remove permanent direct role assignment', when, { ...facts, ...at(early) }),
        ];
      case 'removed outside PIM':
        return [...started, directoryEvent('Remove member from role', when, { ...facts, ...at(early) })];
      case 'still running':
        return started;
      case 'denied':
        return [asked, own.denied(when, at(minute + 9))];
      case 'cancelled':
        return [asked, own.cancelled(when, at(minute + 9))];
      case 'timed out':
        return [asked, own.timedOut(when, at(minute + 1440))];
      case 'failed':
        return [
          own.requested(when, { ...at(minute), result: 'failure', resultReason: 'PolicyValidationFailed' }),
        ];
      case 'only asked for':
        return [asked];
    }
  });

/** The events of another kind of change. There are few request ids, so that steps match. */
const administration = fc
  .record({
    ...who,
    activity: fc.constantFrom(...administrations),
    requestId: fc.constantFrom('q1', 'q2', 'q3', null),
    failed: fc.boolean(),
  })
  .map(({ minute, activity, failed, ...facts }): AuditEvent[] => [
    auditEvent(activity, { ...facts, at: instant(minute), result: failed ? 'failure' : 'success' }),
  ]);

const outside = fc
  .record({ ...who, activity: fc.constantFrom('Add member to role', 'Remove member from role') })
  .map(({ minute, activity, ...facts }): AuditEvent[] => [
    directoryEvent(activity, '2 00:00', { ...facts, scope: null, at: instant(minute) }),
  ]);

/** Three weeks of all kinds of events, in order of creation, not of time. */
export const eventWorld: fc.Arbitrary<AuditEvent[]> = fc
  .array(
    fc.oneof(
      { arbitrary: activation, weight: 4 },
      { arbitrary: administration, weight: 2 },
      { arbitrary: outside, weight: 1 },
    ),
    { maxLength: 25 },
  )
  .map((groups) => groups.flat());

/** A world's events, and the same events twice in any order. */
export const shuffledTwice: fc.Arbitrary<{ events: AuditEvent[]; shuffled: AuditEvent[] }> = eventWorld.chain(
  (events) => {
    const doubled = [...events, ...events];
    return fc
      .shuffledSubarray(doubled, { minLength: doubled.length, maxLength: doubled.length })
      .map((shuffled) => ({ events, shuffled }));
  },
);
