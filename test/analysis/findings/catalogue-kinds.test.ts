import { directoryActivities, pimActivities } from '../../../shared/catalogue/activities';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { ChangeKind, ChangeResult } from '../../../shared/domain/events/change';
import type { EndedBy, Outcome } from '../../../shared/domain/events/elevation';
import {
  activationEvents,
  at,
  auditEvent,
  directory,
  globalAdministrator,
  sam,
} from '../../support/builders/events';
import { changesOf, elevationsOf } from '../../support/builders/joined';

/*
 * Rules do not see the names of activities: they compare kinds, results, outcomes and ends. The compiler allows them
 * only the values below, and keeps these lists complete. If the catalogue can produce every value, no rule waits for
 * something that no event can bring.
 */
const kinds: Record<ChangeKind, true> = {
  'eligible-assigned': true,
  'eligible-removed': true,
  'eligible-restored': true,
  'eligible-extended': true,
  'eligible-renewed': true,
  'active-assigned': true,
  'active-removed': true,
  'active-restored': true,
  'active-extended': true,
  'active-renewed': true,
  'active-approved': true,
  'extend-renew-approved': true,
  'extend-renew-denied': true,
  'assigned-outside-pim': true,
  'removed-outside-pim': true,
  'request-processed': true,
  'request-cancelled': true,
  'role-setting-changed': true,
  'custom-role-changed': true,
  'resource-updated': true,
  onboarded: true,
  offboarded: true,
  'alert-triggered': true,
  'alert-resolved': true,
  'alert-changed': true,
  'alert-enabled': true,
  'alert-refreshed': true,
  'alert-disabled': true,
  'access-elevated': true,
};
const results: Record<ChangeResult, true> = {
  requested: true,
  completed: true,
  failed: true,
  cancelled: true,
  denied: true,
};
const outcomes: Record<Outcome, true> = {
  activated: true,
  denied: true,
  cancelled: true,
  'timed-out': true,
  failed: true,
  pending: true,
};
const ends: Record<EndedBy, true> = { expired: true, deactivated: true, removed: true, inferred: true };

const facts = { principal: sam, role: globalAdministrator, scope: directory, at: at('17 10:00') };

/** Every name of the catalogue, once as a success and once as a failure. */
const ofPim = Object.keys(pimActivities).flatMap((name) => bothWays(name, 'PIM'));
const ofDirectory = Object.keys(directoryActivities).flatMap((name) => bothWays(name, 'Core Directory'));
const lone = [...ofPim, ...ofDirectory];

function bothWays(name: string, service: string): AuditEvent[] {
  return (['success', 'failure'] as const).map((result) => auditEvent(name, { ...facts, service, result }));
}

/** Activations that run at ten o’clock and are planned to end then or later. */
const running = ['17 10:00', '17 12:00'].map((end) =>
  activationEvents('r1', { expirationTime: at(end) }).completed('17 09:00'),
);

const sorted = (values: Iterable<string | null>) => [...new Set(values)].sort();

describe('from the activities of the catalogue', () => {
  test('every kind of change can occur', () => {
    expect(sorted(lone.flatMap((event) => changesOf([event])).map(({ kind }) => kind))).toEqual(
      Object.keys(kinds).sort(),
    );
  });

  test('every result of a change can occur', () => {
    const changes = lone.flatMap((event) => changesOf([event]));
    expect(sorted(changes.map(({ result }) => result))).toEqual(Object.keys(results).sort());
  });

  test('every change that a rule checks can be completed', () => {
    // An extension is requested, cancelled or approved. Microsoft documents no event for its completion.
    const neverAlone = ['eligible-extended', 'active-extended', 'eligible-renewed', 'active-renewed'];
    const done = lone.flatMap((event) => changesOf([event])).filter(({ result }) => result === 'completed');
    const expected = Object.keys(kinds).filter(
      (kind) => !neverAlone.includes(kind) && kind !== 'extend-renew-denied',
    );
    expect(sorted(done.map(({ kind }) => kind))).toEqual(expected.sort());
  });

  test('an extension and a renewal can be completed by an administrator’s approval', () => {
    const approval = 'Update member in PIM approved by admin (extend/renew)';
    const asked = Object.keys(pimActivities).filter((name) => /requested \((extend|renew)\)$/.test(name));
    const done = asked
      .flatMap((name) =>
        changesOf([name, approval].map((step) => auditEvent(step, { ...facts, requestId: 'q' }))),
      )
      .filter(({ result }) => result === 'completed');
    expect(sorted(done.map(({ kind }) => kind))).toEqual([
      'active-extended',
      'active-renewed',
      'eligible-extended',
      'eligible-renewed',
      'extend-renew-approved',
    ]);
  });

  test('every outcome of an activation can occur', () => {
    expect(sorted(lone.flatMap((event) => elevationsOf([event])).map(({ outcome }) => outcome))).toEqual(
      Object.keys(outcomes).sort(),
    );
  });

  test('every end of an activation can occur', () => {
    const ended = running.flatMap((started) =>
      [[], ...lone].flatMap((event) => elevationsOf([started].concat(event))),
    );
    expect(sorted(ended.flatMap(({ endedBy }) => endedBy ?? []))).toEqual(Object.keys(ends).sort());
  });
});
