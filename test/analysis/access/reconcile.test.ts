import { analyseAccess, type AccessInput } from '../../../shared/analysis/access/access-analysis';
import { noPast } from '../../../shared/analysis/access/access-past';
import type { Change } from '../../../shared/domain/events/change';
import type { HoldingList } from '../../../shared/domain/access/access-history';
import type { HeldAccess } from '../../../shared/domain/access/held-access';
import { utcDaysBetween } from '../../../shared/domain/time/utc-day';
import {
  aHeld,
  aMembership,
  anAccessHistory,
  aReading,
  definitions,
  exchangeAdministrator,
} from '../../support/builders/access-history';
import { auditEvent, week47 } from '../../support/builders/events';
import { aChange, anElevation } from '../../support/builders/findings';

const completeDays = new Set(utcDaysBetween(new Date('2026-08-01'), new Date('2026-11-24')));

function analyse(overrides: Partial<AccessInput>) {
  return analyseAccess({
    access: anAccessHistory(),
    events: [],
    period: week47,
    asOf: new Date('2026-11-23T07:00:00Z'),
    knownUntil: new Date('2026-11-23T06:00:00Z'),
    history: { completeDays },
    past: noPast,
    privilegedRoles: [],
    changes: [],
    elevations: [],
    ...overrides,
  });
}

const anna = { id: 'u-1', name: 'Anna Berg', upn: 'anna@contoso.example', type: 'user' } as const;
const exchange = { id: exchangeAdministrator, name: 'Exchange Administrator', privileged: false };
const change = (kind: Change['kind'], at: string, overrides: Partial<Change> = {}): Change =>
  aChange({
    kind,
    at: new Date(at),
    principal: anna,
    role: exchange,
    scope: { id: 'tenant-id', name: 'Contoso' },
    result: 'completed',
    startsAt: null,
    endsAt: null,
    ...overrides,
  });

/** The Saturday before the week, and its Tuesday and Friday. */
const [saturday, tuesday, friday] = ['2026-11-14T01:30:00Z', '2026-11-17T01:30:00Z', '2026-11-20T01:30:00Z'];

/** One list read three times. */
const read = (one: readonly HeldAccess[], two: readonly HeldAccess[], three: readonly HeldAccess[] = two) =>
  anAccessHistory({
    'role-assignments': [aReading(saturday, ...one), aReading(tuesday, ...two), aReading(friday, ...three)],
  });

/** Returns what the reconciliation reports, in short. */
function told(overrides: Partial<AccessInput>) {
  const { standing, unexplained } = analyse(overrides);
  return {
    changes: standing.reconciliation?.changes.length,
    explained: standing.reconciliation?.changes.filter(({ isExplained }) => isExplained).length,
    unexplained: unexplained.map(({ kind, principal, scope, isCovered }) =>
      [kind, principal.name, scope.name ?? scope.id, ...(isCovered ? [] : ['not covered'])].join(' '),
    ),
  };
}

const held = aHeld();
const nobody = { id: null, name: null, upn: null, type: null };
const nothing = { changes: 0, explained: 0, unexplained: [] };

