import type { Workbook, Worksheet } from 'exceljs';
import { cellText } from '../../text/text-safety';
import { addCharts } from '../charts/add-charts';
import type { Chart } from '../charts/chart';
import type { RowKey } from '../column';
import { columnLetter } from '../column-letter';
import { keyLinkFormula } from '../key-link';
import type { PackageParts } from '../package/package-parts';
import { setPrintArea, setUpPage, type Footer } from '../page-setup';
import { colours, text, toneStyle, underlined, type CellStyle } from '../style';
import { heightFor } from '../text-measure';
import type { Block, BlockCell, Place, WrittenBlock } from './block';
import { pageWidths, widthOf, type Span } from './page-grid';

/** A sheet that is drawn cell by cell: one printed page, and columns to its right that are not printed. */
export type PageSheet = ReturnType<typeof drawing> & { readonly addChart: (chart: Chart) => void };

export interface SentenceFit {
  readonly scale: number;
  /** The least height of the row, in points. */
  readonly least?: number;
  readonly indented?: boolean;
}

/** The plan of a drawn sheet. */
export interface PageSheetPlan {
  readonly name: string;
  /** The widths of the columns beside the page, in characters. */
  readonly besides: readonly number[];
  /** Draws the sheet; called twice, and must draw the same both times. */
  readonly draw: (page: PageSheet) => void;
}

/** Adds a drawn sheet to a workbook. Returns what puts its charts, which exceljs cannot write, into the package. */
export function addPageSheet(
  workbook: Workbook,
  { name, besides, draw }: PageSheetPlan,
  footer: Footer,
): (parts: PackageParts, sheetPath: string) => void {
  const sheet = workbook.addWorksheet(name, { views: [{ showGridLines: false }] });
  setUpPage(sheet, footer, null);
  sheet.columns = [...pageWidths, ...besides].map((width) => ({ width }));
  const charts: Chart[] = [];
  draw({
    ...drawing(sheet),
    addChart: (chart) => void charts.push(chart),
  });
  return (parts, sheetPath) => {
    addCharts(parts, sheetPath, charts);
  };
}

function drawing(sheet: Worksheet) {
  /** Writes into a span of a row as into one cell. */
  const write = (row: number, { from, to }: Span, value: string | number, style: CellStyle): void => {
    if (to > from) sheet.mergeCells(row, from, row, to);
    const cell = sheet.getCell(row, from);
    cell.value = typeof value === 'string' ? cellText(value) : value;
    cell.style = style;
  };
  return {
    write,
    /**
     * Writes a sentence that wraps, and makes the row high enough for it: Excel does not fit the height of merged cells.
     * `scale` is the height of a line beside one of 11 points; indented words keep off the edge of a filled cell.
     */
    writeSentence(row: number, span: Span, words: string, style: CellStyle, fit: SentenceFit): void {
      const { scale, least = 0, indented = false } = fit;
      const indent = indented ? 1 : 0;
      const alignment = { vertical: 'middle', horizontal: 'left', wrapText: true, indent } as const;
      write(row, span, words, { ...style, alignment });
      const before = sheet.getRow(row).height as number | undefined;
      const needed = scale * heightFor(words, widthOf(span) / scale);
      sheet.getRow(row).height = Math.max(before ?? 0, least, needed);
    },
    /** Writes words of ours into a span as a link to a row of a table. */
    writeLink(row: number, span: Span, words: string, target: RowKey, style: CellStyle): void {
      write(row, span, words, style);
      const formula = keyLinkFormula(target, words);
      if (formula !== null) sheet.getCell(row, span.from).value = { formula, result: words };
    },
    writeBlock: (block: Block, place: Place) => writeBlock(sheet, block, place),
    setHeight: (row: number, points: number) => void (sheet.getRow(row).height = points),
    /** Returns the height in points of the rows from `row` up to, but not including, `endRow`. */
    heightOf: (row: number, endRow: number) =>
      (sheet.getRows(row, endRow - row) ?? []).reduce((total, { height }) => total + height, 0),
    /** Shades cells from white at 0 to a colour at their maximum. */
    shade(from: Place, to: Place): void {
      const corner = ({ row, column }: Place): string => `${columnLetter(column)}${row}`;
      const cfvo = [{ type: 'num' as const, value: 0 }, { type: 'max' as const }];
      const color = [{ argb: colours.white }, { argb: colours.bar }];
      sheet.addConditionalFormatting({
        ref: `${corner(from)}:${corner(to)}`,
        rules: [{ type: 'colorScale', priority: 1, cfvo, color }],
      });
    },
    /** Prints the columns and rows from A1 up to these. */
    printArea: (columns: number, rows: number) => {
      setPrintArea(sheet, columns, rows);
    },
  };
}

function writeBlock(sheet: Worksheet, block: Block, place: Place): WrittenBlock {
  const { title, head, rows, note } = block;
  let { row } = place;
  [title, ...head].forEach((words, index) => {
    const cell = sheet.getCell(row, place.column + index);
    cell.value = cellText(words);
    cell.style =
      index === 0 ? text(12, { bold: true, colour: colours.accent }) : text(10, { colour: colours.muted });
    if (index > 0) cell.alignment = { horizontal: 'right', vertical: 'bottom' };
  });
  for (const cells of rows) {
    row += 1;
    cells.forEach((value, index) => {
      writeCell(sheet, { row, column: place.column + index }, value, index > 0);
    });
  }
  if (note !== undefined && note !== null) {
    row += 1;
    sheet.getCell(row, place.column).value = cellText(note);
    sheet.getCell(row, place.column).style = text(10, { colour: colours.muted });
  }
  return { sheet: sheet.name, block, place, end: row + 1 };
}

function writeCell(sheet: Worksheet, { row, column }: Place, value: BlockCell, right: boolean): void {
  const cell = sheet.getCell(row, column);
  cell.style = { ...text(11), ...underlined };
  if (value === null) return;
  if (typeof value === 'string') {
    // An empty text would fill the cell, and only a cell without a value is a gap in a chart.
    if (value !== '') cell.value = cellText(value);
  } else if ('word' in value) {
    cell.value = value.word;
    cell.style = { ...cell.style, ...toneStyle(value.tone) };
  } else {
    cell.value = value.number;
    cell.numFmt = value.format;
  }
  cell.alignment = { vertical: 'top', horizontal: right ? 'right' : 'left' };
}
