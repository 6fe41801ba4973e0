import type { RolePolicy } from '../../../../shared/domain/access/held-access';
import type { Change } from '../../../../shared/domain/events/change';
import {
  aSettingChange as setting,
  aChange,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  type ContextOverrides,
} from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const recorded =
  'Setting changes in this session: Maximum activation duration updated to 02:00:00. MFA on activation requirement enabled. Approval enabled with approvers [Petra].';

const noApproval = setting(
  'Setting changes in this session: Approval disabled. Ticket info requirement disabled.',
);
const longer = (overrides: Partial<Change> = {}) =>
  setting('Maximum activation duration updated to 04:00:00.', overrides);

testRule({
  rule: 'role-setting-weakened',
  fires: { changes: [noApproval] },
  sentence: 'Petra weakened the settings of Global Administrator: approval turned off and ticket turned off.',
  severity: 'high',
  justNot: {
    'made stronger': { changes: [setting(recorded)] },
    'a text that is not understood': { changes: [setting('Notification level raised.')] },
    'no text': { changes: [setting(null)] },
    'not saved': { changes: [{ ...noApproval, result: 'failed' }] },
    'before the period': { allChanges: [noApproval] },
    'a duration within the default whose old value is unknown': { changes: [longer()] },
    'the default duration': { changes: [setting('Maximum activation duration updated to 8 hours')] },
    'MFA replaced by an authentication context': {
      changes: [setting('MFA on activation disabled. Authentication context on activation enabled.')],
    },
  },
  suppress: { role: 'Global Administrator', initiator: 'Petra' },
});

describe('a raised duration', () => {
  const raised =
    'Petra weakened the settings of Global Administrator: maximum activation raised from 2 hours to 4 hours.';
  const before = setting(recorded, { at: at('Sun- 10:00') });
  const weakened = (context: ContextOverrides) =>
    findingsOf('role-setting-weakened', context).map(({ sentence }) => sentence);

  test('is known from an earlier change of the same role, even before the period', () => {
    const change = longer();
    expect(weakened({ changes: [change], allChanges: [change, before] })).toEqual([raised]);
  });

  test.each([
    [
      'Maximum activation duration updated to 09:00:00.',
      'activation set to 9 hours, more than the default of 8 hours',
    ],
    [
      'Maximum eligible assignment duration updated to 2 years',
      'eligible assignment set to 730 days, more than the default of 365 days',
    ],
    [
      'Maximum active assignment duration updated to 365 days',
      'active assignment set to 365 days, more than the default of 180 days',
    ],
    ['Maximum activation duration raised to 3 hours', 'activation raised to 3 hours'],
  ])('is reported without an earlier value from "%s"', (text, words) => {
    expect(weakened({ changes: [setting(text)] })).toEqual([
      `Petra weakened the settings of Global Administrator: maximum ${words}.`,
    ]);
  });

  test('is known from the last snapshot of role settings before the change', () => {
    const policy = (maximumMinutes: number) =>
      ({ roleId: globalAdministrator.id?.toUpperCase(), maximumMinutes }) as unknown as RolePolicy;
    const rolePolicies = [
      { at: at('Sun- 10:00'), rows: [policy(600)] },
      { at: at('Mon 10:00'), rows: [policy(120)] },
      { at: at('Fri 10:00'), rows: [policy(240)] },
    ];
    expect(weakened({ changes: [longer()], rolePolicies })).toEqual([raised]);
    expect(weakened({ changes: [longer()], rolePolicies: rolePolicies.slice(0, 1) })).toEqual([]);
  });

  test('is known from the text itself', () => {
    const change = setting('Maximum activation duration updated from 02:00:00 to 04:00:00.');
    expect(weakened({ changes: [change] })).toEqual([raised]);
  });

  test.each([
    ['of another role', { ...before, role: { ...globalAdministrator, id: 'another', name: 'Another' } }],
    ['of the same length', { ...before, justification: 'Maximum activation duration updated to 04:00:00.' }],
    ['of another limit', { ...before, justification: 'Maximum active assignment duration set to 1 hour.' }],
    ['that was not saved', { ...before, result: 'failed' as const }],
    ['that came later', { ...before, at: at('Fri 10:00') }],
  ])('is not known from a change %s', (_, other) => {
    const change = longer();
    expect(weakened({ changes: [change], allChanges: [other, change] })).toEqual([]);
  });

  test.each(['active', 'eligible'])('is no weaker if permanent %s assignments are forbidden', (kind) => {
    const raised = `Maximum ${kind} assignment duration updated to 1000 days`;
    const found = (text: string, ...earlier: Change[]) => {
      const change = setting(text);
      return weakened({ changes: [change], allChanges: [...earlier, change] }).length;
    };
    const forbidden = `Permanently ${kind} assignments disabled`;
    expect(found(`Setting changes in this session: ${forbidden}. ${raised}.`)).toBe(0);
    expect(found(`${raised}. ${forbidden}`)).toBe(0);
    expect(found(raised)).toBe(1);
    expect(found(raised, { ...before, justification: `${forbidden}.` })).toBe(1);
    expect(found(`Permanently ${kind} assignments enabled. ${raised}`)).toBe(1);
    const other = kind === 'active' ? 'eligible' : 'active';
    expect(found(`Permanently ${other} assignments disabled. ${raised}`)).toBe(1);
    expect(found(`Approval enabled with approvers [a. ${forbidden}. b]. ${raised}`)).toBe(1);
    expect(found(`Approval enabled with approvers "a. ${forbidden}. b". ${raised}`)).toBe(1);
    expect(found(`${forbidden} for nobody. ${raised}`)).toBe(1);
    const limited = setting(`${forbidden}. Maximum ${kind} assignment duration updated to 730 days`, {
      at: at('Mon 10:00'),
    });
    expect(found(raised, limited)).toBe(1);
  });

  test('is known for the whole directory, even if the event has no scope', () => {
    const change = longer({ scope: null });
    expect(weakened({ changes: [change], allChanges: [before, change] })).toEqual([raised]);
  });

  test('is not known from another subscription or another Azure role', () => {
    const on = (id: string) => ({ provider: 'azure', scope: { id, name: null } }) as const;
    const change = longer(on('/subscriptions/1'));
    const elsewhere = { ...before, ...on('/subscriptions/2') };
    const here = { ...before, ...on('/subscriptions/1') };
    expect(weakened({ changes: [change], allChanges: [elsewhere, change] })).toEqual([]);
    expect(weakened({ changes: [change], allChanges: [here, change] })).toHaveLength(1);
  });
});

