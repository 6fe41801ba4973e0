import type { Alignment, Style, Workbook, Worksheet } from 'exceljs';
import type { Column, ColumnKind } from '../column';
import { heightFor } from '../text-measure';
import { setUpPage, type Footer } from '../page-setup';
import { colours, formats, solid, text, toneNames, toneStyle, underlined } from '../style';

/** A table sheet without its rows. */
export interface TablePlan {
  readonly name: string;
  readonly columns: readonly Column<never>[];
  readonly whenEmpty: string;
  /** Columns that stay in view when the sheet is scrolled to the right. */
  readonly frozen: number;
  /** A line above the head; null for none. */
  readonly preface: string | null;
  /** The number of rows on each of its sheets; one 0 when it is empty. */
  readonly counts: readonly number[];
}

/** The names of a table's sheets: `Events`, `Events 2`. */
export function sheetName(name: string, index: number): string {
  return index === 0 ? name : `${name} ${index + 1}`;
}

/** The names of their tables: Excel allows no blank there. */
export function tableName(name: string, index: number): string {
  return sheetName(name, index).replaceAll(' ', '_');
}

/** Whether there is a row of totals. */
export function hasTotals(columns: readonly Column<never>[]): boolean {
  return columns.some(({ hasTotal }) => hasTotal === true);
}

/** The column with the word "Total": the first without a total of its own, or -1. */
export function labelColumn(columns: readonly Column<never>[]): number {
  return columns.findIndex(({ hasTotal }) => hasTotal !== true);
}

/** The row of the head of a table with or without a line above it. */
export const headRowOf = ({ preface }: Pick<TablePlan, 'preface'>): number =>
  preface === null ? styleRows.head : styleRows.head + 1;

const maxPrefaceLines = 12;
/** exceljs takes this width for its default and leaves it out; programs then use their own, which is narrower. */
const exceljsDefault = 9;

/** The height of the line above the head, in points: it wraps within the columns that are not collapsed. */
export function prefaceHeight(preface: string, columns: readonly Column<never>[]): number {
  const width = columns.reduce((sum, column) => sum + (column.collapsed === true ? 0 : column.width), 0);
  return Math.max(20, heightFor(preface, width, maxPrefaceLines));
}

/**
 * The rows of a skeleton that hold styles in place of values, from which {@link tableFrame} reads their numbers: the
 * head, plain cells, links, totals, and from `tones` on one row for each tone.
 */
export const styleRows = { head: 1, plain: 2, link: 3, totals: 4, tones: 5 } as const;

/** The look of plain cells, by kind of column. */
export const kindStyle: Readonly<Record<ColumnKind, Partial<Style>>> = {
  text: cellStyle({ horizontal: 'left' }),
  long: cellStyle({ horizontal: 'left', wrapText: true }),
  id: cellStyle({ horizontal: 'left' }),
  instant: cellStyle({ horizontal: 'left' }, formats.instant),
  day: cellStyle({ horizontal: 'left' }, formats.day),
  number: cellStyle({ horizontal: 'right', indent: 1 }, formats.number),
  minutes: cellStyle({ horizontal: 'right', indent: 1 }, formats.minutes),
  duration: cellStyle({ horizontal: 'right', indent: 1 }, formats.duration),
  word: cellStyle({ horizontal: 'left' }),
  problem: { ...cellStyle({ horizontal: 'left' }), font: toneStyle('bad').font },
};

/**
 * Adds the sheets of a table with an Excel table each: filters, banded rows, a frozen head row, print setup, and one
 * sample row for each style in place of the rows. Without rows there is a sentence under the head, since Excel has no
 * table without rows.
 */
