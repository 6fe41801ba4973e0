import type { Change } from '../../../../shared/domain/events/change';
import {
  aChange,
  anActor,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  pimService,
  securityReader,
} from '../../../support/builders/findings';
import { anAccess, anAssignment } from '../../../support/builders/access-analysis';
import { anEarlier, daysBefore, historyOf } from '../../../support/builders/history';
import { findingsOf, testRule } from '../rule-cases';

const rule = 'admins-removed-by-new-admin';
const otto = aPrincipal('Otto');
const granted = (when: Date) => aChange({ principal: otto, role: globalAdministrator, at: when });
const removed = (name: string, time: string, overrides: Partial<Change> = {}) =>
  aChange({
    kind: 'eligible-removed',
    principal: aPrincipal(name),
    role: globalAdministrator,
    initiator: anActor('Otto'),
    at: at(`Tue ${time}`),
    ...overrides,
  });
const two = (second = '11:00', overrides: Partial<Change> = {}) => [
  removed('Bo', '10:00'),
  removed('Cleo', second, overrides),
];
const grant = granted(daysBefore(6.9));
const newAdmin = historyOf({ changes: [grant] });

testRule({
  rule,
  fires: { changes: two(), history: newAdmin },
  sentence:
    'Otto, a tier-0 administrator for six days, removed the eligible Global Administrators Bo and Cleo within 1 hour.',
  severity: 'high',
  count: 2,
  justNot: {
    'only one admin': { changes: [removed('Bo', '10:00')], history: newAdmin },
    'the same admin twice': { changes: [removed('Bo', '10:00'), removed('Bo', '10:30')], history: newAdmin },
    'more than an hour apart': { changes: two('11:01'), history: newAdmin },
    'an admin for seven days': { changes: two(), history: historyOf({ changes: [granted(daysBefore(7))] }) },
    'an earlier admin who was assigned the role again': {
      changes: two(),
      history: historyOf({
        changes: [grant],
        elevations: [anEarlier(100, { principal: otto, role: globalAdministrator })],
      }),
    },
    'no known start as an admin': { changes: two(), history: historyOf() },
    'a role that is not tier 0': { changes: two('10:30', { role: securityReader }), history: newAdmin },
    'the removal failed': { changes: two('10:30', { result: 'failed' }), history: newAdmin },
    'by two initiators': { changes: two('10:30', { initiator: anActor('Quin') }), history: newAdmin },
    'one of them by an unknown initiator': {
      changes: two('10:30', { initiator: null }),
      history: newAdmin,
    },
    'one of them from an unknown principal': {
      changes: two('10:30', { principal: null }),
      history: newAdmin,
    },
    'one of them by PIM': { changes: two('10:30', { initiator: pimService }), history: newAdmin },
    'one of them their own role': {
      changes: [removed('Bo', '10:00'), removed('Otto', '10:30')],
      history: newAdmin,
    },
    'too little history': {
      changes: two(),
      history: { ...newAdmin, completeDays: historyOf({}, 6).completeDays },
    },
  },
  suppress: { principal: 'Otto', initiator: 'Otto' },
});