testRule({
  rule: 'role-setting-changed',
  fires: { changes: [setting('Setting changes in this session: Notification level raised.')] },
  sentence: 'Petra changed the settings of Global Administrator: “Notification level raised”.',
  severity: 'low',
  justNot: {
    'weakened, which is another finding': { changes: [noApproval] },
    'not saved': { changes: [setting(recorded, { result: 'failed' })] },
    'another change': { changes: [aChange()] },
  },
  suppress: { initiator: 'Petra' },
});

test('role-setting-changed shows an unclear text in full, and is medium if something may be turned off', () => {
  const long = `Approvers [${'Anna Berg, '.repeat(20)}Bo] removed`;
  const [finding] = findingsOf('role-setting-changed', { changes: [setting(`${long}.`)] });
  expect(finding).toMatchObject({ severity: 'medium' });
  expect(finding?.sentence).toBe(`Petra changed the settings of Global Administrator: “${long}”.`);
  const [understood] = findingsOf('role-setting-changed', {
    changes: [setting('Permanent active assignment disabled')],
  });
  expect(understood).toMatchObject({ severity: 'low' });
  const [half] = findingsOf('role-setting-weakened', {
    changes: [setting('Approval disabled, we trust Bo')],
  });
  expect(half?.sentence).toBe(
    'Petra weakened the settings of Global Administrator: approval turned off; “Approval disabled, we trust Bo”.',
  );
});

test('each settings change is reported either as weakened or as changed', () => {
  const changes = [
    noApproval,
    setting(recorded),
    setting(null),
    longer(),
    setting('MFA on activation disabled'),
  ];
  const count = (rule: string) => findingsOf(rule, { changes }).length;
  expect([count('role-setting-weakened'), count('role-setting-changed')]).toEqual([3, 2]);
});

