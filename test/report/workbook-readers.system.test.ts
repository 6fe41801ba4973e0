import readSheets from 'read-excel-file/node';
import { activationColumns } from '../../shared/report/columns/activation-columns';
import { changeColumns } from '../../shared/report/columns/change-columns';
import type { Column } from '../../shared/spreadsheet/column';
import { coverageColumns } from '../../shared/report/columns/coverage-columns';
import { eventColumns } from '../../shared/report/columns/event-columns';
import { findingColumns } from '../../shared/report/columns/finding-columns';
import { reportContext } from '../../shared/report/report-context';
import { cutToCell, wellFormed } from '../../shared/text/text-safety';
import { renderWorkbook } from '../../shared/report/workbook';
import { aboutTable } from '../../shared/report/workbook/about-sheet';
import { aFullReport } from '../support/builders/full-report';
import { describeInOffice, openInOffice } from '../support/outputs/office';
import { openXmlErrors } from '../support/outputs/open-xml';
import { aLog } from '../support/builders/report';

type Value = string | number | Date | null;

const { model, events } = aFullReport();
const sheetNames = ['Summary', 'Findings', 'Activations', 'Changes', 'Coverage', 'Events', 'About'];

/** A time as Excel counts it: hours and minutes from its day 0. */
const asTime = (minutes: number): Date => new Date(Date.UTC(1899, 11, 30) + minutes * 60_000);

/** The number in a cell: a duration has whole minutes. */
const shown = (kind: string, value: number): number => (kind === 'duration' ? Math.round(value) : value);

/** The expected cells of a sheet: a head, a row for each row of the model, and totals if there are any. */
function sheetOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Value[][] {
  const values = rows.map((row) =>
    columns.map(({ kind, value }): Value => {
      const cell = value(row);
      if (kind === 'duration' && typeof cell === 'number') return asTime(shown(kind, cell));
      return typeof cell === 'string' ? cutToCell(wellFormed(cell)) : cell;
    }),
  );
  const totals = columns.map(({ kind, hasTotal }, index): Value => {
    if (hasTotal !== true) return null;
    const sum = rows.reduce((total, row) => total + shown(kind, Number(columns[index]?.value(row) ?? 0)), 0);
    return kind === 'duration' ? asTime(Math.round(sum * 10) / 10) : Math.round(sum * 10) / 10;
  });
  const label = columns.findIndex(({ hasTotal }) => hasTotal !== true);
  if (label >= 0) totals[label] = 'Total';
  const last = columns.some(({ hasTotal }) => hasTotal === true) ? [totals] : [];
  return [columns.map(({ header }) => header), ...values, ...last];
}

const evidence = findingColumns(model.findings, ({ eventIds }) => {
  const row = model.elevations.find(({ eventIds: [id] }) => id !== undefined && eventIds.includes(id));
  const target = { sheet: 'Activations', table: 'Activations', column: 'Request id', key: row?.id ?? '' };
  return row === undefined ? null : { words: 'Activations', target };
});
const context = reportContext(model);
const about = aboutTable(context);
const expected = new Map<string, Value[][]>([
  ['Findings', sheetOf(evidence, model.findings)],
  ['Activations', sheetOf(activationColumns(null, context.findings), model.elevations)],
  ['Changes', sheetOf(changeColumns(context.findings), model.changes)],
  ['Coverage', sheetOf(coverageColumns, model.coverage)],
  ['Events', sheetOf(eventColumns, events)],
  ['About', sheetOf(about.columns, [...(about.rows as Iterable<never>)])],
]);

let file: Uint8Array;
beforeAll(async () => {
  file = await renderWorkbook(model, aLog(...events));
});

test('conforms to Open XML with everything in it', async () => {
  expect(await openXmlErrors(file)).toEqual([]);
});

test('another reader reads every cell of every sheet: dates as dates, numbers as numbers', async () => {
  const sheets = await readSheets(Buffer.from(file), { trim: false });
  expect(sheets.map(({ sheet }) => sheet)).toEqual(sheetNames);
  for (const [name, rows] of expected) {
    expect({ name, rows: sheets.find(({ sheet }) => sheet === name)?.data }).toEqual({ name, rows });
  }
});

describeInOffice('LibreOffice', () => {
  const shown = (value: Value, kind: string | undefined): string => {
    if (value === null) return '';
    if (!(value instanceof Date)) return String(value);
    const [date = '', time = ''] = value.toISOString().split(/[T.]/);
    // Durations are times of day 0.
    if (date < '1900') return value.toLocaleTimeString('en-US', { timeZone: 'UTC' });
    return kind === 'day' ? date : `${date} ${time}`;
  };
  const kinds = new Map<string, readonly { readonly kind: string }[]>([['Coverage', coverageColumns]]);

  test('opens the workbook and shows in every cell the value of the model', async () => {
    const sheets = await openInOffice(file);
    expect([...sheets.keys()].sort()).toEqual([...sheetNames].sort());
    for (const [name, rows] of expected) {
      const cells = rows.map((row) =>
        row.map((value, index) => shown(value, kinds.get(name)?.[index]?.kind)),
      );
      // It writes the hour of a formula's time with two digits.
      const read = sheets.get(name)?.map((row) => row.map((cell) => cell.replace(/^0(?=\d:.* [AP]M$)/, '')));
      expect({ name, cells: read }).toEqual({ name, cells });
    }
  });

  test('shows the same values on the Summary as another reader', async () => {
    const summary = (await readSheets(Buffer.from(file), { trim: false })).find(
      ({ sheet }) => sheet === 'Summary',
    );
    const cells = (await openInOffice(file)).get('Summary') ?? [];
    let compared = 0;
    summary?.data.forEach((row, at) => {
      row.forEach((value, index) => {
        const text = cells[at]?.[index] ?? '';
        // A time of the tiles has a format of its own.
        if (value === null || /\d h|min|:|%/.test(text)) return;
        compared += 1;
        expect([at, index, text]).toEqual([at, index, String(value as string)]);
      });
    });
    expect(compared).toBeGreaterThan(500);
  });
});