describe(rule, () => {
  test('finds an admin who was made one in the period, and lists that event', () => {
    const made = granted(at('Mon 09:00'));
    const [found] = findingsOf(rule, { changes: [made, ...two()], history: historyOf({}, 14) });
    expect(found?.sentence).toBe(
      'Otto, Global Administrator for one day, removed the eligible Global Administrators Bo and Cleo within 1 hour.',
    );
    expect(found?.advice).toBe(
      "Call both removed administrators now. Block Otto's account until this is explained, and ask Petra why the role was given.",
    );
    expect(found?.eventIds).toEqual(expect.arrayContaining([...made.eventIds]));
    expect(found?.principal).toMatchObject({ name: 'Otto', type: 'user' });
    expect(found?.concerned).toMatchObject([{ name: 'Bo' }, { name: 'Cleo' }]);
  });

  test('advises to ask nobody if the giver is unknown or is the new admin, and names an app as such', () => {
    const adviceOf = (changes: Change[], history = historyOf({}, 14)) =>
      findingsOf(rule, { changes, history })[0]?.advice;
    const alone = "Call both removed administrators now. Block Otto's account until this is explained.";
    expect(adviceOf(two(), newAdmin)).toBe(alone);
    expect(adviceOf([{ ...granted(at('Mon 09:00')), initiator: anActor('Otto') }, ...two()])).toBe(alone);
    const app = { initiator: anActor('Otto', { type: 'app' }) };
    const three = [...two(), removed('Dora', '10:30')].map((change) => ({ ...change, ...app }));
    expect(adviceOf(three, newAdmin)).toBe(
      'Call all removed administrators now. Block the app Otto until this is explained.',
    );
  });

  test('counts an admin as new who was made one at the time of the first removal', () => {
    const changes = [granted(at('Tue 10:00')), ...two()];
    expect(findingsOf(rule, { changes, history: historyOf() })).toMatchObject([
      {
        sentence: expect.stringContaining('Otto, Global Administrator for 1 minute, removed') as string,
      },
    ]);
  });

  test('skips a grant without a principal', () => {
    const unnamed = aChange({ principal: null, role: globalAdministrator, at: at('Mon 06:00') });
    const changes = [unnamed, granted(at('Mon 09:00')), ...two()];
    const [found] = findingsOf(rule, { changes, history: historyOf() });
    expect(found?.sentence).toContain('Otto, Global Administrator for one day, removed');
  });

  test.each([
    [180, 0],
    [181, 1],
  ])('after a use of a tier-0 role %i days ago gives %i finding(s)', (days, count) => {
    const history = historyOf({
      elevations: [anEarlier(days, { principal: otto, role: globalAdministrator })],
    });
    const changes = [granted(at('Mon 09:00')), ...two()];
    expect(findingsOf(rule, { changes, history })).toHaveLength(count);
  });

  test.each([
    [6, 0],
    [7, 1],
  ])('with %i days of history gives %i finding(s)', (days, count) => {
    const changes = [granted(at('Mon 09:00')), ...two()];
    expect(findingsOf(rule, { changes, history: historyOf({}, days) })).toHaveLength(count);
  });

  test('lists the event of a grant before the period if it is available, and the removals', () => {
    const changes = two();
    const removals = changes.flatMap(({ eventIds }) => eventIds);
    const found = (allChanges: readonly Change[]) =>
      findingsOf(rule, { changes, allChanges, history: newAdmin })[0]?.eventIds;
    expect(found([grant, ...changes])).toEqual([...grant.eventIds, ...removals]);
    expect(found(changes)).toEqual(removals);
  });

  test('sorts removals of the same time by their ids, in any order of input', () => {
    const made = granted(at('Mon 09:00'));
    const [one, other] = [
      removed('Bo', '10:00', { eventIds: ['a'] }),
      removed('Cleo', '10:00', { eventIds: ['b'] }),
    ];
    for (const changes of [
      [made, one, other],
      [made, other, one],
    ])
      expect(findingsOf(rule, { changes, history: historyOf() })).toMatchObject([
        { eventIds: [...made.eventIds, 'a', 'b'] },
      ]);
  });

  test('does not fire if the admin used such a role before the grant', () => {
    const elevations = [
      anElevationFrom(at('Mon 08:00'), at('Mon 09:00'), { principal: otto, role: globalAdministrator }),
    ];
    const changes = [granted(at('Mon 09:00')), ...two()];
    expect(findingsOf(rule, { changes, elevations, history: historyOf() })).toEqual([]);
  });

  test('fires if the admin used the role only after the grant', () => {
    const elevations = [
      anElevationFrom(at('Mon 09:00'), at('Mon 10:00'), { principal: otto, role: globalAdministrator }),
    ];
    const changes = [granted(at('Mon 09:00')), ...two()];
    expect(findingsOf(rule, { changes, elevations, history: historyOf() })).toHaveLength(1);
  });

  test('names the roles of the removed admins if they differ, and only the first five admins', () => {
    const [first, second] = two();
    const other = {
      id: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
      name: 'Privileged Role Administrator',
      privileged: true,
    };
    const sentenceOf = (changes: Change[]) =>
      findingsOf('admins-removed-by-new-admin', { changes, history: newAdmin })[0]?.sentence;
    expect(sentenceOf([first!, { ...second!, role: other }])).toContain(
      'removed Bo (Global Administrator) and Cleo (Privileged Role Administrator) within',
    );
    const many = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ ...first!, principal: aPrincipal(name) }));
    expect(sentenceOf(many)).toContain('the eligible Global Administrators A, B, C, D, E and 1 more within');
  });

  test('fills the role column if there is only one role, and states what the snapshot shows', () => {
    const [first, second] = two();
    const access = anAccess({
      assignments: [
        anAssignment({ principal: aPrincipal('Bo'), role: globalAdministrator, kind: 'eligible' }),
        anAssignment({ principal: aPrincipal('Petra'), role: globalAdministrator }),
      ],
    });
    const [one] = findingsOf(rule, { changes: [first!, second!], history: newAdmin, access });
    expect(one).toMatchObject({ role: globalAdministrator, scope: { id: '/' } });
    expect(one?.sentence).toMatch(
      /within 1 hour\. On Sun 22 Nov 01:30 Bo could still activate the role, and Cleo no longer had it\.$/,
    );
    const other = {
      ...second!,
      role: { ...globalAdministrator, id: 'e8611ab8-c189-46e8-94e1-60213ab1f814' },
    };
    const unit = { id: '/administrativeUnits/u-1', name: 'Nordics' };
    const [limited] = findingsOf(rule, {
      changes: [first!, { ...second!, scope: unit }],
      history: newAdmin,
      access,
    });
    expect(limited).toMatchObject({ role: globalAdministrator, scope: null });
    expect(limited?.sentence).not.toContain('no longer had');
    const [several] = findingsOf(rule, { changes: [first!, other], history: newAdmin, access });
    expect(several).toMatchObject({ role: null, scope: null });
    expect(several?.sentence).toMatch(/within 1 hour\.$/);
  });

  test.each([
    ['active', 'active-removed', 'active-removed'],
    ['active', 'active-removed', 'removed-outside-pim'],
    ['eligible', 'eligible-removed', 'eligible-removed'],
  ] as const)('states that %s assignments were removed', (held, one, other) => {
    const changes = [
      { ...two()[0]!, kind: one },
      { ...two()[1]!, kind: other },
    ];
    expect(findingsOf(rule, { changes, history: newAdmin })[0]?.sentence).toContain(
      `removed the ${held} Global Administrators Bo and Cleo`,
    );
  });

  test('does not name the kind of the assignments if both kinds were removed', () => {
    const changes = [two()[0]!, { ...two()[1]!, kind: 'active-removed' as const }];
    expect(findingsOf(rule, { changes, history: newAdmin })[0]?.sentence).toContain(
      'removed the Global Administrators Bo and Cleo',
    );
  });

  test('considers only earlier tier-0 roles of the remover', () => {
    const long = { start: at('Mon 07:00'), end: at('Mon 08:00') };
    const used = (name: string, role = globalAdministrator) =>
      anElevationFrom(long.start, long.end, { principal: aPrincipal(name), role });
    const changes = [granted(at('Mon 09:00')), ...two()];
    const found = (overrides: object) =>
      findingsOf(rule, { changes, history: historyOf(), ...overrides }).length;
    expect(found({ elevations: [used('Cleo'), used('Otto', securityReader)] })).toBe(1);
    const given = (overrides: Partial<Change>) => ({
      changes: [
        aChange({
          principal: otto,
          role: globalAdministrator,
          at: at('Mon 06:00'),
          kind: 'active-removed',
          ...overrides,
        }),
        ...changes,
      ],
    });
    expect(found(given({}))).toBe(0);
    expect(found(given({ principal: aPrincipal('Cleo') }))).toBe(1);
    expect(found(given({ role: securityReader }))).toBe(1);
    expect(found(given({ role: null }))).toBe(1);
    expect(found(given({ result: 'failed' }))).toBe(1);
  });

  test('treats the grant as earlier than a use at the same time', () => {
    const elevations = [
      anElevationFrom(at('Mon 09:00'), at('Mon 10:00'), { principal: otto, role: globalAdministrator }),
    ];
    const changes = [granted(at('Mon 09:00')), ...two()];
    expect(
      findingsOf(rule, { changes: [...changes].reverse(), elevations, history: historyOf() }),
    ).toHaveLength(1);
  });

  test('lists the event that made the admin, and that of each removal', () => {
    const made = granted(at('Mon 09:00'));
    const [one, other] = two();
    const [found] = findingsOf(rule, { changes: [other!, made, one!], history: historyOf() });
    expect(found?.eventIds).toEqual([...made.eventIds, ...one!.eventIds, ...other!.eventIds]);
  });

  test('states how long all removals took', () => {
    const changes = [granted(at('Mon 09:00')), ...two('10:30'), removed('Dora', '11:20')];
    const [found] = findingsOf(rule, { changes, history: historyOf() });
    expect(found?.sentence).toContain(
      'removed the eligible Global Administrators Bo, Cleo and Dora within 1 hour 20 minutes.',
    );
  });

  test('does not fire if the remover became an admin after the removals', () => {
    const changes = [...two(), granted(at('Wed 09:00'))];
    expect(findingsOf(rule, { changes, history: historyOf() })).toEqual([]);
  });

  test('reports removals across two weeks in the first week', () => {
    const sunday = removed('Bo', '10:00', { at: at('Sun 23:50') });
    const monday = removed('Cleo', '10:00', { at: at('Mon+ 00:10') });
    const made = granted(at('Tue 12:00'));
    const [history, allChanges] = [historyOf(), [made, sunday, monday]];
    expect(findingsOf(rule, { changes: [made, sunday], allChanges, history })).toMatchObject([{ count: 2 }]);
    const period = { from: at('Mon+ 00:00'), to: at('Tue+ 00:00'), timeZone: 'UTC' };
    expect(findingsOf(rule, { changes: [monday], allChanges, history, period })).toEqual([]);
  });

  describe('a conversion to PIM', () => {
    const made = granted(at('Mon 09:00'));
    const own = (time: string, overrides: Partial<Change> = {}) =>
      removed('Otto', time, { kind: 'active-removed', permanent: true, ...overrides });
    const found = (changes: readonly Change[], overrides: object = {}) =>
      findingsOf(rule, { changes: [made, ...two(), ...changes], history: historyOf(), ...overrides }).length;
    const activeGrant = (time: string, kind: Change['kind'] = 'active-assigned') =>
      aChange({ principal: otto, role: globalAdministrator, at: at(time), kind });

    test.each(['Mon 09:05', 'Tue 12:00'])('an assignment without a recorded grant, removed on %s', (when) => {
      expect(found([own('', { at: at(when) })])).toBe(0);
      expect(found([own('', { at: at(when), kind: 'removed-outside-pim', permanent: null })])).toBe(0);
      expect(found([own('', { at: at(when), kind: 'eligible-removed' })])).toBe(1);
      expect(found([own('', { at: at(when), principal: aPrincipal('Quin') })])).toBe(1);
      expect(found([own('', { at: at(when), role: securityReader })])).toBe(1);
    });

    test.each(['active-assigned', 'assigned-outside-pim'] as const)(
      'still fires if the removed assignment was %s on record',
      (kind) => {
        expect(found([activeGrant('Mon 09:01', kind), own('12:00')])).toBe(1);
        expect(found([activeGrant('Tue 13:00', kind), own('12:00')])).toBe(0);
      },
    );

    test('still fires if the role was received, lost and received again', () => {
      const again = granted(at('Mon 11:00'));
      expect(found([removed('Otto', '', { at: at('Mon 10:00') }), again])).toBe(1);
    });

    test('still fires if only an earlier report has the grant', () => {
      const history = historyOf({ changes: [granted(daysBefore(6))] });
      expect(found([own('12:00')], { history })).toBe(1);
    });

    test('still fires if the removal ended an activation', () => {
      const elevations = [
        anElevationFrom(at('Mon 10:00'), at('Mon 12:00'), { principal: otto, role: globalAdministrator }),
      ];
      const ended = (time: string, permanent: boolean) =>
        found([own('', { at: at(time), permanent })], { elevations });
      expect(ended('Mon 12:00', false)).toBe(1);
      expect(ended('Mon 12:06', false)).toBe(1);
      expect(ended('Tue 09:00', false)).toBe(1);
      expect(ended('Mon 09:59', false)).toBe(0);
      expect(ended('Mon 12:00', true)).toBe(0);
      const endless = [
        anElevationFrom(at('Mon 10:00'), null, { principal: otto, role: globalAdministrator }),
      ];
      expect(found([own('12:00', { permanent: false })], { elevations: endless })).toBe(1);
    });

    test('a snapshot that shows the assignment', () => {
      const seen = {
        ...{ principal: otto, role: globalAdministrator, scope: { id: '/', name: 'Directory' } },
        ...{ at: at('Mon 01:30'), kind: 'eligible' as const, isStanding: true, since: null },
      };
      const shown = (overrides: object) =>
        found([], { access: anAccess({ seen: [{ ...seen, ...overrides }] }) });
      expect(shown({})).toBe(0);
      expect(shown({ since: daysBefore(7) })).toBe(0);
      expect(shown({ since: daysBefore(6.9) })).toBe(1);
      expect(shown({ principal: aPrincipal('Quin') })).toBe(1);
      expect(shown({ role: securityReader })).toBe(1);
      expect(shown({ at: at('Wed 01:30') })).toBe(1);
      expect(shown({ at: at('Wed 01:30'), kind: 'active' })).toBe(0);
    });
  });
});
