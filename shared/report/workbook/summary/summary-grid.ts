import type { Style, Worksheet } from 'exceljs';
import { cellText } from '../../../text/text-safety';
import { heightFor } from '../text-measure';

/**
 * The page is eight modules wide. A module is three columns and a gutter, so that tiles, days and charts, which span
 * one, two or four of them, share their edges.
 */
const moduleColumns = [9, 6.5, 6.5] as const;
const gutter = 1.2;
const modules = 8;

/** How many columns the page has: the gutter of the last module is left out. */
export const pageColumns = modules * (moduleColumns.length + 1) - 1;

/** The widths of the page's columns, in characters. */
export const pageWidths: readonly number[] = Array.from({ length: modules }, () => [...moduleColumns, gutter])
  .flat()
  .slice(0, pageColumns);

/** Neighbouring cells of one row, the first and the last column counted from 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The whole width of the page. */
export const wholePage: Span = { from: 1, to: pageColumns };

/** So many modules from a module on, counted from 0, without the gutter after the last. */
export function moduleSpan(index: number, count = 1): Span {
  const size = moduleColumns.length + 1;
  return { from: index * size + 1, to: (index + count) * size - 1 };
}

/** The width of a span in characters. */
export function widthOf({ from, to }: Span): number {
  return pageWidths.slice(from - 1, to).reduce((total, width) => total + width, 0);
}

/** Writes into a span of a row as into one cell. */
export function writeSpan(
  sheet: Worksheet,
  row: number,
  { from, to }: Span,
  value: string | number,
  style: Partial<Style>,
): void {
  if (to > from) sheet.mergeCells(row, from, row, to);
  const cell = sheet.getCell(row, from);
  cell.value = typeof value === 'string' ? cellText(value) : value;
  cell.style = style;
}

/**
 * A sentence on a span, its row at least as high as its text, since Excel does not fit the height of merged cells.
 * `scale` is the height of a line beside one of 11 points; indented words keep off the edge of a filled cell.
 */
export function writeSentence(
  sheet: Worksheet,
  row: number,
  span: Span,
  words: string,
  style: Partial<Style>,
  {
    scale,
    least = 0,
    indented = false,
  }: { readonly scale: number; readonly least?: number; readonly indented?: boolean },
): void {
  writeSpan(sheet, row, span, words, {
    ...style,
    alignment: { vertical: 'middle', horizontal: 'left', wrapText: true, indent: indented ? 1 : 0 },
  });
  const before = sheet.getRow(row).height as number | undefined;
  sheet.getRow(row).height = Math.max(before ?? 0, least, scale * heightFor(words, widthOf(span) / scale));
}
