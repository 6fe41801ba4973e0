import { joinElevations } from '../../shared/analysis/elevations';
import { distinctEvents, partByKnowledge } from '../../shared/analysis/known-events';
import type { AuditEvent } from '../../shared/domain/audit-event';
import type { Elevation } from '../../shared/domain/elevation';
import {
  activationEvents,
  alex,
  at,
  directoryEvent,
  globalAdministrator,
  pimEvent,
  pimService,
  reportsReader,
  sam,
  twin,
  user,
} from '../support/events';

function join(events: readonly AuditEvent[], asOf = at('30')): Elevation[] {
  return joinElevations(partByKnowledge(distinctEvents(events)).known, asOf, []);
}

function joinOne(events: readonly AuditEvent[], asOf = at('30')): Elevation {
  const elevations = join(events, asOf);
  expect(elevations).toHaveLength(1);
  return elevations[0]!;
}

const r1 = activationEvents('r1');

describe('one request', () => {
  it('is one elevation from request to end, with the facts of the step that knows them', () => {
    const events = [
      r1.requested('16 09:00', {
        justification: 'Rotate the signing key',
        ticket: { number: 'CHG1', system: 'ServiceNow' },
        mfa: 'yes',
        ipAddress: '203.0.113.7',
        expirationTime: at('16 10:00'),
      }),
      r1.approvalRequested('16 09:00:01', { approvalRequired: true, initiator: pimService }),
      r1.approved('16 09:04', { justification: 'Fine with me', ipAddress: '203.0.113.99', mfa: 'no' }),
      r1.completed('16 09:05', { expirationTime: at('16 10:05'), initiator: alex }),
      r1.expired('16 10:05:07'),
    ];
    expect(joinOne(events)).toEqual({
      id: 'r1',
      provider: 'entra',
      principal: sam,
      role: { ...globalAdministrator, privileged: true },
      scope: { id: 'id-tenant', name: 'Contoso' },
      outcome: 'activated',
      initiator: sam,
      requestedAt: at('16 09:00'),
      approvedAt: at('16 09:04'),
      approver: alex,
      startedAt: at('16 09:05'),
      plannedEndAt: at('16 10:05'),
      endedAt: at('16 10:05'),
      endedBy: 'expired',
      justification: 'Rotate the signing key',
      ticket: { number: 'CHG1', system: 'ServiceNow' },
      mfa: 'yes',
      approvalRequired: true,
      ipAddress: '203.0.113.7',
      failureReason: null,
      eventIds: events.map(({ id }) => id),
    });
  });

  it('does not depend on the case of its ids', () => {
    const events = [
      r1.requested('16 09:00', { requestId: 'R1' }),
      r1.completed('16 09:01', { requestId: ' r1 ' }),
    ];
    expect(joinOne(events)).toMatchObject({ id: 'r1', outcome: 'activated' });
  });

  it('takes each fact from whichever event has it', () => {
    const events = [
      r1.requested('16 09:00', { principal: { ...sam, name: null, type: null }, role: null, scope: null }),
      r1.completed('16 09:01', { principal: { ...sam, upn: null }, role: globalAdministrator }),
    ];
    expect(joinOne(events)).toMatchObject({ principal: sam, role: globalAdministrator });
  });

  it('stands alone without a request id', () => {
    const alone = activationEvents(null);
    const events = [alone.completed('16 09:00'), alone.completed('17 09:00')];
    expect(join(events).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('never holds a twin', () => {
    const events = [r1.completed('16 09:00'), r1.deactivated('16 09:30')];
    const twins = [
      twin('Add member to role', '16 09:00', { requestId: 'r1' }),
      twin('Remove member from role', '16 09:10'),
    ];
    expect(joinOne([...events, ...twins])).toMatchObject({
      endedBy: 'deactivated',
      eventIds: events.map(({ id }) => id),
    });
  });

  it('knows who activated for another, and does not take an approver for one', () => {
    const byAlex = [
      r1.requested('16 09:00', { initiator: alex }),
      r1.completed('16 09:01', { initiator: sam }),
    ];
    expect(joinOne(byAlex).initiator).toEqual(alex);
    const requestUnseen = [r1.approved('16 09:04'), r1.completed('16 09:05', { initiator: alex })];
    expect(joinOne(requestUnseen).initiator).toBeNull();
    expect(joinOne([r1.completed('16 09:05', { initiator: pimService })]).initiator).toBeNull();
  });

  it('records "no" for MFA only when nothing says yes', () => {
    expect(joinOne([r1.requested('16 09:00', { mfa: 'no' }), r1.completed('16 09:01')]).mfa).toBe('no');
    expect(
      joinOne([r1.requested('16 09:00', { mfa: 'no' }), r1.completed('16 09:01', { mfa: 'yes' })]).mfa,
    ).toBe('yes');
    expect(joinOne([r1.requested('16 09:00'), r1.completed('16 09:01')]).mfa).toBe('not recorded');
  });
});

describe('the outcome', () => {
  const refused = { result: 'failure', resultReason: 'RoleAssignmentRequestPolicyValidationFailed' } as const;

  it.each([
    ['pending', [r1.requested('16 09:00')]],
    ['pending', [r1.requested('16 09:00'), r1.approved('16 09:04')]],
    ['denied', [r1.requested('16 09:00'), r1.denied('16 09:04')]],
    ['denied', [r1.requested('16 09:00'), r1.denied('16 09:04', { result: 'failure' })]],
    ['cancelled', [r1.requested('16 09:00'), r1.cancelled('16 09:04')]],
    ['pending', [r1.requested('16 09:00'), r1.cancelled('16 09:04', refused)]],
    ['cancelled', [r1.requested('16 09:00'), pimEvent('Cancel request', '16 09:04', { requestId: 'r1' })]],
    ['timed-out', [r1.requested('16 09:00'), r1.timedOut('17 09:00')]],
    ['failed', [r1.requested('16 09:00', refused)]],
    ['failed', [r1.requested('16 09:00'), r1.completed('16 09:01', refused)]],
    ['activated', [r1.requested('16 09:00'), r1.completed('16 09:01')]],
    ['activated', [r1.completed('16 09:01')]],
  ] as const)('is %s', (outcome, events) => {
    const elevation = joinOne(events);
    expect(elevation.outcome).toBe(outcome);
    expect(elevation.startedAt === null).toBe(outcome !== 'activated');
    expect(elevation.failureReason).toBe(outcome === 'failed' ? refused.resultReason : null);
  });

  it('names who denied, and since when nothing is known of the request, when', () => {
    expect(joinOne([r1.denied('16 09:04')])).toMatchObject({
      outcome: 'denied',
      approver: alex,
      approvedAt: null,
      initiator: null,
      requestedAt: at('16 09:04'),
    });
  });

  it('has no approver when the service answered', () => {
    expect(
      joinOne([r1.requested('16 09:00'), r1.denied('16 09:04', { initiator: pimService })]).approver,
    ).toBeNull();
  });

  it('does not invent a request for a start that is all there is', () => {
    expect(joinOne([r1.completed('16 09:01')]).requestedAt).toBeNull();
  });

  it('keeps what a failed request says about itself', () => {
    const failed = r1.requested('16 09:00', { ...refused, justification: 'Please' });
    expect(joinOne([failed])).toMatchObject({ justification: 'Please', requestedAt: at('16 09:00') });
  });

  it('believes an end whose start was lost, and invents no start', () => {
    expect(joinOne([r1.requested('16 09:00'), r1.deactivated('16 10:00')])).toMatchObject({
      outcome: 'activated',
      startedAt: null,
      endedAt: at('16 10:00'),
    });
  });

  it('is nothing when there is only an end', () => {
    expect(join([r1.expired('16 09:00'), activationEvents('r2').deactivationRequested('16 09:00')])).toEqual(
      [],
    );
  });
});

describe('the start', () => {
  it('is later than the completed event when it was scheduled', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    expect(joinOne([scheduled]).startedAt).toEqual(at('17 08:00'));
  });

  it('is the completed event when the start asked for was earlier', () => {
    expect(joinOne([r1.completed('16 09:00', { startTime: at('16 08:00') })]).startedAt).toEqual(
      at('16 09:00'),
    );
  });

  it('never was, when it is taken back before', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('17 08:00'), expirationTime: at('17 12:00') });
    expect(joinOne([scheduled, r1.deactivated('16 15:00')])).toMatchObject({
      outcome: 'cancelled',
      startedAt: null,
      endedAt: null,
      requestedAt: at('16 09:00'),
    });
  });
});