const activatedAt = (time: string, overrides = {}) =>
  anElevationFrom(at(time), at('Sun 23:00'), { role: globalAdministrator, ...overrides });

testRule({
  rule: 'weakened-then-activated',
  fires: { changes: [noApproval], elevations: [activatedAt('Wed 10:00')] },
  sentence:
    'Petra weakened the settings of Global Administrator (approval turned off and ticket turned off), and Anna activated it 24 hours later.',
  severity: 'high',
  justNot: {
    'a second more than 24 hours': { changes: [noApproval], elevations: [activatedAt('Wed 10:00:01')] },
    'never activated': {
      changes: [noApproval],
      elevations: [activatedAt('Wed 09:00', { outcome: 'denied', startedAt: null })],
    },
    'a second before': { changes: [noApproval], elevations: [activatedAt('Tue 09:59:59')] },
    'another role': {
      changes: [noApproval],
      elevations: [activatedAt('Wed 09:00', { role: { id: 'x', name: 'Another', privileged: false } })],
    },
    'settings made stronger': { changes: [setting(recorded)], elevations: [activatedAt('Wed 09:00')] },
    'activated before the period': { changes: [noApproval], allElevations: [activatedAt('Wed 09:00')] },
    'fewer hours set': {
      changes: [noApproval],
      elevations: [activatedAt('Wed 10:00')],
      policy: { thresholds: { 'weakened-then-activated': { value: 23 } } },
    },
  },
  suppress: { principal: 'Anna', role: 'Global Administrator' },
});

test('weakened-then-activated counts a scheduled activation from its request', () => {
  const found = (requested: string, isScheduled = true) => {
    const approved = { requestedAt: at(requested), approvedAt: null, isScheduled };
    const elevations = [activatedAt('Sat 10:00', approved)];
    return findingsOf('weakened-then-activated', { changes: [noApproval], elevations });
  };
  const [finding] = found('Tue 11:00');
  expect(finding?.sentence).toMatch(/ and Anna scheduled its activation 1 hour later\.$/);
  expect(finding?.at).toEqual(noApproval.at);
  expect(found('Wed 10:00')).toHaveLength(1);
  expect(found('Wed 10:00:01')).toEqual([]);
  expect(found('Tue 09:59:59')).toEqual([]);
  expect(found('Tue 11:00', false)).toEqual([]);
});

test('weakened-then-activated reports everybody who used one weakening once, even one before the period', () => {
  const change = setting('Approval disabled', { at: at('Sun- 22:00'), eventIds: ['weakened'] });
  const again = { ...noApproval, at: at('Sun- 23:00'), eventIds: ['again'] };
  const elevations = [
    activatedAt('Mon 09:00', { eventIds: ['anna'] }),
    activatedAt('Mon 10:00', { principal: aPrincipal('Bo'), eventIds: ['bo'] }),
  ];
  expect(findingsOf('weakened-then-activated', { allChanges: [change, again], elevations })).toMatchObject([
    {
      sentence:
        'Petra weakened the settings of Global Administrator (approval turned off and ticket turned off), and 2 people activated it, the first 10 hours later.',
      principal: null,
      at: at('Sun- 23:00'),
      count: 2,
      eventIds: ['again', 'anna', 'bo'],
    },
  ]);
});

test('weakened-then-activated reports each weakened role, and an activation at the same time', () => {
  const other = { id: 'x', name: 'Another', privileged: false };
  const changes = [noApproval, setting('Approval disabled', { role: other })];
  const elevations = [activatedAt('Tue 10:00'), activatedAt('Wed 09:00', { role: other })];
  expect(findingsOf('weakened-then-activated', { changes, elevations })).toMatchObject([
    { role: globalAdministrator, count: 1, at: noApproval.at },
    { role: other, count: 1, at: noApproval.at },
  ]);
});

test('weakened-then-activated matches the role by name if the id differs, and distinguishes groups', () => {
  const change = { ...noApproval, role: { ...globalAdministrator, id: 'an-object-id' } };
  expect(
    findingsOf('weakened-then-activated', { changes: [change], elevations: [activatedAt('Tue 11:00')] }),
  ).toHaveLength(1);

  const inGroup = (id: string) =>
    ({
      provider: 'group',
      role: { id: null, name: 'Member', privileged: false },
      scope: { id, name: id },
    }) as const;
  const context = (group: string) => ({
    changes: [{ ...noApproval, ...inGroup('Auditors') }],
    elevations: [activatedAt('Tue 11:00', inGroup(group))],
  });
  expect(findingsOf('weakened-then-activated', context('Editors'))).toEqual([]);
  expect(findingsOf('weakened-then-activated', context('Auditors'))).toHaveLength(1);
});

