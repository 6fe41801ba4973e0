import { isoWeek } from '../../shared/domain/time/period';
import { renderCsv } from '../../shared/report/csv';
import { formulasIn } from '../support/builders/foreign-cells';
import { parseCsv } from '../support/outputs/parse-csv';
import type { ReportModel } from '../../shared/report/report-model';
import { anElevation, aReportModel, hostileTexts } from '../support/builders/report';

/** The activations of a report as CSV. */
const activations = (model: ReportModel): string => renderCsv(model)[0]?.text ?? '';

const typed = (justification: string): string => {
  const model = aReportModel({
    columns: ['person', 'justification'],
    elevations: [anElevation({ justification })],
  });
  const rows = parseCsv(activations(model).slice(1));
  expect(rows).toHaveLength(2);
  expect(rows[1]?.[0]).toBe('Mia Berg');
  return rows[1]?.[1] ?? '';
};

test('starts with a byte order mark and the headers, ends every line with CRLF', () => {
  const csv = activations(aReportModel({ columns: ['started', 'person', 'duration', 'minutes'] }));
  expect(csv).toBe(
    '\uFEFFPerson,Started,Duration,Minutes\r\nMia Berg,2026-11-17T08:12:31+00:00,1:02,61.5\r\n',
  );
});

test("prints instants in ISO 8601 with the offset of the report's zone", () => {
  const period = isoWeek('2026-W47', 'America/New_York');
  expect(activations(aReportModel({ period, columns: ['started'] }))).toContain('2026-11-17T03:12:31-05:00');
});

test('has a table for each of activations, changes and findings', () => {
  const tables = renderCsv(aReportModel()).map(({ name, text }) => ({ name, rows: parseCsv(text.slice(1)) }));
  expect(tables.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['activations', 2],
    ['changes', 2],
    ['findings', 2],
  ]);
  const [, changes, findings] = tables.map(({ rows }) => rows);
  expect(changes?.[1]).toEqual(
    expect.arrayContaining(['Aylin Demir', 'Made eligible', '2026-11-18T13:20:00+00:00']),
  );
  expect(findings?.[0]?.slice(0, 6)).toEqual(['No.', 'Severity', 'Finding', 'When', 'Done by', 'Concerns']);
  expect(findings?.[1]?.slice(3, 6)).toEqual(['2026-11-19T22:41:07+00:00', 'Jonas Falk', 'Aylin Demir']);
});

test.each(['formula', 'plus', 'minus', 'at'] as const)('quotes %s, so that it is no formula', (name) => {
  expect(typed(hostileTexts[name])).toBe(`'${hostileTexts[name]}`);
});

test('quotes a formula that follows blanks', () => {
  expect(typed(hostileTexts.blankFormula)).toBe(" \t'=1+1");
  expect(typed('  =1+1')).toBe("  '=1+1");
});

test('keeps quotes, commas and line breaks inside their field', () => {
  expect(typed(hostileTexts.csv)).toBe(`a","b\n'=1`);
  expect(typed(hostileTexts.script)).toBe(hostileTexts.script);
  expect(typed(hostileTexts.nul)).toBe('a\uFFFDb\uFFFDc');
});

test.each(['a;=1+1', 'a\t@SUM(A1)', 'a; \u00A0-2', 'a\r\n＝1', 'one\n\n+1'])(
  'quotes %j for spreadsheets that separate cells with another character than the comma',
  (text) => {
    expect(typed(text)).not.toMatch(/[;\t\n]\s*[=+\-@＝＋－＠]/);
    expect(typed(text).replaceAll("'", '')).toBe(text.replaceAll('\r\n', '\n'));
  },
);

test.each(['x;"=1+1;y', 'x\n"=1+1', 'x\t" "=1+1\ty', 'x; """\n+1', '"=1+1', ';"@a;"-b'])(
  'leaves no formula in %j when a quotation mark comes to stand at the start of a cell',
  (text) => {
    expect(typed(text).replaceAll("'", '')).toBe(text);
    const elevations = [anElevation({ justification: text })];
    expect(formulasIn(activations(aReportModel({ columns: ['justification'], elevations })))).toEqual([]);
  },
);

test.each(['\n', ' ', '\t', ';', '"', '=', '; ='])('cuts 400,000 times %j', (blank) => {
  expect(typed(`x${blank.repeat(400_000)}x`)).toHaveLength(32_766);
});

test('cuts a text that only the added apostrophes make too long', () => {
  expect(typed(';='.repeat(16_383))).toMatch(/^(;'=)+.{0,2} … \[cut: longer than a cell\]$/);
  expect(typed(';='.repeat(16_383))).toHaveLength(32_766);
});

test('cuts a text, with a mark, at the length of an Excel cell', () => {
  for (const text of [hostileTexts.long, `=${hostileTexts.long}`]) {
    expect(typed(text).length).toBeLessThanOrEqual(32_767);
    expect(typed(text)).toMatch(/ … \[cut: longer than a cell\]$/);
  }
  expect(typed('x'.repeat(32_766))).toBe('x'.repeat(32_766));
});

test('writes only the headers for a week without activations', () => {
  expect(activations(aReportModel({ elevations: [], columns: ['person', 'role'] }))).toBe(
    '\uFEFFPerson,Role\r\n',
  );
});