describe('a row that appears', () => {
  test('is unexplained without an event, between the two snapshots around it', () => {
    const { standing } = analyse({ access: read([], [held]) });
    expect(standing.reconciliation).toEqual({
      from: new Date(saturday),
      to: new Date(friday),
      changes: [
        { principal: anna, role: exchange, scope: { id: '/', name: 'Directory' }, isExplained: false },
      ],
      unexplained: [
        {
          kind: 'appeared',
          isRemoval: false,
          assignment: 'active',
          principal: anna,
          role: exchange,
          scope: { id: '/', name: 'Directory' },
          between: [new Date(saturday), new Date(tuesday)],
          eventIds: [],
          isCovered: true,
        },
      ],
    });
  });

  test.each<[string, Change]>([
    ['an assignment through PIM', change('active-assigned', '2026-11-16T09:00:00Z')],
    ['a restored assignment', change('active-restored', '2026-11-16T09:00:00Z')],
    ['an approved renewal', change('extend-renew-approved', '2026-11-16T09:00:00Z')],
    ['an assignment outside PIM', change('assigned-outside-pim', '2026-11-16T09:00:00Z', { scope: null })],
    ['an assignment an hour before the first snapshot', change('active-assigned', '2026-11-14T00:30:00Z')],
    [
      'an earlier assignment that starts later',
      change('active-assigned', '2026-11-02T09:00:00Z', { startsAt: new Date('2026-11-16T08:00:00Z') }),
    ],
    [
      'one that names the person by UPN alone',
      change('active-assigned', '2026-11-16T09:00:00Z', { principal: { ...anna, id: null } }),
    ],
    [
      'one that gives the role another id',
      change('active-assigned', '2026-11-16T09:00:00Z', { role: { ...exchange, id: 'other' } }),
    ],
  ])('is explained by an event: %s', (_name, event) => {
    expect(told({ access: read([], [held]), changes: [event] })).toEqual({
      changes: 1,
      explained: 1,
      unexplained: [],
    });
  });

  test.each<[string, Change]>([
    [
      'of somebody else',
      change('active-assigned', '2026-11-16T09:00:00Z', { principal: { ...anna, id: 'u-2', upn: null } }),
    ],
    [
      'of another role',
      change('active-assigned', '2026-11-16T09:00:00Z', { role: { id: 'x', name: 'X', privileged: false } }),
    ],
    ['that makes somebody eligible', change('eligible-assigned', '2026-11-16T09:00:00Z')],
    [
      'in an administrative unit',
      change('active-assigned', '2026-11-16T09:00:00Z', {
        scope: { id: '/administrativeUnits/u1', name: 'U' },
      }),
    ],
    ['that failed', change('active-assigned', '2026-11-16T09:00:00Z', { result: 'failed' })],
    ['that removes the role', change('active-removed', '2026-11-14T09:00:00Z')],
    ['more than an hour before the first snapshot', change('active-assigned', '2026-11-14T00:29:59Z')],
    ['of Azure', change('active-assigned', '2026-11-16T09:00:00Z', { provider: 'azure' })],
  ])('is not explained by an event %s', (_name, event) => {
    expect(told({ access: read([], [held]), changes: [event] })).toMatchObject({ changes: 1, explained: 0 });
  });

  test('is marked as not covered if the events of these days are incomplete', () => {
    const holes = new Set([...completeDays].filter((day) => day !== '2026-11-15'));
    expect(told({ access: read([], [held]), history: { completeDays: holes } }).unexplained).toEqual([
      'appeared Anna Berg Directory not covered',
    ]);
  });
});

describe('a row that vanishes', () => {
  test('is unexplained without an event', () => {
    expect(told({ access: read([held], []) }).unexplained).toEqual(['vanished Anna Berg Directory']);
  });

  test('is explained by a removal, in PIM or outside it, or by its planned end', () => {
    const explained = { changes: 1, explained: 1, unexplained: [] };
    for (const kind of ['active-removed', 'removed-outside-pim'] as const)
      expect(told({ access: read([held], []), changes: [change(kind, '2026-11-16T09:00:00Z')] })).toEqual(
        explained,
      );
    const ended = aHeld({ endsAt: new Date(tuesday) });
    expect(told({ access: read([ended], []) })).toEqual(explained);
    const running = aHeld({ endsAt: new Date('2026-11-17T01:30:01Z') });
    expect(told({ access: read([running], []) })).toMatchObject({ explained: 0 });
    const slow = { ...aReading(tuesday), readUntil: new Date('2026-11-17T01:34:00Z') };
    const during = (end: string) =>
      anAccessHistory({
        'role-assignments': [aReading(saturday, aHeld({ endsAt: new Date(end) })), slow],
      });
    expect(told({ access: during('2026-11-17T01:34:00Z') })).toEqual(explained);
    expect(told({ access: during('2026-11-17T01:34:01Z') })).toMatchObject({ explained: 0 });
  });

  test('does not include a renewed row with a new start and end', () => {
    const renewed = aHeld({ startsAt: new Date(saturday), endsAt: new Date('2027-01-01') });
    expect(told({ access: read([aHeld({ endsAt: new Date('2026-12-01') })], [renewed]) })).toEqual(nothing);
  });
});