export function addTableSkeleton(workbook: Workbook, plan: TablePlan, footer: Footer): void {
  const { name, columns, whenEmpty, frozen, counts, preface } = plan;
  const headRow = headRowOf(plan);
  counts.forEach((count, index) => {
    const sheet = workbook.addWorksheet(sheetName(name, index), {
      views: [{ state: 'frozen', ySplit: headRow, ...(frozen > 0 ? { xSplit: frozen } : {}) }],
    });
    const rows = count + headRow + (hasTotals(columns) ? 1 : 0);
    setUpPage(sheet, footer, { headRow, width: columns.length, rows });
    sheet.columns = columns.map(({ width: wanted, collapsed }) => {
      const width = wanted === exceljsDefault ? wanted + 0.1 : wanted;
      return collapsed === true ? { width, outlineLevel: 1, hidden: true } : { width };
    });
    sheet.properties.outlineLevelCol = columns.some(({ collapsed }) => collapsed === true) ? 1 : 0;
    if (count === 0) {
      sheet.getRow(headRow).values = columns.map(({ header }) => header);
      const empty = sheet.getCell(headRow + 1, 1);
      empty.value = whenEmpty;
      empty.style = text(11, { colour: colours.muted });
    } else {
      addTable(sheet, tableName(name, index), columns, headRow);
      addStyleSamples(sheet, columns, headRow);
    }
    if (preface !== null) addPreface(sheet, columns, count === 0 ? preface : null);
    styleHead(sheet, columns, headRow);
  });
}

/** Adds the line above the head; only its style for null, because the line is then written with the rows. */
function addPreface(sheet: Worksheet, columns: readonly Column<never>[], preface: string | null): void {
  const cell = sheet.getCell('A1');
  const collapsed = columns.findIndex((column) => column.collapsed === true);
  sheet.mergeCells(1, 1, 1, collapsed < 0 ? columns.length : Math.max(1, collapsed));
  cell.value = preface;
  cell.style = {
    ...text(11, { colour: colours.muted }),
    alignment: { wrapText: true, vertical: 'top', horizontal: 'left' },
  };
  if (preface !== null) sheet.getRow(1).height = prefaceHeight(preface, columns);
}

function addTable(sheet: Worksheet, name: string, columns: readonly Column<never>[], headRow: number): void {
  const label = labelColumn(columns);
  const totals = hasTotals(columns);
  sheet.addTable({
    name,
    ref: `A${headRow}`,
    totalsRow: totals,
    style: { theme: 'TableStyleLight1', showRowStripes: true },
    columns: columns.map(({ header, hasTotal }, index) => ({
      name: header,
      filterButton: true,
      ...(totals && index === label ? { totalsRowLabel: 'Total' } : {}),
      ...(hasTotal === true ? { totalsRowFunction: 'sum' as const } : {}),
    })),
    rows: [columns.map(() => null)],
  });
}

function styleHead(sheet: Worksheet, columns: readonly Column<never>[], headRow: number): void {
  const head = sheet.getRow(headRow);
  head.height = 20;
  columns.forEach(({ kind }, index) => {
    head.getCell(index + 1).style = {
      ...text(11, { bold: true, colour: colours.white }),
      fill: solid(colours.accent),
      alignment: headAlignment(kind),
    };
  });
}

/** As the values below it. At the right there is room for the arrow of the filter, which would cover the text. */
function headAlignment(kind: ColumnKind): Partial<Alignment> {
  const { alignment } = kindStyle[kind];
  const indent = alignment?.horizontal === 'right' ? { indent: 2 } : {};
  return { ...alignment, ...indent, vertical: 'middle', wrapText: false };
}

function addStyleSamples(sheet: Worksheet, columns: readonly Column<never>[], headRow: number): void {
  const bold = text(11, { bold: true }).font ?? {};
  const linked = { ...text(11, { colour: colours.accent }).font, underline: true };
  columns.forEach(({ kind, link, tones }, index) => {
    const plain = kindStyle[kind];
    const put = (row: number, style: Partial<Style>): void => {
      const cell = sheet.getCell(row + headRow - styleRows.head, index + 1);
      cell.value = null;
      cell.style = style;
    };
    put(styleRows.plain, plain);
    put(styleRows.totals, { ...plain, font: bold });
    if (link !== undefined) put(styleRows.link, { ...plain, font: linked });
    if (tones === undefined) return;
    toneNames.forEach((name, index) => {
      put(styleRows.tones + index, { ...plain, ...toneStyle(name) });
    });
  });
}

function cellStyle(alignment: Partial<Style['alignment']>, numFmt = 'General'): Partial<Style> {
  return { ...text(11), ...underlined, alignment: { vertical: 'top', ...alignment }, numFmt };
}