describe('the end', () => {
  const started = r1.completed('16 09:00', { expirationTime: at('16 10:00') });

  it.each([
    ['on time', '16 10:00:00', '16 10:00:00'],
    ['seven seconds late', '16 10:00:07', '16 10:00:00'],
    ['two minutes late', '16 10:02:00', '16 10:00:00'],
    ['later than that', '16 10:02:01', '16 10:02:01'],
    ['early', '16 09:59:30', '16 09:59:30'],
  ])('of an expiry that is %s', (_, logged, ended) => {
    expect(joinOne([started, r1.expired(logged)])).toMatchObject({ endedBy: 'expired', endedAt: at(ended) });
  });

  it('is the first of several', () => {
    const events = [started, r1.expired('16 10:00:07'), r1.deactivated('16 09:40')];
    expect(joinOne(events)).toMatchObject({ endedBy: 'deactivated', endedAt: at('16 09:40') });
  });

  it('is inferred once the planned end has passed, and not before', () => {
    expect(joinOne([started], at('16 10:00'))).toMatchObject({
      endedBy: 'inferred',
      endedAt: at('16 10:00'),
    });
    expect(joinOne([started], at('16 09:59:59'))).toMatchObject({ endedBy: null, endedAt: null });
  });

  it('is unknown without a planned end', () => {
    expect(joinOne([r1.completed('16 09:00')]).endedAt).toBeNull();
  });

  it('is not a failed deactivation, whose event belongs to the elevation all the same', () => {
    const tooShort = { result: 'failure', resultReason: 'ActiveDurationTooShort' } as const;
    const attempt = pimEvent('Process role removal request', '16 09:02', { requestId: 'd1', ...tooShort });
    const failed = r1.deactivated('16 09:03', tooShort);
    expect(joinOne([started, attempt, failed, r1.expired('16 10:00:07')])).toMatchObject({
      endedBy: 'expired',
      eventIds: expect.arrayContaining([attempt.id, failed.id]) as string[],
    });
  });

  describe('under another request id', () => {
    const d1 = activationEvents('d1');

    it('is matched with what runs, all its steps included', () => {
      const [asked, done] = [d1.deactivationRequested('16 09:30'), d1.deactivated('16 09:30:02')];
      expect(joinOne([started, done, asked])).toMatchObject({
        endedBy: 'deactivated',
        endedAt: at('16 09:30:02'),
        eventIds: [started.id, asked.id, done.id],
      });
    });

    it('is that of the nearest earlier activation, for the assignment id repeats', () => {
      const facts = { assignmentId: 'a1', principal: null, role: null, scope: null };
      const first = activationEvents('r1', { assignmentId: 'a1' });
      const second = activationEvents('r2', { assignmentId: 'A1' });
      const elevations = join([
        first.completed('16 09:00', { expirationTime: at('16 12:00') }),
        d1.deactivated('16 10:00', facts),
        second.completed('16 11:00', { expirationTime: at('16 12:00') }),
        activationEvents('d2').expired('16 12:00:07', facts),
      ]);
      expect(elevations.map(({ endedBy, endedAt }) => [endedBy, endedAt])).toEqual([
        ['deactivated', at('16 10:00')],
        ['expired', at('16 12:00')],
      ]);
    });

    it('prefers the assignment id to the nearest of the same role', () => {
      const elevations = join([
        activationEvents('r1', { assignmentId: 'a1' }).completed('16 09:00'),
        activationEvents('r2', { assignmentId: 'a2' }).completed('16 09:10'),
        d1.deactivated('16 10:00', { assignmentId: 'a1' }),
      ]);
      expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 10:00'), null]);
    });

    it('ends one activation only', () => {
      const elevations = join([
        r1.completed('16 09:00', { expirationTime: at('16 17:00') }),
        d1.deactivated('16 10:00'),
        activationEvents('d2').deactivated('16 10:30'),
      ]);
      expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 10:00')]);
      expect(elevations[0]?.eventIds).toHaveLength(2);
    });

    it.each([
      ['role', { role: reportsReader }],
      ['principal', { principal: user('kim') }],
      ['scope', { scope: { id: '/administrativeUnits/7', name: null } }],
      ['unknown principal', { principal: null }],
      ['unknown role', { role: null }],
    ])('is not that of another %s', (_, facts) => {
      expect(joinOne([started, d1.deactivated('16 09:30', facts)], at('16 09:45')).endedAt).toBeNull();
    });

    it.each([
      ['an unknown scope', { scope: null }],
      ['a role known by name alone', { role: { id: null, name: 'global administrator' } }],
      [
        'a principal known by UPN alone',
        { principal: { ...sam, id: null, name: null, upn: 'SAM@contoso.example' } },
      ],
    ])('is found with %s', (_, facts) => {
      expect(joinOne([started, d1.deactivated('16 09:30', facts)]).endedBy).toBe('deactivated');
    });

    it('prefers a scope known on both sides to a later start whose scope is unknown', () => {
      const elevations = join([
        r1.completed('16 09:00'),
        activationEvents('r2', { scope: null }).completed('16 09:05'),
        d1.deactivated('16 09:30'),
      ]);
      expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 09:30'), null]);
    });

    it('does not reach an activation whose planned end is long past', () => {
      expect(joinOne([started, d1.deactivated('16 10:59')]).endedBy).toBe('deactivated');
      expect(joinOne([started, d1.deactivated('16 11:00')]).endedBy).toBe('inferred');
    });

    it('is no expiry of what has only just begun', () => {
      const next = activationEvents('r2');
      const elevations = join([
        started,
        next.completed('16 10:00:03', { expirationTime: at('16 11:00') }),
        d1.expired('16 10:00:07'),
        next.expired('16 11:00:05'),
      ]);
      expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 10:00'), at('16 11:00')]);
    });

    it('is no end of what starts at that very instant', () => {
      const next = activationEvents('r2').completed('16 09:30', { expirationTime: at('16 12:00') });
      const elevations = join([started, next, d1.deactivated('16 09:30')], at('16 09:31'));
      expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 09:30'), null]);
    });
  });

  describe('by removal', () => {
    it.each([
      'Remove member from role in PIM completed (permanent)',
      'Remove member from role in PIM completed (timebound)',
      'Remove permanent direct role assignment',
    ])('%s', (activity) => {
      const removal = pimEvent(activity, '16 09:20', { initiator: alex });
      expect(joinOne([started, removal, r1.expired('16 10:00:07')])).toMatchObject({
        endedBy: 'removed',
        endedAt: at('16 09:20'),
        eventIds: expect.arrayContaining([removal.id]) as string[],
      });
    });

    it('past PIM, where the scope is not told', () => {
      const removal = directoryEvent('Remove member from role', '16 09:20');
      expect(joinOne([started, removal])).toMatchObject({ endedBy: 'removed', endedAt: at('16 09:20') });
    });

    it.each([
      [
        'of an eligibility',
        pimEvent('Remove eligible member from role in PIM completed (permanent)', '16 09:20'),
      ],
      [
        'that was only asked for',
        pimEvent('Remove member from role in PIM requested (permanent)', '16 09:20'),
      ],
      ['that failed', directoryEvent('Remove member from role', '16 09:20', { result: 'failure' })],
      ['after the planned end', directoryEvent('Remove member from role', '16 10:00')],
      ['before the start', directoryEvent('Remove member from role', '16 08:59')],
      ['of an eligibility past PIM', directoryEvent('Remove eligible member from role', '16 09:20')],
    ])('is none %s', (_, removal) => {
      expect(joinOne([started, removal]).endedBy).toBe('inferred');
    });
  });
});