describe('an event', () => {
  test('without effect in the next snapshot is unexplained, with its event ids', () => {
    const event = change('active-assigned', '2026-11-18T09:00:00Z');
    const { unexplained } = analyse({ access: read([], []), changes: [event] });
    expect(unexplained).toMatchObject([
      {
        kind: 'without-effect',
        assignment: 'active',
        principal: anna,
        scope: { id: '/', name: 'Directory' },
        between: [new Date('2026-11-18T09:00:00Z'), new Date(friday)],
        eventIds: event.eventIds,
      },
    ]);
  });

  test('may take an hour to show its effect', () => {
    const late = change('active-assigned', '2026-11-17T00:30:01Z');
    const access = read([], [], [held]);
    expect(told({ access, changes: [late] }).unexplained).toEqual([]);
    const soon = change('active-assigned', '2026-11-17T00:30:00Z');
    expect(told({ access, changes: [soon] }).unexplained).toEqual(['without-effect Anna Berg Directory']);
  });

  test('counts as effective if it was reverted before the next snapshot', () => {
    const given = change('active-assigned', '2026-11-18T09:00:00Z');
    expect(
      told({ access: read([], []), changes: [given, change('active-removed', '2026-11-19T09:00:00Z')] }),
    ).toEqual(nothing);
    expect(told({ access: read([], []), changes: [{ ...given, endsAt: new Date(friday) }] })).toEqual(
      nothing,
    );
    const [endsAt, readUntil] = [new Date('2026-11-20T01:33:00Z'), new Date('2026-11-20T01:34:00Z')];
    const slow = anAccessHistory({
      'role-assignments': [aReading(saturday), { ...aReading(friday), readUntil }],
    });
    expect(told({ access: slow, changes: [{ ...given, endsAt }] })).toEqual(nothing);
  });

  test('is unexplained if it is a removal without effect, unless the role was assigned again', () => {
    const taken = change('active-removed', '2026-11-18T09:00:00Z');
    const access = read([held], [held]);
    expect(told({ access, changes: [taken] }).unexplained).toEqual(['without-effect Anna Berg Directory']);
    expect(told({ access, changes: [taken, change('active-assigned', '2026-11-18T10:00:00Z')] })).toEqual(
      nothing,
    );
  });

  test('outside PIM that assigns eligibility explains a row in the list of eligibilities', () => {
    const events = [auditEvent('Add eligible member to role')];
    const eligible = change('assigned-outside-pim', '2026-11-18T09:00:00Z', { eventIds: [events[0]!.id] });
    const access = anAccessHistory({
      'role-assignments': [aReading(saturday), aReading(friday)],
      'role-eligibility': [aReading(saturday), aReading(friday, aHeld({ list: 'role-eligibility' }))],
    });
    expect(told({ access, changes: [eligible], events })).toEqual({
      changes: 1,
      explained: 1,
      unexplained: [],
    });
  });

  test.each<[string, Partial<Change>]>([
    ['was only requested', { result: 'requested' }],
    ['does not name the role', { role: null }],
    ['does not name the person', { principal: null }],
    ['is older than the first snapshot', { at: new Date('2026-11-14T00:20:00Z') }],
    ['is later than the last snapshot', { at: new Date('2026-11-21T00:00:00Z') }],
  ])('is not reported if it %s', (_name, overrides) => {
    expect(
      told({ access: read([], []), changes: [change('active-assigned', '2026-11-18T09:00:00Z', overrides)] }),
    ).toEqual(nothing);
  });
});

