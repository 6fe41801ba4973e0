import type { Severity } from '../../shared/domain/finding';
import { renderMail } from '../../shared/report/mail';
import type { ReportModel } from '../../shared/report/report-model';
import { plain } from '../support/outputs/mail-markup';
import { aCoverage, aFinding, aReportModel } from '../support/builders/report';

const some = (severity: Severity, rule: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    aFinding({ severity, rule, sentence: `The ${rule} case ${index + 1}.` }),
  );
const totalsOf = (findings: ReportModel['findings']) => ({
  ...aReportModel().totals,
  findings: {
    high: findings.filter(({ severity }) => severity === 'high').length,
    medium: findings.filter(({ severity }) => severity === 'medium').length,
    low: 0,
    info: 0,
  },
});
const reportOf = (findings: ReportModel['findings'], changes: Partial<ReportModel> = {}) =>
  renderMail(aReportModel({ findings, totals: totalsOf(findings), ...changes }));
const sectionOf = (text: string, title: string): string =>
  new RegExp(`^${title}\\n([^]*?)\\n\\n[A-Z]`, 'm').exec(text)?.[1] ?? '';

describe('a rule with many findings', () => {
  test('has two in the list of its severity, so that no rule hides another one', () => {
    const found = [
      ...some('medium', 'flood', 418),
      ...some('medium', 'other', 1),
      ...some('medium', 'third', 3),
    ];
    const { text, html } = reportOf(found);
    const cases = [...text.matchAll(/The (\w+) case (\d+)\./g)].map(
      ([, rule, number]) => `${rule} ${number}`,
    );
    expect(cases).toEqual(['flood 1', 'flood 2', 'other 1', 'third 1', 'third 2']);
    expect(text).toMatch(/flood case 2\.\n.*\n {10}and 416 more of this kind\n/);
    expect(text).toMatch(/third case 2\.\n.*\n {10}and 1 more of this kind\n/);
    expect(plain(html).match(/more of this kind/g)).toHaveLength(2);
    expect(text).toContain('  417 more medium findings are in the files.\n');
  });

  test('has its first one in the list before any other rule has its second one', () => {
    const kinds = Array.from({ length: 9 }, (_, index) => some('medium', `kind${index}`, 3));
    const { text } = reportOf(kinds.flat());
    for (const [first] of kinds) expect(text).toContain(first?.sentence);
    expect(text.match(/case 2\./g)).toHaveLength(1);
  });

  test('has all of its high ones while there is room, and the first of each rule always', () => {
    expect(reportOf(some('high', 'flood', 20)).text).not.toContain('more of this kind');
    const { text } = reportOf([...some('high', 'flood', 200), ...some('high', 'last', 1)]);
    expect(text).toContain('The last case 1.');
    const shown = text.match(/flood case/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    expect(text).toContain(`and ${200 - shown} more of this kind`);
    expect(text).toContain(`  ${200 - shown} more high findings are in the files.\n`);
  });
});

test('counts the high findings that are left out as such, and the others on their own', () => {
  const kinds = Array.from({ length: 45 }, (_, index) => some('high', `kind${index}`, 1));
  const { text } = reportOf([...kinds.flat(), ...some('medium', 'calm', 2), ...some('low', 'low', 1)]);
  const shown = text.match(/kind\d+ case/g)?.length ?? 0;
  expect(sectionOf(text, 'MORE HIGH FINDINGS')).toMatch(
    new RegExp(`\\n  ${45 - shown} more high findings are in the files\\.$`),
  );
  expect(text).not.toContain('MEDIUM FINDINGS');
  expect(sectionOf(text, 'OTHER FINDINGS')).toBe(
    '  2 medium findings are in the files. Also in the files: 1 low.',
  );
});

test('days that are missing leave the first screen to what was found', () => {
  const gap = aFinding({
    rule: 'collection-gap',
    sentence: 'Nothing was read for Wed.',
    at: null,
    eventIds: [],
  });
  const lost = { ...gap, rule: 'events-missing', sentence: 'The store holds fewer.' };
  const coverage = aCoverage({ '2026-11-18': 'missing' });
  const order = (findings: ReportModel['findings'], changes: Partial<ReportModel>) => {
    const { text } = reportOf(findings, changes);
    return [...text.matchAll(/Nothing was read for Wed|The store holds|case \d|Elevated time/g)].map(
      ([words]) => words,
    );
  };
  const found = [gap, lost, ...some('high', 'a', 3)];
  expect(order(found, { coverage }).slice(0, 6)).toEqual([
    'case 1',
    'case 2',
    'Elevated time',
    'Nothing was read for Wed',
    'The store holds',
    'case 3',
  ]);
  expect(order([gap, ...some('medium', 'a', 1)], { coverage }).slice(0, 2)).toEqual([
    'case 1',
    'Nothing was read for Wed',
  ]);
  expect(order(found, {}).slice(0, 2)).toEqual(['Nothing was read for Wed', 'The store holds']);
});
