import type { Style, Workbook, Worksheet } from 'exceljs';
import type { Column, ColumnKind } from '../../columns/column';
import type { Footer } from '../page-setup';
import { setUpPage } from '../page-setup';
import { colours, formats, solid, text, toneStyle, toneWords, underlined } from '../sheet-style';

/** A table sheet without its rows. */
export interface TablePlan {
  readonly name: string;
  readonly columns: readonly Column<never>[];
  readonly whenEmpty: string;
  /** How many rows it has on each of the sheets over which it runs; 0 on the only one when it is empty. */
  readonly counts: readonly number[];
}

/** What the sheets are called over which a table runs: `Events`, `Events 2`. */
export function sheetName(name: string, index: number): string {
  return index === 0 ? name : `${name} ${index + 1}`;
}

/** What their tables are called: Excel allows no blank there. */
export function tableName(name: string, index: number): string {
  return sheetName(name, index).replace(' ', '_');
}

/** Whether a row of totals stands under the rows. */
export function hasTotals(columns: readonly Column<never>[]): boolean {
  return columns.some(({ hasTotal }) => hasTotal === true);
}

/** The column in which the row of totals says what it is: the first without a total of its own, or -1. */
export function labelColumn(columns: readonly Column<never>[]): number {
  return columns.findIndex(({ hasTotal }) => hasTotal !== true);
}

/**
 * The rows that carry styles in place of values, by which {@link tableFrame} finds their numbers: the head, plain cells,
 * cells that lead somewhere, totals, and from `tones` on each word that has a colour.
 */
export const styleRows = { head: 1, plain: 2, link: 3, totals: 4, tones: 5 } as const;

/** How the plain cells of each kind of column look. */
export const kindStyle: Readonly<Record<ColumnKind, Partial<Style>>> = {
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
 * Adds the sheets of a table with an Excel table each: filters, banded rows, a frozen head row, print setup, and in
 * place of the rows a model of each style. Without rows a sentence stands under the head, since Excel knows no table
 * without rows.
 */
export function addTableSkeleton(workbook: Workbook, plan: TablePlan, footer: Footer): void {
  const { name, columns, whenEmpty, counts } = plan;
  // Ids are for looking up, not for paper: those at the end stay unprinted, so that the rest can be read.
  const printed = columns.findLastIndex(({ kind }) => kind !== 'id') + 1;
  counts.forEach((count, index) => {
    const sheet = workbook.addWorksheet(sheetName(name, index), { views: [{ state: 'frozen', ySplit: 1 }] });
    const rows = count + 1 + (hasTotals(columns) ? 1 : 0);
    setUpPage(sheet, footer, { headRow: 1, width: printed, rows });
    sheet.columns = columns.map(({ width }) => ({ width }));
    if (count === 0) {
      sheet.addRow(columns.map(({ header }) => header));
      sheet.getCell('A2').value = whenEmpty;
      sheet.getCell('A2').style = text(11, { colour: colours.muted });
    } else {
      addTable(sheet, tableName(name, index), columns);
      styleModels(sheet, columns);
    }
    styleHead(sheet, columns);
  });
}

function addTable(sheet: Worksheet, name: string, columns: readonly Column<never>[]): void {
  const label = labelColumn(columns);
  const totals = hasTotals(columns);
  sheet.addTable({
    name,
    ref: 'A1',
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

function styleHead(sheet: Worksheet, columns: readonly Column<never>[]): void {
  const head = sheet.getRow(styleRows.head);
  head.height = 20;
  columns.forEach(({ kind }, index) => {
    head.getCell(index + 1).style = {
      ...text(11, { bold: true, colour: colours.white }),
      fill: solid(colours.accent),
      alignment: { ...kindStyle[kind].alignment, vertical: 'middle', wrapText: false },
    };
  });
}

function styleModels(sheet: Worksheet, columns: readonly Column<never>[]): void {
  const bold = text(11, { bold: true }).font ?? {};
  const linked = { ...text(11, { colour: colours.accent }).font, underline: true };
  columns.forEach(({ kind, link }, index) => {
    const plain = kindStyle[kind];
    const put = (row: number, style: Partial<Style>): void => {
      sheet.getCell(row, index + 1).value = null;
      sheet.getCell(row, index + 1).style = style;
    };
    put(styleRows.plain, plain);
    put(styleRows.totals, { ...plain, font: bold });
    if (link !== undefined) put(styleRows.link, { ...plain, font: linked });
    if (kind !== 'severity' && kind !== 'state') return;
    toneWords.forEach((word, tone) => {
      put(styleRows.tones + tone, { ...plain, ...toneStyle(word) });
    });
  });
}

function cellStyle(alignment: Partial<Style['alignment']>, numFmt = 'General'): Partial<Style> {
  return { ...text(11), ...underlined, alignment: { vertical: 'top', ...alignment }, numFmt };
}