describe('the comparison of snapshots', () => {
  test('ignores activations and rows that are inherited, from a group or of an unknown kind', () => {
    const others = [
      aHeld({ memberType: 'group' }),
      aHeld({ memberType: 'inherited' }),
      aHeld({ memberType: 'unknown' }),
      aHeld({ assignmentType: 'activated', startsAt: new Date('2026-11-17T01:00:00Z') }),
      aHeld({ assignmentType: 'untold' }),
    ];
    const used = anElevation({
      principal: anna,
      role: exchange,
      startedAt: new Date('2026-11-17T01:00:00Z'),
    });
    expect(told({ access: read([], others, []), elevations: [used] })).toEqual(nothing);
  });

  test('does not report a change that a row without a principal may explain', () => {
    const nameless = aHeld({ principal: { id: null, name: null, upn: null, type: null } });
    expect(told({ access: read([held], [nameless]) })).toEqual(nothing);
  });

  test('does not report a change that a new unreadable row may explain', () => {
    const odd = (at: string, ...rows: HeldAccess[]) => ({ ...aReading(at, ...rows), notUnderstood: 1 });
    const newly = anAccessHistory({ 'role-assignments': [aReading(saturday, held), odd(tuesday)] });
    expect(told({ access: newly })).toEqual(nothing);
    const always = anAccessHistory({ 'role-assignments': [odd(saturday, held), odd(tuesday)] });
    expect(told({ access: always }).unexplained).toEqual(['vanished Anna Berg Directory']);
  });

  test('ignores a group unless both snapshots read it', () => {
    const member = aMembership();
    const other = aMembership({ scopeId: 'g-2' });
    const access = anAccessHistory({
      'group-assignments': [
        aReading(saturday, member),
        { ...aReading(tuesday, other), groups: new Set(['g-2']) },
      ],
    });
    expect(told({ access })).toEqual(nothing);
    const both = anAccessHistory({ 'group-assignments': [aReading(saturday), aReading(tuesday, member)] });
    expect(told({ access: both }).unexplained).toEqual(['appeared Anna Berg g-1']);
    const given = change('active-assigned', '2026-11-16T09:00:00Z', {
      provider: 'group',
      role: { id: 'any', name: 'Member', privileged: false },
      scope: { id: 'G-1', name: 'Operators' },
    });
    expect(told({ access: both, changes: [given] })).toEqual({ changes: 1, explained: 1, unexplained: [] });
  });

  test.each<[string, Partial<HoldingList>, HeldAccess]>([
    ['was read as plain assignments', { isPlain: true }, held],
    ['has an unreadable row', { notUnderstood: 1 }, held],
    ['did not ask about the group', { groups: new Set() }, aMembership()],
    ['has a row without a principal', { rows: [aHeld({ principal: nobody })] }, held],
  ])('passes over a snapshot in between that %s', (_name, spoilt, row) => {
    const list = row.list;
    const across = (first: readonly HeldAccess[], last: readonly HeldAccess[]) =>
      anAccessHistory({
        [list]: [
          aReading(saturday, ...first),
          { ...aReading(tuesday), ...spoilt },
          aReading(friday, ...last),
        ],
      });
    const between = [new Date(saturday), new Date(friday)];
    expect(analyse({ access: across([], [row]) }).unexplained).toMatchObject([{ kind: 'appeared', between }]);
    expect(analyse({ access: across([row], []) }).unexplained).toMatchObject([{ kind: 'vanished', between }]);
    expect(analyse({ access: across([row], [row]) }).unexplained).toEqual([]);
  });

  test('goes back beyond a last snapshot before the week that cannot tell, and reports the week alone', () => {
    const sunday = '2026-11-15T01:30:00Z';
    const across = (last: Partial<HoldingList>) =>
      anAccessHistory({
        'role-assignments': [aReading(saturday), { ...aReading(sunday), ...last }, aReading(tuesday, held)],
      });
    const { standing, unexplained } = analyse({ access: across({ isPlain: true }) });
    expect(unexplained).toMatchObject([
      { kind: 'appeared', between: [new Date(saturday), new Date(tuesday)] },
    ]);
    expect(standing.reconciliation).toMatchObject({ from: new Date(sunday), to: new Date(tuesday) });
    expect(told({ access: across({ rows: [held] }) })).toEqual(nothing);
    const early = change('active-assigned', '2026-11-14T12:00:00Z');
    const without = anAccessHistory({
      'role-assignments': [aReading(saturday), aReading(sunday), aReading(tuesday)],
    });
    expect(told({ access: without, changes: [early] })).toEqual(nothing);
  });

  test('looks for the effect of an event in the next snapshot that asked about the group', () => {
    const given = change('active-assigned', '2026-11-16T09:00:00Z', {
      provider: 'group',
      role: { id: null, name: 'Member', privileged: false },
      scope: { id: 'g-1', name: 'Operators' },
    });
    const access = anAccessHistory({
      'group-assignments': [
        aReading(saturday),
        { ...aReading(tuesday), groups: new Set() },
        aReading(friday),
      ],
    });
    expect(told({ access, changes: [given] }).unexplained).toEqual(['without-effect Anna Berg Operators']);
  });

  test('reports nothing without a complete snapshot before the period', () => {
    const access = anAccessHistory({ 'role-assignments': [aReading(tuesday), aReading(friday, held)] });
    expect(analyse({ access }).standing.reconciliation).toBeNull();
    expect(analyse({ access }).unexplained).toEqual([]);
  });

  test('covers a longer span, with its events, after a missed day', () => {
    const access = anAccessHistory({ 'role-assignments': [aReading(saturday), aReading(friday, held)] });
    const changes = [change('active-assigned', '2026-11-18T09:00:00Z')];
    expect(told({ access, changes })).toEqual({ changes: 1, explained: 1, unexplained: [] });
  });

  test('never compares plain assignments with schedules, and lets an activation explain plain ones', () => {
    const plain = (at: string, ...rows: HeldAccess[]) => ({ ...aReading(at, ...rows), isPlain: true });
    const row = aHeld({ assignmentType: 'untold' });
    const mixed = anAccessHistory({ 'role-assignments': [aReading(saturday), plain(tuesday, row)] });
    expect(told({ access: mixed })).toEqual(nothing);
    const access = anAccessHistory({
      'role-assignments': [plain(saturday), plain(tuesday, row), plain(friday)],
    });
    expect(told({ access }).unexplained).toEqual([
      'appeared Anna Berg Directory',
      'vanished Anna Berg Directory',
    ]);
    const elevation = anElevation({
      principal: anna,
      role: exchange,
      startedAt: new Date('2026-11-16T23:00:00Z'),
      endedAt: new Date('2026-11-17T03:00:00Z'),
    });
    expect(told({ access, elevations: [elevation] })).toEqual({ changes: 2, explained: 2, unexplained: [] });
    const open = { ...elevation, endedAt: null, endedBy: null };
    expect(told({ access, elevations: [{ ...open, plannedEndAt: null }] }).unexplained).toEqual([]);
    expect(told({ access, elevations: [open] }).unexplained).toEqual(['vanished Anna Berg Directory']);
  });
});

