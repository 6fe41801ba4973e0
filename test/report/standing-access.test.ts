import { renderCsv } from '../../shared/report/csv';
import { renderHtml } from '../../shared/report/html';
import { reportJson } from '../../shared/report/json';
import { anAssignment } from '../support/builders/access-analysis';
import { aFinding, aReportModel, hostileTexts } from '../support/builders/report';
import { aHostileAccess, aReportedAccess, aStanding } from '../support/builders/reported-access';
import { contractReport } from '../support/outputs/contract-json';
import { parseCsv } from '../support/outputs/parse-csv';

const held = anAssignment();
const finding = aFinding({
  ...{ rule: 'standing-permanent', sentence: 'Anna holds it permanently.', severity: 'medium', eventIds: [] },
  ...{ principal: held.principal, role: held.role, scope: held.scope },
});
const model = aReportModel({ access: aReportedAccess(), findings: [finding] });
const off = aReportModel();
const unread = aReportModel({ access: { standing: null, problem: null } });

const accessCsv = (of = model): string[][] => {
  const table = renderCsv(of).find(({ name }) => name === 'access');
  return table === undefined ? [] : parseCsv(table.text.slice(1));
};

describe('as CSV', () => {
  test('is a fourth table with one row for each assignment and its findings', () => {
    const [headers = [], row = [], ...others] = accessCsv();
    expect(others).toEqual([]);
    expect(Object.fromEntries(headers.map((header, index) => [header, row[index]]))).toMatchObject({
      ...{ Person: 'Anna', Role: 'Reports Reader', Scope: 'Directory' },
      ...{ 'Held as': 'active', Permanent: 'yes', 'Held through': 'directly' },
      ...{ Worst: 'medium', Findings: 'standing-permanent' },
    });
  });

  test('has no table when access is off or was not read', () => {
    expect(accessCsv(off)).toEqual([]);
    expect(accessCsv(unread)).toEqual([]);
  });

  test('quotes typed text, so that it is no formula', () => {
    for (const text of [hostileTexts.formula, hostileTexts.plus, hostileTexts.at]) {
      const cells = accessCsv(aReportModel({ access: aHostileAccess(text) })).flat();
      expect(cells).toContain(`'${text}`);
      expect(cells.filter((cell) => /^\s*[=+@]/.test(cell))).toEqual([]);
    }
  });

  test('says that an eligible role was not used only as far back as the store reaches', () => {
    const told = (knownDays: number) => {
      const assignments = [anAssignment({ kind: 'eligible' })];
      const [headers = [], row] = accessCsv(
        aReportModel({ access: aReportedAccess({ assignments, knownDays }) }),
      );
      return row?.[headers.indexOf('Last activation')];
    };
    expect(told(89)).toBe('cannot tell yet');
    expect(told(90)).toBe('not in 90 days');
  });
});

describe('as HTML', () => {
  test('shows when and how completely access was read, who holds what, and the settings of roles', () => {
    const page = renderHtml(model);
    for (const words of [
      '<a href="#access">Who holds access (1)</a>',
      'Read on Sun 22 Nov 2026, 01:31: every list was read to its end.',
      'Anna',
      'Reports Reader',
      'Read on Sun 22 Nov 2026, 01:31, to the end.',
      'Global Administrator',
    ])
      expect(page).toContain(words);
  });

  test('has no section when access is off, and calls unread access unknown, not empty', () => {
    expect(renderHtml(off)).not.toContain('Who holds access');
    const page = renderHtml(unread);
    expect(page).toContain('Who holds access is not known.');
    expect(page).toContain('&quot;pim-report collect&quot; takes one.');
    expect(page).not.toContain('Who holds access (0)');
    const refused = aStanding().lists.map((list) => ({
      ...list,
      ...(list.part === 'roles' && { state: 'refused' as const, rows: 0, reason: 'Grant X.' }),
    }));
    const access = aReportedAccess({ state: 'refused', lists: refused, assignments: [], roleSettings: null });
    expect(renderHtml(aReportModel({ access }))).toContain('Who holds access is not known. Grant X.');
  });

  test.each(['script', 'attribute'] as const)('escapes typed text: %s', (name) => {
    const page = renderHtml(aReportModel({ access: aHostileAccess(hostileTexts[name]) }));
    expect(page).not.toContain(hostileTexts[name]);
    expect(page).not.toContain('<script>alert');
  });
});

describe('as JSON', () => {
  test('follows the contract, with the findings of each row', () => {
    const json = reportJson(model);
    expect(contractReport.parse(json)).toEqual(json);
    expect(json.standingAccess).toMatchObject({
      ...{ readAt: '2026-11-22T01:31:00.000Z', state: 'complete', reconciliation: null },
      assignments: [{ principal: { name: 'Anna' }, kind: 'active', findings: ['standing-permanent'] }],
    });
    expect(json.roleSettings).toMatchObject([{ role: { name: 'Global Administrator' }, findings: [] }]);
  });

  test.each(Object.entries(hostileTexts))('keeps typed text unchanged: %s', (_name, text) => {
    const json = reportJson(aReportModel({ access: aHostileAccess(text) }));
    expect(contractReport.parse(json)).toEqual(json);
    expect(json.standingAccess?.assignments[0]?.principal.name).toBe(text);
    expect(json.standingAccess?.reconciliation).toMatchObject({ changes: 1, explained: 0 });
  });
});
