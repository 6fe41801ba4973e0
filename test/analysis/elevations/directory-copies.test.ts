import { joinPeriod } from '../../../shared/analysis/join-period';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import {
  activationEvents,
  at,
  directoryEvent,
  globalAdministrator,
  reportsReader,
  sam,
  twin,
  user,
  week47,
} from '../../support/builders/events';

const source = 'unified audit log' as const;
const added = (when: string, facts: Partial<AuditEvent> = {}) =>
  twin('Add member to role.', when, { source, id: `add ${when}`, ...facts });
const removed = (when: string, facts: Partial<AuditEvent> = {}) =>
  twin('Remove member from role.', when, { source, id: `remove ${when}`, ...facts });
const join = (...events: AuditEvent[]) => joinPeriod(events, week47, at('25'), []);

describe('a role that MS-PIM adds in the unified audit log', () => {
  test('is an activation with only a person, a role and times', () => {
    const { elevations, changes, unknown } = join(added('16 09:00'), removed('16 11:30'));
    expect([changes, unknown]).toEqual([[], []]);
    expect(elevations).toEqual([
      {
        id: 'add 16 09:00',
        provider: 'entra',
        principal: sam,
        role: { ...globalAdministrator, privileged: true },
        scope: { id: null, name: null },
        outcome: 'activated',
        initiator: null,
        requestedStartAt: null,
        requestedAt: null,
        approvedAt: null,
        approver: null,
        startedAt: at('16 09:00'),
        actions: [],
        isScheduled: false,
        settledAt: null,
        plannedEndAt: null,
        endedAt: at('16 11:30'),
        endedBy: null,
        justification: null,
        ticket: null,
        mfa: 'not recorded',
        approvalRequired: null,
        ipAddress: null,
        failureReason: null,
        sources: [source],
        eventIds: ['add 16 09:00', 'remove 16 11:30'],
      },
    ]);
  });

  test('is not ended by a removal of another role or person', () => {
    const events = [
      added('16 09:00'),
      removed('16 10:00', { role: reportsReader }),
      removed('16 10:30', { principal: user('kim') }),
    ];
    expect(join(...events).elevations).toMatchObject([{ endedAt: null, endedBy: null }]);
  });

  test('can last for days', () => {
    expect(join(added('16 09:00'), removed('19 09:00')).elevations).toMatchObject([
      { endedAt: at('19 09:00') },
    ]);
  });

  test('is a separate activation each time, with its own end', () => {
    const events = [added('16 09:00'), removed('16 10:00'), added('17 09:00'), removed('17 12:00')];
    expect(join(...events).elevations.map(({ endedAt }) => endedAt)).toEqual([
      at('16 10:00'),
      at('17 12:00'),
    ]);
  });

  test('is a twin if a PIM event from any source explains it', () => {
    const { requested, completed, expired } = activationEvents('r1', { source: 'portal csv' });
    const pim = [requested('16 08:59'), completed('16 09:00'), expired('16 11:30:07')];
    const { elevations } = join(...pim, added('16 09:00:03'), removed('16 11:30:02'));
    expect(elevations).toMatchObject([{ id: 'r1', endedBy: 'expired', sources: ['portal csv'] }]);
    expect(elevations[0]?.eventIds).toHaveLength(3);
  });

  test('ends with an expiry that PIM logged', () => {
    const { expired } = activationEvents('r9');
    expect(join(added('16 09:00'), expired('16 17:00:07')).elevations).toMatchObject([
      { id: 'add 16 09:00', endedAt: at('16 17:00:07'), endedBy: 'expired', sources: ['graph', source] },
    ]);
  });

  test('is no activation if it failed, is about eligibility or names no principal', () => {
    const events = [
      added('16 09:00', { result: 'failure' }),
      twin('Add eligible member to role.', '16 09:00', { source }),
      added('16 10:00', { principal: null }),
    ];
    expect(join(...events)).toMatchObject({ elevations: [], changes: [], unknown: [] });
  });
});

test('a removal by MS-PIM never ends an activation that PIM itself logged', () => {
  const { completed } = activationEvents('r1');
  expect(join(completed('16 09:00'), removed('16 12:00')).elevations).toMatchObject([
    { id: 'r1', endedAt: null },
  ]);
});

test('a role that MS-PIM adds is always a twin in other sources', () => {
  for (const other of ['graph', 'graph json', 'portal csv', 'azure monitor'] as const)
    expect(join(added('16 09:00', { source: other })).elevations).toEqual([]);
});

test('a role that a person assigns in the unified audit log is a change outside PIM', () => {
  const { changes, elevations } = join(directoryEvent('Add member to role.', '16 09:00', { source }));
  expect(elevations).toEqual([]);
  expect(changes).toMatchObject([{ kind: 'assigned-outside-pim', sources: [source] }]);
});