test('an activation explains a plain assignment only if it was in force when the snapshot was read', () => {
  const plain = (at: string, ...rows: HeldAccess[]) => ({ ...aReading(at, ...rows), isPlain: true });
  const row = aHeld({ assignmentType: 'untold' });
  const between = anElevation({
    ...{ principal: anna, role: exchange },
    ...{ startedAt: new Date('2026-11-15T09:00:00Z'), endedAt: new Date('2026-11-15T11:00:00Z') },
  });
  const elevations = [between, { ...between, plannedEndAt: null, endedAt: null, endedBy: null }];
  for (const elevation of elevations) {
    const of = (...lists: ReturnType<typeof aReading>[]) =>
      told({ access: anAccessHistory({ 'role-assignments': lists }), elevations: [elevation] }).unexplained;
    expect(of(plain(saturday, row), plain(tuesday))).toEqual(['vanished Anna Berg Directory']);
    expect(of(plain(saturday), plain(tuesday, row))).toEqual(['appeared Anna Berg Directory']);
  }
});

test('a custom role with the name of a built-in role does not take its events', () => {
  const given = change('active-assigned', '2026-11-16T09:00:00Z', {
    role: { id: 'id-of-pim', name: 'Exchange Administrator', privileged: false },
  });
  const namesake = { id: 'c-1', templateId: 'c-1', name: 'Exchange Administrator', isBuiltIn: false };
  for (const all of [
    [...definitions, namesake],
    [namesake, ...definitions],
  ]) {
    const appeared = (row: HeldAccess) => {
      const lists = { 'role-assignments': [aReading(saturday), aReading(tuesday, row)] };
      return told({ access: anAccessHistory(lists, [], { definitions: all }), changes: [given] }).unexplained;
    };
    expect(appeared(held)).toEqual([]);
    expect(appeared(aHeld({ roleId: 'c-1' }))).toContain('appeared Anna Berg Directory');
  }
});

