/**
 * A page is eight modules wide. A module is three columns and a gutter, so that tiles, days and charts, which span
 * one, two or four of them, share their edges.
 */
const moduleColumns = [9, 6.5, 6.5] as const;
const gutter = 1.2;
const modules = 8;

/** The number of the page's columns, without the gutter of the last module. */
export const pageColumns = modules * (moduleColumns.length + 1) - 1;

/** The widths of the page's columns, in characters. */
export const pageWidths: readonly number[] = Array.from({ length: modules }, () => [...moduleColumns, gutter])
  .flat()
  .slice(0, pageColumns);

/** Neighbouring cells of one row: the first and the last column, counted from 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The whole width of the page. */
export const wholePage: Span = { from: 1, to: pageColumns };

/** `count` modules from a module on, counted from 0, without the gutter after the last. */
export function moduleSpan(index: number, count = 1): Span {
  const size = moduleColumns.length + 1;
  return { from: index * size + 1, to: (index + count) * size - 1 };
}

/** The width of a span in characters. */
export function widthOf({ from, to }: Span): number {
  return pageWidths.slice(from - 1, to).reduce((total, width) => total + width, 0);
}
