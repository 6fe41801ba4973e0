import type { Elevation } from '../../../../shared/domain/events/elevation';
import { anElevation, aPrincipal, globalAdministrator } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const because = (justification: string | null, overrides: Partial<Elevation> = {}) => ({
  elevations: [anElevation({ justification, ...overrides })],
});

testRule({
  rule: 'weak-justification',
  fires: because('fourteen chars'),
  sentence: 'Anna activated Reports Reader with the weak justification “fourteen chars”.',
  severity: 'low',
  justNot: {
    'fifteen characters': because('fifteen chars !'),
    'never activated': because('test', { outcome: 'denied', startedAt: null }),
    'a lower limit set': {
      ...because('fourteen chars'),
      policy: { thresholds: { 'weak-justification': { value: 14 } } },
    },
  },
  suppress: { principal: 'Anna' },
});

test.each([null, '', '   \n'])('weak-justification reports %j as no justification', (text) => {
  const [finding] = findingsOf('weak-justification', because(text));
  expect(finding?.sentence).toBe('Anna activated Reports Reader without a justification.');
});

test('weak-justification ignores a missing reason from a source that never contains one', () => {
  expect(findingsOf('weak-justification', because(null, { sources: ['unified audit log'] }))).toEqual([]);
  expect(findingsOf('weak-justification', because(null, { sources: ['portal csv'] }))).toHaveLength(1);
  expect(
    findingsOf('weak-justification', because(null, { sources: ['graph', 'unified audit log'] })),
  ).toHaveLength(1);
});

test('a reason and a ticket are not missing if the request is: an approved activation has them in its request', () => {
  const policy = { thresholds: { 'ticket-missing': { pattern: '^CHG' } } };
  const count = (of: Partial<Elevation>) =>
    ['weak-justification', 'ticket-missing'].map((rule) => {
      const elevations = [anElevation({ justification: null, ticket: null, ...of })];
      return findingsOf(rule, { elevations, policy }).length;
    });
  expect(count({ requestedAt: null })).toEqual([0, 0]);
  expect(count({ requestedAt: null, approvedAt: null, approver: null })).toEqual([1, 1]);
  expect(count({})).toEqual([1, 1]);
});

test('ticket-missing ignores a missing ticket if the file may have lost it', () => {
  const policy = { thresholds: { 'ticket-missing': { pattern: '^CHG' } } };
  const count = (...sources: Elevation['sources']) =>
    findingsOf('ticket-missing', { elevations: [anElevation({ ticket: null, sources })], policy }).length;
  expect([count('portal csv'), count('activity log'), count('unified audit log')]).toEqual([0, 0, 0]);
  expect([count('graph'), count('azure monitor'), count('graph', 'portal csv')]).toEqual([1, 1, 1]);
});

test.each([' Testing ', 'N/A', 'ＡＳＤＦ', '-', 'work'])(
  'weak-justification treats %j as filler, even if short texts are allowed',
  (text) => {
    const policy = { thresholds: { 'weak-justification': { characters: 1 } } };
    expect(findingsOf('weak-justification', { ...because(text), policy })).toHaveLength(1);
    expect(findingsOf('weak-justification', { ...because('Rotate'), policy })).toEqual([]);
  },
);

const anna = (count: number, text = 'Patching the mail servers') =>
  Array.from({ length: count }, () => anElevation({ justification: text }));
const by = (name: string, text = 'Patching the mail servers') =>
  anElevation({ principal: aPrincipal(name), justification: text });

testRule({
  rule: 'repeated-justification',
  fires: { elevations: [...anna(4), ...anna(1, ' patching  the MAIL servers. ')] },
  sentence: 'Anna used the same justification “Patching the mail servers” 5 times.',
  severity: 'low',
  count: 5,
  justNot: {
    'four times': { elevations: anna(4) },
    'the fifth denied': {
      elevations: [...anna(4), { ...by('Anna'), outcome: 'denied', startedAt: null }],
    },
    'the fifth with another text': { elevations: [...anna(4), ...anna(1, 'Patching the web servers')] },
    'by two people, four times at most': { elevations: [...anna(4), ...anna(3).map(() => by('Bo'))] },
    'no words': { elevations: anna(5, '...') },
    'a higher limit set': {
      elevations: anna(5),
      policy: { thresholds: { 'repeated-justification': { times: 6 } } },
    },
  },
  suppress: { principal: 'Anna', role: 'Reports Reader' },
});