describe('scopes', () => {
  test('of an administrative unit match by id, with or without its path', () => {
    const row = aHeld({ scopeId: '/administrativeUnits/AU-1' });
    for (const id of ['/administrativeUnits/au-1', 'au-1']) {
      const changes = [change('active-assigned', '2026-11-16T09:00:00Z', { scope: { id, name: 'Nordics' } })];
      expect(told({ access: read([], [row]), changes })).toEqual({
        changes: 1,
        explained: 1,
        unexplained: [],
      });
    }
    expect(told({ access: read([], [row]) }).unexplained).toEqual([
      'appeared Anna Berg /administrativeUnits/AU-1',
    ]);
  });

  test('of an application match an event for the directory, because events do not name applications', () => {
    const row = aHeld({ scopeId: '/app-1' });
    const changes = [change('active-assigned', '2026-11-16T09:00:00Z')];
    expect(told({ access: read([], [row]), changes })).toEqual({ changes: 1, explained: 1, unexplained: [] });
  });
});

describe('an activation in progress', () => {
  const started = new Date('2026-11-17T00:10:00Z');
  const activated = aHeld({
    assignmentType: 'activated',
    startsAt: started,
    endsAt: new Date('2026-11-17T08:10:00Z'),
  });
  const access = read([], [activated], []);

  test('is reported if the log lacks it, even without a snapshot before the period', () => {
    expect(told({ access }).unexplained).toEqual(['not-logged Anna Berg Directory']);
    const alone = anAccessHistory({ 'role-assignments': [aReading(tuesday, activated)] });
    expect(analyse({ access: alone })).toMatchObject({
      standing: { reconciliation: null },
      unexplained: [{ kind: 'not-logged', between: [started, new Date(tuesday)], isCovered: true }],
    });
  });

  test('is explained by an elevation that started within the hour or was in force', () => {
    const of = (startedAt: string, endedAt: string) =>
      told({
        access,
        elevations: [
          anElevation({
            principal: anna,
            role: exchange,
            startedAt: new Date(startedAt),
            endedAt: new Date(endedAt),
          }),
        ],
      }).unexplained.length;
    expect(of('2026-11-17T01:10:00Z', '2026-11-17T01:20:00Z')).toBe(0);
    expect(of('2026-11-16T18:00:00Z', '2026-11-17T02:00:00Z')).toBe(0);
    expect(of('2026-11-16T18:00:00Z', '2026-11-16T20:00:00Z')).toBe(1);
  });

  test('is not explained by an earlier elevation with an unknown end that began more than a day before', () => {
    const of = (startedAt: string) =>
      told({
        access,
        elevations: [
          anElevation({
            ...{ principal: anna, role: exchange, startedAt: new Date(startedAt) },
            ...{ plannedEndAt: null, endedAt: null, endedBy: null },
          }),
        ],
      }).unexplained.length;
    expect(of('2026-11-16T02:00:00Z')).toBe(0);
    expect(of('2026-11-15T23:00:00Z')).toBe(1);
  });

  test('is not reported in its first hour, because its event may be late', () => {
    expect(told({ access, asOf: new Date('2026-11-17T01:09:59Z') }).unexplained).toEqual([]);
    expect(told({ access, asOf: new Date('2026-11-17T01:10:00Z') }).unexplained).toHaveLength(1);
  });

  test('is reported once if several snapshots show it', () => {
    const twice = read([], [activated], [activated]);
    expect(told({ access: twice }).unexplained).toHaveLength(1);
  });

  test('is marked as not covered if the events of its day are incomplete', () => {
    const holes = new Set([...completeDays].filter((day) => day !== '2026-11-17'));
    const known = { access, history: { completeDays: holes }, knownUntil: new Date('2026-11-16T12:00:00Z') };
    expect(told(known).unexplained).toEqual(['not-logged Anna Berg Directory not covered']);
  });
});

test('analyseAccess lists and compares 20,000 assignments, and names the two that differ', () => {
  const many = Array.from({ length: 20_000 }, (_, index) =>
    aHeld({ principal: { id: `u-${index}`, name: `Person ${index}`, upn: null, type: 'user' } }),
  );
  const [first, ...others] = many;
  const access = anAccessHistory(
    { 'role-assignments': [aReading(saturday, ...others), aReading(friday, first!, ...others.slice(1))] },
    [],
    { held: others },
  );
  const { standing, unexplained } = analyse({ access });
  expect(standing.assignments).toHaveLength(19_999);
  expect(standing.reconciliation?.changes).toHaveLength(2);
  expect(unexplained.map(({ kind, principal }) => `${kind} ${principal.name}`).sort()).toEqual([
    'appeared Person 0',
    'vanished Person 1',
  ]);
});
