import { isoWeek } from '../../shared/domain/period';
import { renderCsv } from '../../shared/report/csv';
import { anElevation, aReportModel, hostileTexts } from '../support/report';

/** Reads RFC 4180 as it is written there, to check the writer against something else than itself. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error(`No RFC 4180 at ${field.lastIndex}.`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const typed = (justification: string): string => {
  const model = aReportModel({
    columns: ['justification', 'person'],
    elevations: [anElevation({ justification })],
  });
  const rows = parseCsv(renderCsv(model).slice(1));
  expect(rows).toHaveLength(2);
  expect(rows[1]?.[1]).toBe('Mia Berg');
  return rows[1]?.[0] ?? '';
};

test('starts with a byte order mark and the headers, ends every line with CRLF', () => {
  const csv = renderCsv(aReportModel({ columns: ['started', 'person', 'minutes'] }));
  expect(csv).toBe('\uFEFFStarted,Person,Minutes\r\n2026-11-17 08:12:31,Mia Berg,61.5\r\n');
});

test('prints instants in the zone of the report', () => {
  const period = isoWeek('2026-W47', 'America/New_York');
  expect(renderCsv(aReportModel({ period, columns: ['started'] }))).toContain('2026-11-17 03:12:31');
});

test.each(['formula', 'plus', 'minus', 'at', 'blankFormula'] as const)('%s is no formula', (name) => {
  expect(typed(hostileTexts[name])).toBe(`'${hostileTexts[name]}`);
});

test('quotes, commas and lines stay inside their field', () => {
  expect(typed(hostileTexts.csv)).toBe('a","b\n=1');
  expect(typed(hostileTexts.script)).toBe(hostileTexts.script);
  expect(typed(hostileTexts.nul)).toBe('a\uFFFDb\uFFFDc');
  expect(typed(hostileTexts.long)).toBe(hostileTexts.long);
});

test('a week without activations is the headers alone', () => {
  expect(renderCsv(aReportModel({ elevations: [], columns: ['person', 'role'] }))).toBe(
    '\uFEFFPerson,Role\r\n',
  );
});