test('repeated-justification reports a text of three people once, but not a text of two', () => {
  const round = [...anna(5), by('Bo'), by('Cleo')];
  expect(findingsOf('repeated-justification', { elevations: round })).toMatchObject([
    {
      sentence: '3 people used the same justification “Patching the mail servers” for 7 activations.',
      principal: null,
      role: { name: 'Reports Reader' },
      count: 7,
    },
  ]);
  expect(findingsOf('repeated-justification', { elevations: [...anna(1), by('Bo')] })).toEqual([]);
  const robot = anElevation({ ...by('Robot'), principal: aPrincipal('Robot', { type: 'servicePrincipal' }) });
  const [mixed] = findingsOf('repeated-justification', { elevations: [...round, robot] });
  expect(mixed?.sentence).toContain('4 principals used');
});

test('repeated-justification compares only the beginning of a long text', () => {
  const long = `x${'.'.repeat(200_000)}`;
  const elevations = [...anna(3, `${long}x`), ...anna(2, `${long}y`)];
  expect(findingsOf('repeated-justification', { elevations })).toMatchObject([{ count: 5 }]);
});

test('repeated-justification ignores outer punctuation and blanks, but not inner punctuation', () => {
  const same = ['patch 1.2', '«Patch  1.2!» ', '...patch 1.2', '— patch 1.2 —', '(patch 1.2)'];
  const five = (texts: readonly string[]) => ({ elevations: texts.flatMap((text) => anna(1, text)) });
  expect(findingsOf('repeated-justification', five(same))).toHaveLength(1);
  expect(findingsOf('repeated-justification', five([...same.slice(1), 'patch 12']))).toEqual([]);
});

test('repeated-justification names no role if the text was used for several', () => {
  const elevations = [...anna(4), { ...by('Anna'), role: globalAdministrator }];
  expect(findingsOf('repeated-justification', { elevations })).toMatchObject([
    { principal: { name: 'Anna' }, role: null, scope: null, count: 5 },
  ]);
  expect(findingsOf('repeated-justification', { elevations: anna(5) })).toMatchObject([
    { principal: { name: 'Anna' }, role: { name: 'Reports Reader' }, scope: { name: 'Directory' } },
  ]);
});

const needsTicket = { thresholds: { 'ticket-missing': { value: '^INC\\d{4}$' } } };
const withTicket = (number: string | null, overrides: Partial<Elevation> = {}) => ({
  elevations: [anElevation({ ticket: number === null ? null : { number, system: null }, ...overrides })],
  policy: needsTicket,
});

testRule({
  rule: 'ticket-missing',
  fires: withTicket('INC123'),
  sentence: 'Anna activated Reports Reader with an invalid ticket: “INC123”.',
  severity: 'medium',
  justNot: {
    'a valid ticket': withTicket(' INC1234 '),
    'never activated': withTicket(null, { outcome: 'denied', startedAt: null }),
    'a valid ticket of 200 characters': {
      ...withTicket('1'.repeat(200)),
      policy: { thresholds: { 'ticket-missing': { value: '^1+$' } } },
    },
    'no pattern set': { ...withTicket(null), policy: {} },
    'a role that needs no ticket': {
      ...withTicket(null),
      policy: { thresholds: { 'ticket-missing': { pattern: '.', roles: ['Global Administrator'] } } },
    },
  },
  suppress: { principal: 'Anna' },
});

test('ticket-missing fires for roles that are listed by name or id', () => {
  for (const role of ['global administrator', globalAdministrator.id ?? '']) {
    const policy = { thresholds: { 'ticket-missing': { pattern: '.', roles: [role] } } };
    const [finding] = findingsOf('ticket-missing', {
      ...withTicket(null, { role: globalAdministrator }),
      policy,
    });
    expect(finding?.sentence).toBe('Anna activated Global Administrator without a ticket.');
  }
});

test.each([
  ['no ticket', null],
  ['a ticket without a number', { number: null, system: 'ServiceDesk' }],
  ['a blank ticket', { number: ' ', system: 'ServiceDesk' }],
])('ticket-missing treats %s as missing, even if the pattern matches anything', (_, ticket) => {
  const policy = { thresholds: { 'ticket-missing': { value: '.*' } } };
  const [finding] = findingsOf('ticket-missing', { elevations: [anElevation({ ticket })], policy });
  expect(finding?.sentence).toBe('Anna activated Reports Reader without a ticket.');
});

test('ticket-missing fires for a ticket of more than 200 characters, even if it matches the pattern', () => {
  const policy = { thresholds: { 'ticket-missing': { value: '^1+$' } } };
  const context = { ...withTicket('1'.repeat(201)), policy };
  expect(findingsOf('ticket-missing', context)).toHaveLength(1);
});

test('ticket-missing does not match its pattern against a very long text', () => {
  const policy = { thresholds: { 'ticket-missing': { value: '^(a+)+$' } } };
  const context = { ...withTicket(`${'a'.repeat(40_000)}!`), policy };
  expect(findingsOf('ticket-missing', context)).toHaveLength(1);
});
