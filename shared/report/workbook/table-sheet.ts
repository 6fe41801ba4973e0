import type { Style, Workbook, Worksheet } from 'exceljs';
import type { Column, ColumnKind, ColumnValue } from '../columns/column';
import type { LocalClock } from '../local-clock';
import { cellText } from '../text-safety';
import type { Footer } from './page-setup';
import { setUpPage } from './page-setup';
import { colours, formats, heightFor, solid, text, toneStyle, underlined } from './sheet-style';

/** A sheet that is one table. */
export interface TableSheet<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What stands in place of the table when there are no rows. */
  readonly whenEmpty: string;
}

/** What the sheets of a workbook share. */
export interface SheetFrame {
  readonly clock: LocalClock;
  readonly footer: Footer;
}

/** What Excel can hold as a date: from the first day that its calendar has right to the end of the year 9999. */
const [firstDate, endOfDates] = [Date.UTC(1900, 2, 1), Date.UTC(10_000, 0, 1)];
const mostLines = 6;

const kindStyle: Readonly<Record<ColumnKind, Partial<Style>>> = {
  text: cellStyle({ horizontal: 'left' }),
  long: cellStyle({ horizontal: 'left', wrapText: true }),
  id: cellStyle({ horizontal: 'left' }),
  instant: cellStyle({ horizontal: 'left' }, formats.instant),
  day: cellStyle({ horizontal: 'left' }, formats.day),
  number: cellStyle({ horizontal: 'right', indent: 1 }, formats.number),
  minutes: cellStyle({ horizontal: 'right', indent: 1 }, formats.minutes),
  severity: cellStyle({ horizontal: 'left' }),
  state: cellStyle({ horizontal: 'left' }),
  problem: { ...cellStyle({ horizontal: 'left' }), font: toneStyle('missing').font ?? {} },
};

/**
 * Adds a sheet with an Excel table of the sheet's name: filters, banded rows, a frozen head row, print setup.
 * Without rows a sentence stands under the head, since Excel knows no table without rows.
 */
export function addTableSheet<Row>(
  workbook: Workbook,
  { name, columns, rows, whenEmpty }: TableSheet<Row>,
  { clock, footer }: SheetFrame,
): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  // Ids are for looking up, not for paper: those at the end stay unprinted, so that the rest can be read.
  const printed = columns.findLastIndex(({ kind }) => kind !== 'id') + 1;
  setUpPage(sheet, footer, { headRow: 1, width: printed, rows: rows.length + 1 });
  sheet.columns = columns.map(({ width }) => ({ width }));
  if (rows.length === 0) {
    sheet.addRow(columns.map(({ header }) => header));
    sheet.getCell('A2').value = whenEmpty;
    sheet.getCell('A2').style = text(11, { colour: colours.muted });
  } else {
    sheet.addTable({
      name,
      ref: 'A1',
      style: { theme: 'TableStyleLight1', showRowStripes: true },
      columns: columns.map(({ header }) => ({ name: header, filterButton: true })),
      rows: rows.map((row) => columns.map((column) => cellValue(column, row, clock))),
    });
    styleRows(sheet, columns, rows.length);
  }
  styleHead(sheet, columns);
}

/** A value as a cell: dates as the zone's wall clock where Excel can hold them, text made safe, never a formula. */
function cellValue<Row>(column: Column<Row>, row: Row, clock: LocalClock): ColumnValue {
  const value = column.value(row);
  if (typeof value === 'string') return cellText(value);
  if (!(value instanceof Date)) return value;
  const local = column.kind === 'day' ? value : clock.wallClock(value);
  return local.getTime() >= firstDate && local.getTime() < endOfDates ? local : value.toISOString();
}

function styleHead<Row>(sheet: Worksheet, columns: readonly Column<Row>[]): void {
  const head = sheet.getRow(1);
  head.height = 20;
  columns.forEach(({ kind }, index) => {
    head.getCell(index + 1).style = {
      ...text(11, { bold: true, colour: colours.white }),
      fill: solid(colours.accent),
      alignment: { ...kindStyle[kind].alignment, vertical: 'middle', wrapText: false },
    };
  });
}

function styleRows<Row>(sheet: Worksheet, columns: readonly Column<Row>[], rows: number): void {
  for (let number = 2; number <= rows + 1; number += 1) {
    const row = sheet.getRow(number);
    let height = 0;
    columns.forEach(({ kind, width }, index) => {
      const cell = row.getCell(index + 1);
      cell.style = kindStyle[kind];
      if (kind === 'severity' || kind === 'state') cell.style = { ...cell.style, ...toneStyle(cell.text) };
      if (kind === 'long') height = Math.max(height, heightFor(cell.text, width, mostLines));
    });
    // Not every program fits the height of wrapped rows when it opens a file.
    if (height > 0) row.height = height;
  }
}

function cellStyle(alignment: Partial<Style['alignment']>, numFmt = 'General'): Partial<Style> {
  return { ...text(11), ...underlined, alignment: { vertical: 'top', ...alignment }, numFmt };
}
