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

test.each([null, '', '   \n'])('says that there is no justification when it is %j', (text) => {
  const [finding] = findingsOf('weak-justification', because(text));
  expect(finding?.sentence).toBe('Anna activated Reports Reader without a justification.');
});

test('ignores a missing reason that the source never contains', () => {
  expect(findingsOf('weak-justification', because(null, { sources: ['unified audit log'] }))).toEqual([]);
  expect(findingsOf('weak-justification', because(null, { sources: ['portal csv'] }))).toHaveLength(1);
  expect(
    findingsOf('weak-justification', because(null, { sources: ['graph', 'unified audit log'] })),
  ).toHaveLength(1);
});

test('ignores a missing ticket if the file may have lost it', () => {
  const policy = { thresholds: { 'ticket-missing': { pattern: '^CHG' } } };
  const count = (...sources: Elevation['sources']) =>
    findingsOf('ticket-missing', { elevations: [anElevation({ ticket: null, sources })], policy }).length;
  expect([count('portal csv'), count('activity log'), count('unified audit log')]).toEqual([0, 0, 0]);
  expect([count('graph'), count('azure monitor'), count('graph', 'portal csv')]).toEqual([1, 1, 1]);
});

test.each([' Testing ', 'N/A', 'ＡＳＤＦ', '-', 'work'])(
  'knows %j as filler, however short it may be',
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
    'the fifth time in vain': {
      elevations: [...anna(4), { ...by('Anna'), outcome: 'denied', startedAt: null }],
    },
    'the fifth time in other words': { elevations: [...anna(4), ...anna(1, 'Patching the web servers')] },
    'by two, four times each': { elevations: [...anna(4), ...anna(3).map(() => by('Bo'))] },
    'nothing typed': { elevations: anna(5, '...') },
    'a higher limit set': {
      elevations: anna(5),
      policy: { thresholds: { 'repeated-justification': { times: 6 } } },
    },
  },
  suppress: { principal: 'Anna', role: 'Reports Reader' },
});

test('finds a text that three people share, once, but not one that two share', () => {
  const round = [...anna(5), by('Bo'), by('Cleo')];
  expect(findingsOf('repeated-justification', { elevations: round })).toMatchObject([
    {
      sentence: '3 principals used the same justification “Patching the mail servers” for 7 activations.',
      principal: null,
      role: { name: 'Reports Reader' },
      count: 7,
    },
  ]);
  expect(findingsOf('repeated-justification', { elevations: [...anna(1), by('Bo')] })).toEqual([]);
});

test('takes time in proportion to a long text, and compares only its beginning', () => {
  const before = process.cpuUsage().user;
  const long = `x${'.'.repeat(200_000)}`;
  const elevations = [...anna(3, `${long}x`), ...anna(2, `${long}y`)];
  expect(findingsOf('repeated-justification', { elevations })).toMatchObject([{ count: 5 }]);
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(2);
});

test('compares texts without outer punctuation and blanks, but with inner ones', () => {
  const same = ['patch 1.2', '«Patch  1.2!» ', '...patch 1.2', '— patch 1.2 —', '(patch 1.2)'];
  const five = (texts: readonly string[]) => ({ elevations: texts.flatMap((text) => anna(1, text)) });
  expect(findingsOf('repeated-justification', five(same))).toHaveLength(1);
  expect(findingsOf('repeated-justification', five([...same.slice(1), 'patch 12']))).toEqual([]);
});

test('names no role where one text served for several', () => {
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
    'a good ticket': withTicket(' INC1234 '),
    'never activated': withTicket(null, { outcome: 'denied', startedAt: null }),
    'a good ticket of 200 characters': {
      ...withTicket('1'.repeat(200)),
      policy: { thresholds: { 'ticket-missing': { value: '^1+$' } } },
    },
    'no pattern set': { ...withTicket(null), policy: {} },
    'a role that needs none': {
      ...withTicket(null),
      policy: { thresholds: { 'ticket-missing': { pattern: '.', roles: ['Global Administrator'] } } },
    },
  },
  suppress: { principal: 'Anna' },
});

test('asks for a ticket where there is none, for the roles listed by name or id', () => {
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
  ['one without a number', { number: null, system: 'ServiceDesk' }],
  ['a blank one', { number: ' ', system: 'ServiceDesk' }],
])('takes %s for none, though the pattern would take anything', (_, ticket) => {
  const policy = { thresholds: { 'ticket-missing': { value: '.*' } } };
  const [finding] = findingsOf('ticket-missing', { elevations: [anElevation({ ticket })], policy });
  expect(finding?.sentence).toBe('Anna activated Reports Reader without a ticket.');
});

test('treats a ticket of more than 200 characters as missing, even if it matches the pattern', () => {
  const policy = { thresholds: { 'ticket-missing': { value: '^1+$' } } };
  const context = { ...withTicket('1'.repeat(201)), policy };
  expect(findingsOf('ticket-missing', context)).toHaveLength(1);
});

test('does not match a pattern against a very long text', () => {
  const policy = { thresholds: { 'ticket-missing': { value: '^(a+)+$' } } };
  const context = { ...withTicket(`${'a'.repeat(40_000)}!`), policy };
  expect(findingsOf('ticket-missing', context)).toHaveLength(1);
});
