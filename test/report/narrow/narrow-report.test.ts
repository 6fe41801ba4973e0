import { narrowReport } from '../../../shared/report/narrow/narrow-report';
import type { Scope } from '../../../shared/domain/events/people';
import { aChange, aFinding, anElevation, aReportModel } from '../../support/builders/report';

const exchange = {
  id: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  name: 'Exchange Administrator',
  privileged: true,
};
const parts = {
  totals: aReportModel().totals,
  elevations: [
    anElevation({ id: 'global', eventIds: ['e1'] }),
    anElevation({ id: 'exchange', role: exchange, eventIds: ['e2'] }),
    anElevation({
      id: 'group',
      provider: 'group',
      role: { id: null, name: 'Member', privileged: false },
      scope: { id: 'g-1', name: 'Break Glass' },
      principal: { id: 'u-3', name: 'Aylin Demir', upn: 'aylin.demir@contoso.example', type: 'user' },
      eventIds: ['e3'],
    }),
  ],
  changes: [aChange({ eventIds: ['c1'] }), aChange({ role: null, principal: null, eventIds: ['c2'] })],
  findings: [
    aFinding({ rule: 'tier0-activated', principal: null, scope: null, eventIds: ['e1', 'e2'] }),
    aFinding({
      rule: 'rubber-stamp-approval',
      principal: null,
      role: null,
      scope: null,
      eventIds: ['e2', 'e1', 'c1'],
    }),
    aFinding({ rule: 'collection-gap', principal: null, role: null, scope: null, eventIds: [] }),
  ],
};
const narrow = (include: Parameters<typeof narrowReport>[1]) => {
  const { elevations, changes, findings, filter } = narrowReport(parts, include);
  return {
    elevations: elevations.map(({ id }) => id),
    changes: changes.map(({ eventIds }) => eventIds[0]),
    findings: findings.map(({ rule }) => rule),
    filter,
  };
};

test('keeps everything without a filter', () => {
  expect(narrow({})).toEqual({
    elevations: ['global', 'exchange', 'group'],
    changes: ['c1', 'c2'],
    findings: ['tier0-activated', 'rubber-stamp-approval', 'collection-gap'],
    filter: null,
  });
});

test.each([
  ['its name, in any case', ' exchange ADMINISTRATOR'],
  ['its id, in any case', '29232CDF-9323-42FD-ADE2-1D097AF3E4DE'],
])('matches a role by %s, drops findings of other roles, and keeps gaps in the collection', (_, role) => {
  expect(narrow({ roles: [role] })).toEqual({
    elevations: ['exchange'],
    changes: ['c1'],
    findings: ['rubber-stamp-approval', 'collection-gap'],
    filter: `roles ${role}`,
  });
});

test('matches a principal by UPN, name or id', () => {
  for (const principal of ['AYLIN.DEMIR@contoso.example', 'aylin demir', 'U-3']) {
    expect(narrow({ principals: [principal] })).toMatchObject({ elevations: ['group'], changes: ['c1'] });
  }
});

test('keeps only rows that match every list', () => {
  expect(narrow({ providers: ['group', 'entra'], scopes: ['break glass'] })).toMatchObject({
    elevations: ['group'],
    changes: [],
    findings: ['collection-gap'],
    filter: 'providers Groups, Entra roles; scopes break glass',
  });
  expect(narrow({ providers: ['azure'] })).toMatchObject({
    elevations: [],
    changes: [],
    findings: ['collection-gap'],
  });
});

test('a list of rules filters the findings, not the rows', () => {
  expect(narrow({ findings: ['Tier0-Activated'] })).toMatchObject({
    elevations: ['global', 'exchange', 'group'],
    findings: ['tier0-activated'],
  });
});

test('the filter names rules by their titles, and keeps an id that no rule has', () => {
  expect(narrow({ findings: [' Activation-without-MFA', 'collection-gap', 'no-rule'] }).filter).toBe(
    'findings “Activated without MFA”, “Days not collected”, no-rule',
  );
});

test('an empty list matches nothing, and the filter says "none"', () => {
  expect(narrow({ roles: [] })).toMatchObject({ elevations: [], changes: [], filter: 'roles none' });
});

test('a finding keeps the events of the remaining rows, rows before the period included', () => {
  const roles = ['Exchange Administrator'];
  const eventsOf = (narrowed: ReturnType<typeof narrowReport>) =>
    narrowed.findings.map(({ eventIds }) => eventIds);
  expect(eventsOf(narrowReport(parts, { roles }))).toEqual([['e2', 'c1'], []]);
  const before = [
    anElevation({ id: 'before', role: exchange, eventIds: ['e9'] }),
    anElevation({ id: 'other', eventIds: ['e8'] }),
  ];
  const finding = aFinding({ principal: null, role: null, scope: null, eventIds: ['e2', 'e9', 'e8'] });
  const around = { elevations: [...before, ...parts.elevations], changes: parts.changes };
  expect(eventsOf(narrowReport({ ...parts, findings: [finding], around }, { roles }))).toEqual([
    ['e2', 'e9'],
  ]);
});

test('filters findings before it merges them, so that a listed rule is found under a stronger one', () => {
  const findings = [
    aFinding({ rule: 'self-approval', severity: 'high', eventIds: ['e1'] }),
    aFinding({ rule: 'weak-justification', severity: 'low', eventIds: ['e1'] }),
  ];
  const around = { elevations: parts.elevations, changes: parts.changes, findings };
  const all = { ...parts, findings: findings.slice(0, 1), around };
  const rulesOf = (include: Parameters<typeof narrowReport>[1]) =>
    narrowReport(all, include).findings.map(({ rule, alsoRules }) => [rule, ...alsoRules]);
  expect(rulesOf({ findings: ['weak-justification'] })).toEqual([['weak-justification']]);
  expect(rulesOf({})).toEqual([['self-approval', 'weak-justification']]);
});

test("a role has today's name, also in a change whose event has a former one", () => {
  const role = {
    id: '62e90394-69f5-4237-9190-012177145e10',
    name: 'Company Administrator',
    privileged: true,
  };
  const changes = [aChange({ kind: 'assigned-outside-pim', role })];
  expect(narrowReport({ ...parts, changes }, { roles: ['Global Administrator'] }).changes).toEqual(changes);
});

test("the tenant's name means the whole directory, also for a change outside PIM, which names no place", () => {
  const tenant = { id: '7d3f0c1e-2222-4000-8000-5f1d00000000', name: 'Contoso' };
  const unit = { id: '/administrativeUnits/u1', name: 'North' };
  const change = (id: string, scope: Scope | null) =>
    aChange({ kind: 'assigned-outside-pim', scope, eventIds: [id] });
  const rows = {
    ...parts,
    elevations: [anElevation({ id: 'whole', scope: tenant }), anElevation({ id: 'unit', scope: unit })],
    changes: [
      change('outside', null),
      change('in a unit', unit),
      aChange({ kind: 'role-setting-changed', scope: null, eventIds: ['no place'] }),
    ],
  };
  for (const scopes of [['contoso'], [tenant.id], ['Directory'], ['/']]) {
    const { elevations, changes } = narrowReport(rows, { scopes });
    expect([elevations.map(({ id }) => id), changes.map(({ eventIds }) => eventIds)]).toEqual([
      ['whole'],
      [['outside']],
    ]);
  }
  const inUnit = narrowReport(rows, { scopes: ['North'] });
  expect([inUnit.elevations.map(({ id }) => id), inUnit.changes.length]).toEqual([['unit'], 1]);
});
