import type { Column, ColumnKind } from '../../shared/spreadsheet/column';
import { fitColumns, fitHeaders, headerWidth } from '../../shared/spreadsheet/fit-columns';
import { openTable } from '../../shared/spreadsheet/tables/open-table';
import { textWidth } from '../../shared/spreadsheet/text-measure';
import { renderWorkbook } from '../../shared/report/workbook';
import { aReportedAccess } from '../support/builders/reported-access';
import { anAssignment, aSetting } from '../support/builders/access-analysis';
import { aLog, aReportModel } from '../support/builders/report';
import { readWorkbook } from '../support/outputs/open-xml';

type Words = Readonly<Record<string, string>>;

const kinds: readonly ColumnKind[] = [
  ...(['text', 'long', 'id', 'instant', 'day', 'number', 'minutes', 'duration', 'word'] as const),
  'problem',
];

const aColumn = (overrides: Partial<Column<Words>> = {}): Column<Words> => ({
  header: 'Role',
  width: 12,
  kind: 'text',
  value: ({ role = '' }) => role,
  ...overrides,
});
const widthOf = (column: Column<Words>, rows: readonly Words[] = []) => fitColumns([column], rows)[0]?.width;

describe('fitColumns', () => {
  test('makes short text as wide as its longest value', () => {
    const reader = { role: 'Global Reader of all' };
    const [fitted] = fitColumns([aColumn()], [{ role: 'Reader' }, reader]);
    expect(fitted).toMatchObject({ kind: 'text', width: Math.ceil(textWidth(reader.role) + 2) });
  });

  test('wraps text wider than 24 characters, so that a dozen columns are readable on paper', () => {
    const [fitted] = fitColumns([aColumn()], [{ role: 'Reader' }, { role: 'x'.repeat(300) }]);
    expect(fitted).toMatchObject({ kind: 'long', width: 24 });
  });

  test('makes long text at most as wide as its column', () => {
    const why = aColumn({ kind: 'long', width: 36 });
    expect(widthOf(why, [{ role: 'x'.repeat(300) }])).toBe(36);
    expect(widthOf(why, [{ role: 'x' }])).toBe(headerWidth('Role'));
  });

  test('does not change ids, dates and numbers', () => {
    for (const kind of kinds.slice(2)) expect(widthOf(aColumn({ kind, width: 30 }), [])).toBe(30);
  });
});

describe('fitHeaders', () => {
  test.each(kinds)('makes a column of kind %s as wide as its header and the arrow of its filter', (kind) => {
    const header = 'Waited for approval';
    const [narrow, wide] = fitHeaders([
      aColumn({ header, kind, width: 5 }),
      aColumn({ header, kind, width: 60 }),
    ]);
    expect(narrow?.width).toBeGreaterThanOrEqual(textWidth(header) + 4);
    expect(narrow?.width).toBeLessThan(textWidth(header) + 7);
    expect(wide?.width).toBe(60);
  });

  test('applies to every opened table', async () => {
    const columns = kinds.map((kind) => aColumn({ header: `A header of kind ${kind}`, kind, width: 5 }));
    const table = await openTable({ name: 'T', columns, rows: [], whenEmpty: 'Nothing.' });
    expect(table.columns.map(({ width }) => width)).toEqual(fitHeaders(columns).map(({ width }) => width));
  });
});

/** The worksheets of a report, without the Summary. */
let tables: Awaited<ReturnType<typeof readWorkbook>>['worksheets'];
beforeAll(async () => {
  const access = aReportedAccess({ assignments: [anAssignment()], roleSettings: [aSetting()] });
  const workbook = await readWorkbook(await renderWorkbook(aReportModel({ access }), aLog()));
  tables = workbook.worksheets.slice(1);
});

test('the workbook cuts no header of the report', () => {
  expect(tables.map(({ name }) => name)).toContain('Role settings');
  for (const sheet of tables) {
    const preface = sheet.name === 'Access' || sheet.name === 'Role settings';
    sheet.getRow(preface ? 2 : 1).eachCell((cell, number) => {
      const { width = 0 } = sheet.getColumn(number);
      const words = `${sheet.name}, ${cell.text}`;
      expect([words, width >= textWidth(cell.text) + 4]).toEqual([words, true]);
      // The arrow covers the right end of the cell.
      if (cell.alignment.horizontal === 'right') expect(cell.alignment.indent).toBe(2);
    });
  }
});

test('a column that is nine characters wide keeps its width', () => {
  for (const sheet of tables) for (const { width } of sheet.columns) expect(width).not.toBeUndefined();
});
