import {
  activationEvents,
  alex,
  at,
  directory,
  directoryEvent,
  pimEvent,
  reportsReader,
  sam,
  user,
} from '../../support/builders/events';
import { elevationOf, elevationsOf } from '../../support/builders/joined';

const r1 = activationEvents('r1');

const started = r1.completed('16 09:00', { expirationTime: at('16 10:00') });

describe('an end under another request id', () => {
  const d1 = activationEvents('d1');

  test('is matched with the running activation, with all its steps', () => {
    const [asked, done] = [d1.deactivationRequested('16 09:30'), d1.deactivated('16 09:30:02')];
    expect(elevationOf([started, done, asked])).toMatchObject({
      endedBy: 'deactivated',
      endedAt: at('16 09:30:02'),
      eventIds: [started.id, asked.id, done.id],
    });
  });

  test('ends the nearest earlier activation if several share its assignment id', () => {
    const facts = { assignmentId: 'a1', principal: null, role: null, scope: null };
    const first = activationEvents('r1', { assignmentId: 'a1' });
    const second = activationEvents('r2', { assignmentId: 'A1' });
    const elevations = elevationsOf([
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

  test('prefers an activation with its assignment id to a nearer one of the same role', () => {
    const elevations = elevationsOf([
      activationEvents('r1', { assignmentId: 'a1' }).completed('16 09:00'),
      activationEvents('r2', { assignmentId: 'a2' }).completed('16 09:10'),
      d1.deactivated('16 10:00', { assignmentId: 'a1' }),
    ]);
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 10:00'), null]);
  });

  test('is never an assignment, in PIM or outside it', () => {
    const given = [
      directoryEvent('Add member to role', '16 09:30'),
      pimEvent('Add member to role in PIM completed (permanent)', '16 09:31'),
    ];
    expect(elevationOf([started, ...given], at('16 09:45')).endedAt).toBeNull();
  });

  test('ends an activation only once', () => {
    const elevations = elevationsOf([
      r1.completed('16 09:00', { expirationTime: at('16 17:00') }),
      d1.deactivated('16 10:00'),
      activationEvents('d2').deactivated('16 10:30'),
    ]);
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 10:00')]);
    expect(elevations[0]?.eventIds).toHaveLength(2);
  });

  test.each([
    ['another role', { role: reportsReader }],
    ['another principal', { principal: user('kim') }],
    ['another scope', { scope: { id: '/administrativeUnits/7', name: null } }],
    ['an unknown principal', { principal: null }],
    ['an unknown role', { role: null }],
  ])('is not matched if it has %s', (_, facts) => {
    expect(elevationOf([started, d1.deactivated('16 09:30', facts)], at('16 09:45')).endedAt).toBeNull();
  });

  test.each([
    ['an unknown scope', { scope: null }],
    ['a role known by name alone', { role: { id: null, name: 'global administrator' } }],
    [
      'a principal known by UPN alone',
      { principal: { ...sam, id: null, name: null, upn: 'SAM@contoso.example' } },
    ],
  ])('is matched if it has %s', (_, facts) => {
    expect(elevationOf([started, d1.deactivated('16 09:30', facts)]).endedBy).toBe('deactivated');
  });

  test('prefers an activation in the same scope to a later one in an unknown scope', () => {
    const elevations = elevationsOf([
      r1.completed('16 09:00'),
      activationEvents('r2', { scope: null }).completed('16 09:05'),
      d1.deactivated('16 09:30'),
    ]);
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 09:30'), null]);
  });

  test('ends an activation only within an hour after its planned end', () => {
    expect(elevationOf([started, d1.deactivated('16 10:59')]).endedBy).toBe('deactivated');
    expect(elevationOf([started, d1.deactivated('16 11:00')]).endedBy).toBe('inferred');
  });

  test('is not taken for the expiry of an activation that has just started', () => {
    const next = activationEvents('r2');
    const elevations = elevationsOf([
      started,
      next.completed('16 10:00:03', { expirationTime: at('16 11:00') }),
      d1.expired('16 10:00:07'),
      next.expired('16 11:00:05'),
    ]);
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 10:00'), at('16 11:00')]);
  });

  test('does not end an activation that already ended', () => {
    const earlier = activationEvents('r0').completed('16 08:00', { expirationTime: at('16 17:00') });
    const elevations = elevationsOf([
      earlier,
      started,
      r1.deactivated('16 09:30'),
      d1.deactivated('16 09:45'),
    ]);
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 09:45'), at('16 09:30')]);
  });

  test('is an expiry even if the planned end is unknown', () => {
    expect(elevationOf([r1.completed('16 09:00'), d1.expired('16 13:00')])).toMatchObject({
      endedBy: 'expired',
      endedAt: at('16 13:00'),
    });
  });

  test('may follow a refused attempt, whose event belongs to the activation too', () => {
    const refused = { result: 'failure', resultReason: 'ActiveDurationTooShort' } as const;
    const attempt = activationEvents('d0').deactivated('16 09:04', refused);
    const done = d1.deactivated('16 09:06');
    expect(elevationOf([started, attempt, done])).toMatchObject({
      endedAt: at('16 09:06'),
      eventIds: [started.id, attempt.id, done.id],
    });
  });

  test('does not end an activation that starts at the same instant', () => {
    const next = activationEvents('r2').completed('16 09:30', { expirationTime: at('16 12:00') });
    const elevations = elevationsOf([started, next, d1.deactivated('16 09:30')], at('16 09:31'));
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 09:30'), null]);
  });
});

describe('an end by removal', () => {
  test.each([
    'Remove member from role in PIM completed (permanent)',
    'Remove member from role in PIM completed (timebound)',
    'Remove permanent direct role assignment',
  ])('is recorded for "%s"', (activity) => {
    const removal = pimEvent(activity, '16 09:20', { initiator: alex });
    expect(elevationOf([started, removal, r1.expired('16 10:00:07')])).toMatchObject({
      endedBy: 'removed',
      endedAt: at('16 09:20'),
      eventIds: expect.arrayContaining([removal.id]) as string[],
    });
  });

  test('is recorded for a removal outside PIM without a scope', () => {
    const removal = directoryEvent('Remove member from role', '16 09:20');
    expect(elevationOf([started, removal])).toMatchObject({ endedBy: 'removed', endedAt: at('16 09:20') });
  });

  test.each([
    [
      'of an eligibility',
      pimEvent('Remove eligible member from role in PIM completed (permanent)', '16 09:20'),
    ],
    ['that was only requested', pimEvent('Remove member from role in PIM requested (permanent)', '16 09:20')],
    ['that failed', directoryEvent('Remove member from role', '16 09:20', { result: 'failure' })],
    ['after the planned end', directoryEvent('Remove member from role', '16 10:00')],
    ['before the start', directoryEvent('Remove member from role', '16 08:59')],
    ['of an eligibility outside PIM', directoryEvent('Remove eligible member from role', '16 09:20')],
  ])('is not recorded for a removal %s', (_, removal) => {
    expect(elevationOf([started, removal]).endedBy).toBe('inferred');
  });
});

describe('the removal of another assignment of the same role', () => {
  const unit = { id: '/administrativeUnits/7', name: 'Sales' };
  const removal = directoryEvent('Remove member from role', '16 09:20');

  test('ends no activation that starts later', () => {
    const scheduled = r1.completed('16 09:00', { startTime: at('16 18:00'), expirationTime: at('16 20:00') });
    expect(elevationOf([scheduled, removal, r1.expired('16 20:00:05')])).toMatchObject({
      outcome: 'activated',
      startedAt: at('16 18:00'),
      endedAt: at('16 20:00'),
      endedBy: 'expired',
    });
    const inPim = pimEvent('Remove permanent direct role assignment', '16 09:20');
    for (const end of [removal, inPim]) {
      expect(elevationOf([scheduled, end])).toMatchObject({ outcome: 'activated', endedBy: 'inferred' });
    }
  });

  test('does not end an activation that records its own end', () => {
    for (const scope of [directory, unit, null]) {
      const own = activationEvents('r1', { scope });
      const events = [own.completed('16 09:00', { expirationTime: at('16 10:00') }), removal];
      expect(elevationOf([...events, own.expired('16 10:00:07')])).toMatchObject({
        endedAt: at('16 10:00'),
        endedBy: 'expired',
        eventIds: expect.not.arrayContaining([removal.id]) as unknown,
      });
      expect(elevationOf([...events, own.deactivated('16 09:40')])).toMatchObject({
        endedAt: at('16 09:40'),
        endedBy: 'deactivated',
      });
    }
  });

  test('ends an activation in an administrative unit only if the directory calls it scoped', () => {
    const inUnit = activationEvents('r1', { scope: unit }).completed('16 09:00', {
      expirationTime: at('16 10:00'),
    });
    expect(elevationOf([inUnit, removal]).endedBy).toBe('inferred');
    const scoped = directoryEvent('Remove scoped member from role', '16 09:20');
    expect(elevationOf([inUnit, scoped]).endedBy).toBe('removed');
  });
});

test('an end under another request id cancels a scheduled activation unless that records its own end', () => {
  const scheduled = r1.completed('16 09:00', { startTime: at('16 18:00'), expirationTime: at('16 20:00') });
  const other = activationEvents('d1').deactivated('16 12:00');
  expect(elevationOf([scheduled, other])).toMatchObject({ outcome: 'cancelled' });
  expect(elevationOf([scheduled, other, r1.expired('16 20:00:05')])).toMatchObject({
    outcome: 'activated',
    endedAt: at('16 20:00'),
    eventIds: expect.not.arrayContaining([other.id]) as unknown,
  });
});

describe('several ends under request ids of their own', () => {
  test('are matched in order of time, whichever log has them', () => {
    const elevations = elevationsOf([
      r1.completed('16 09:00', { expirationTime: at('16 12:00') }),
      pimEvent('Remove permanent direct role assignment', '16 09:30'),
      activationEvents('r2').completed('16 09:45', { expirationTime: at('16 12:00') }),
      activationEvents('d1').deactivated('16 10:00'),
    ]);
    expect(elevations.map(({ endedAt, endedBy }) => [endedAt, endedBy])).toEqual([
      [at('16 09:30'), 'removed'],
      [at('16 10:00'), 'deactivated'],
    ]);
  });

  test('end the running activation, not one with an older request that starts later', () => {
    const elevations = elevationsOf([
      activationEvents('later').completed('16 09:00', { startTime: at('16 11:00') }),
      activationEvents('now').completed('16 10:00'),
      activationEvents('d1').deactivated('16 10:30'),
    ]);
    expect(elevations.map(({ id, endedAt }) => [id, endedAt])).toEqual([
      ['now', at('16 10:30')],
      ['later', null],
    ]);
  });

  test('include an expiry that is logged up to a minute before the planned end', () => {
    const ended = (when: string) =>
      elevationOf(
        [r1.completed('16 09:00', { expirationTime: at('16 10:00') }), activationEvents('d1').expired(when)],
        at('16 09:59:30'),
      ).endedBy;
    expect(ended('16 09:59:00')).toBe('expired');
    expect(ended('16 09:58:59')).toBeNull();
  });

  test('take effect when they happen, not when they are requested', () => {
    const d1 = activationEvents('d1');
    const elevations = elevationsOf([
      r1.completed('16 09:00', { expirationTime: at('16 12:00') }),
      d1.deactivationRequested('16 09:30'),
      d1.deactivated('16 09:40', { result: 'failure' }),
      activationEvents('r2').completed('16 09:45', { expirationTime: at('16 12:00') }),
      d1.deactivated('16 10:00'),
    ]);
    expect(elevations.map(({ endedAt }) => endedAt)).toEqual([at('16 12:00'), at('16 10:00')]);
  });
});
