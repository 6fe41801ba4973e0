import { reportTable } from '../../../cli/output/report-table';
import { aFinding, aHostileReportModel, anElevation, aReportModel } from '../../support/builders/report';
import { hostileTexts } from '../../support/builders/hostile-text';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The terminal columns of a text: two for an ideogram or an emoji, none for a combining mark. */
const columnsOf = (text: string): number =>
  [...graphemes.segment(text)].reduce(
    (sum, { segment }) => sum + (/[\p{Script=Han}\p{Emoji_Presentation}]/u.test(segment) ? 2 : 1),
    0,
  );

const plain = (_: unknown, text: string): string => text;
const linesOf = (model: Parameters<typeof reportTable>[0]): string[] => reportTable(model, plain).split('\n');

test('is 100 columns wide for any names, and wraps only the rows of findings', () => {
  const word = 'Wörter '.repeat(60);
  const wide = { id: 'x', name: '管理员'.repeat(40), upn: 'x@contoso.com', type: 'user' as const };
  const model = aReportModel({
    elevations: [anElevation({ principal: wide, justification: word })],
    findings: [aFinding({ sentence: word })],
  });
  const lines = linesOf(model);
  expect(Math.max(...lines.map(columnsOf))).toBe(100);
  expect(lines.filter((line) => line.startsWith('20'))).toHaveLength(1);
});

test('shows times and durations in full', () => {
  const startedAt = new Date('2026-11-17T10:00:00Z');
  const endedAt = new Date('2026-11-18T09:59:00Z');
  const text = reportTable(
    aReportModel({ elevations: [anElevation({ startedAt, endedAt, endedBy: 'expired' })] }),
    plain,
  );
  expect(text).toMatch(/^2026-11-17 1\d:00  .* {2}23 h 59 min  /m);
});

test.each([
  ['running', new Date('2026-11-17T18:00:00Z')],
  ['unknown', null],
])('an activation without an end is %s if its planned end is %p', (duration, plannedEndAt) => {
  const elevation = anElevation({ plannedEndAt, endedAt: null, endedBy: null });
  expect(reportTable(aReportModel({ elevations: [elevation] }), plain)).toMatch(
    new RegExp(`^2026-.* {2}${duration} `, 'm'),
  );
});

test('the duration of an activation is unknown if the event of its start was lost', () => {
  const elevation = anElevation({ startedAt: null });
  expect(reportTable(aReportModel({ elevations: [elevation] }), plain)).toMatch(/^2026-.* {2}unknown /m);
});

test.each(Object.entries(hostileTexts))('stays within 100 columns and on its lines: %s', (_, text) => {
  for (const line of linesOf(aHostileReportModel(text))) {
    expect(columnsOf(line)).toBeLessThanOrEqual(100);
    expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
  }
});