describe('the role whose settings were weakened', () => {
  const used = (change: Partial<Change>, elevation: Parameters<typeof activatedAt>[1] = {}) =>
    findingsOf('weakened-then-activated', {
      changes: [{ ...noApproval, ...change }],
      elevations: [activatedAt('Wed 09:00', elevation)],
    }).length;
  const named = (id: string | null, name: string | null) => ({ ...globalAdministrator, id, name });

  test('is matched by id or name, ignoring case and blanks', () => {
    expect(used({ role: named('another id', ' GLOBAL administrator ') })).toBe(1);
    expect(used({ role: named(` ${globalAdministrator.id?.toUpperCase()} `, 'Renamed') })).toBe(1);
    expect(used({ role: named(null, null) })).toBe(0);
    expect(used({ role: null })).toBe(0);
    expect(
      used({ role: named(null, null) }, { role: { ...globalAdministrator, id: null, name: null } }),
    ).toBe(0);
  });

  test('is matched in the same provider, and in Azure also in the same scope if that is known', () => {
    const [one, other] = [
      { id: '/subscriptions/1', name: 'One' },
      { id: '/subscriptions/2', name: 'Other' },
    ];
    const azure = { provider: 'azure', scope: one } as const;
    expect(used(azure)).toBe(0);
    expect(used(azure, azure)).toBe(1);
    expect(used(azure, { ...azure, scope: other })).toBe(0);
    expect(used(azure, { ...azure, scope: { id: null, name: ' one' } })).toBe(1);
    expect(used({ provider: 'azure', scope: null }, azure)).toBe(1);
    expect(used({ provider: 'entra', scope: one }, { provider: 'entra', scope: other })).toBe(1);
  });

  test.each(['azure', 'group'] as const)('is matched by the id of its place first, in %s', (provider) => {
    const inPlace = (id: string | null, name: string | null) => ({ provider, scope: { id, name } }) as const;
    expect(used(inPlace('g-1', 'Ops'), inPlace('g-2', 'Ops'))).toBe(0);
    expect(used(inPlace('g-1', 'Ops'), inPlace('G-1', 'Operations'))).toBe(1);
    expect(used(inPlace(null, 'Ops'), inPlace('g-2', 'Ops'))).toBe(1);
    expect(used(inPlace('g-1', 'Ops'), inPlace(null, 'ops'))).toBe(1);
    expect(used(inPlace('g-1', 'Ops'), inPlace(null, 'Helpdesk'))).toBe(0);
  });

  test.each(['azure', 'group'] as const)('is matched by its subject if %s has no scope', (provider) => {
    const place = { provider, scope: { id: 'g-2', name: 'Ops' } } as const;
    const about = (subject: string | null) => used({ provider, scope: null, subject }, place);
    expect(about('Helpdesk')).toBe(0);
    expect(about('ops')).toBe(1);
    expect(about(null)).toBe(1);
    expect(about('Global Administrator')).toBe(1);
    expect(used({ provider: 'entra', scope: null, subject: 'Contoso' })).toBe(1);
  });
});

describe('the text of a settings change', () => {
  const sentence = (text: string | null) =>
    findingsOf('role-setting-changed', { changes: [setting(text)] })[0]?.sentence;
  const start = 'Petra changed the settings of Global Administrator';

  test.each([
    ['  Setting changes in this session:  Level raised. ', `${start}: “Level raised”.`],
    ['Level raised. Name v1.2 set.', `${start}: “Level raised. Name v1.2 set”.`],
    ['No setting changes in this session: x', `${start}: “No setting changes in this session: x”.`],
    ['Setting changes in this session:', `${start}.`],
    ['', `${start}.`],
    [null, `${start}.`],
  ])('%j is shown without its heading', (text, expected) => {
    expect(sentence(text)).toBe(expected);
  });
});
