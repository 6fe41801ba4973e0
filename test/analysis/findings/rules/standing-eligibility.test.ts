import type { Assignment } from '../../../../shared/domain/access/standing-access';
import { aGroupPerson, anAccess, anAssignment, daysKnown } from '../../../support/builders/access-analysis';
import { aPrincipal, globalAdministrator, securityReader } from '../../../support/builders/findings';
import { noHistory } from '../../../../shared/analysis/history/history';
import { findingsOf, testRule } from '../rule-cases';

const holding = (...assignments: readonly Partial<Assignment>[]) => ({
  access: anAccess({ assignments: assignments.map(anAssignment) }),
});
const admins = (count: number): Partial<Assignment>[] =>
  Array.from({ length: count }, (_, index) => ({
    role: globalAdministrator,
    kind: index % 2 === 0 ? 'eligible' : 'active',
    principal: aPrincipal(`P${index}`),
  }));

testRule({
  rule: 'too-many-global-administrators',
  fires: holding(...admins(5), { role: globalAdministrator, principal: aPrincipal('P0') }),
  sentence: '5 people hold or can activate Global Administrator (limit: 4): P0, P1, P2, P3 and P4.',
  severity: 'medium',
  count: 5,
  justNot: {
    four: holding(...admins(4)),
    two: holding(...admins(2)),
    'four and an application': holding(...admins(4), {
      role: globalAdministrator,
      principal: aPrincipal('App', { type: 'servicePrincipal', upn: null }),
    }),
    'a higher limit set': {
      ...holding(...admins(5)),
      policy: { thresholds: { 'too-many-global-administrators': { most: 5 } } },
    },
  },
  suppress: { role: 'Global Administrator' },
});

test('too-many-global-administrators reports too few only if all holders are known', () => {
  const rule = 'too-many-global-administrators';
  const [alone] = findingsOf(rule, holding(...admins(1)));
  expect(alone).toMatchObject({
    sentence: 'Only 1 person holds Global Administrator: there should be at least 2.',
    principal: null,
    role: globalAdministrator,
  });
  expect(findingsOf(rule, holding())[0]?.sentence).toContain('Nobody holds Global Administrator');
  const assignments = admins(1).map(anAssignment);
  expect(findingsOf(rule, { access: anAccess({ assignments }, ['role-eligibility']) })).toEqual([]);
  const group = anAssignment({
    role: globalAdministrator,
    principal: { id: 'G-1', name: 'T', upn: null, type: 'group' },
  });
  expect(findingsOf(rule, { access: anAccess({ assignments: [...assignments, group] }) })).toEqual([]);
  const members = [aGroupPerson('P0')];
  expect(
    findingsOf(rule, { access: anAccess({ assignments: [...assignments, group], members }) }),
  ).toHaveLength(1);
});

test('too-many-global-administrators names only ten of many', () => {
  const [finding] = findingsOf('too-many-global-administrators', holding(...admins(13)));
  expect(finding?.sentence).toMatch(/^13 people hold .* P9 and 3 more\.$/);
});

testRule({
  rule: 'eligible-without-end',
  fires: holding({ kind: 'eligible' }),
  sentence: 'Anna is eligible for Reports Reader without end.',
  severity: 'low',
  justNot: {
    'with an end': holding({ kind: 'eligible', permanent: false }),
    active: holding({}),
    'through a group, which has a finding of its own': holding({
      kind: 'eligible',
      via: { id: 'g', name: 'G' },
    }),
  },
  suppress: { principal: 'Anna' },
});

const since = (day: string) => new Date(`${day}T00:00:00Z`);
const eligible = (overrides: Partial<Assignment> = {}) =>
  holding({
    kind: 'eligible',
    since: since('2026-10-09'),
    lastActivatedAt: since('2026-10-08'),
    ...overrides,
  });
const known = (days: number) => ({ history: { ...noHistory, completeDays: daysKnown(days) } });

testRule({
  rule: 'eligible-not-used',
  fires: { ...eligible(), ...known(45) },
  sentence: 'Anna is eligible for Reports Reader and has not activated it in the last 45 days.',
  severity: 'low',
  justNot: {
    'eligible for less': { ...eligible({ since: new Date('2026-10-09T00:00:01Z') }), ...known(45) },
    'used within the 45 days': { ...eligible({ lastActivatedAt: since('2026-10-09') }), ...known(45) },
    'a shorter history': { ...eligible(), ...known(44) },
    'an active assignment': { ...eligible({ kind: 'active' }), ...known(45) },
    'a group': { ...eligible({ principal: aPrincipal('Team', { type: 'group' }) }), ...known(45) },
    'through a group': { ...eligible({ via: { id: 'g', name: 'G' } }), ...known(45) },
    'more days set': {
      ...eligible(),
      ...known(45),
      policy: { thresholds: { 'eligible-not-used': { days: 46 } } },
    },
  },
  suppress: { principal: 'Anna' },
});

test('eligible-not-used fires without any activation, and for an eligibility without a start', () => {
  const never = { ...eligible({ lastActivatedAt: null, since: null }), ...known(45) };
  expect(findingsOf('eligible-not-used', never)).toHaveLength(1);
});

testRule({
  rule: 'access-expires-soon',
  fires: holding({ kind: 'eligible', permanent: false, until: new Date('2026-12-07T07:00:00Z') }),
  sentence: "Anna's eligibility for Reports Reader ends on Mon 7 Dec 07:00.",
  severity: 'info',
  justNot: {
    later: holding({ permanent: false, until: new Date('2026-12-07T07:00:01Z') }),
    'already ended': holding({ permanent: false, until: new Date('2026-11-23T07:00:00Z') }),
    'without end': holding({}),
    'through a group': holding({ until: new Date('2026-12-01T00:00:00Z'), via: { id: 'g', name: 'G' } }),
  },
  suppress: { principal: 'Anna' },
});

test('eligible-without-end takes an end more than a year ahead for none', () => {
  const until = (end: string) =>
    findingsOf(
      'eligible-without-end',
      holding({ kind: 'eligible', permanent: false, until: new Date(end) }),
    ).map(({ sentence }) => sentence);
  expect(until('2027-11-24T01:30:00Z')).toEqual([]);
  expect(until('2027-11-24T01:30:01Z')).toEqual(['Anna is eligible for Reports Reader until 2027-11-24.']);
});

test('eligible-without-end fires for privileged roles too', () => {
  expect(
    findingsOf('eligible-without-end', holding({ kind: 'eligible', role: securityReader })),
  ).toHaveLength(1);
});

test('a finding lists the kinds of assignment that it is about', () => {
  const until = new Date('2026-12-01T00:00:00Z');
  const holdsOf = (rule: string, context: Parameters<typeof findingsOf>[1]) =>
    findingsOf(rule, context).map(({ assignmentKinds }) => assignmentKinds);
  const both = (facts: Partial<Assignment>) => [{ ...facts }, { ...facts, kind: 'eligible' as const }];
  expect(holdsOf('eligible-without-end', holding(...both({})))).toEqual([['eligible']]);
  expect(holdsOf('eligible-not-used', { ...eligible(), ...known(45) })).toEqual([['eligible']]);
  expect(holdsOf('access-expires-soon', holding(...both({ until })))).toEqual([['active', 'eligible']]);
  expect(holdsOf('access-expires-soon', holding({ until }, { kind: 'eligible' }))).toEqual([['active']]);
});
