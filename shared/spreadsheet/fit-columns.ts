import type { Column } from './column';
import { textWidth } from './text-measure';

/** Rows that are measured: enough to know a list by, fast beside writing it. */
const maxMeasured = 2_000;
/** In characters: the arrow of the filter beside the header, and the air beside a value. */
const [filter, air] = [4, 2];
/** At this width a dozen columns fit on a landscape page in a readable size. */
const maxWidth = 24;
/** How much wider bold text is than plain text. */
const bold = 1.05;

/** The width in characters that a header needs beside the arrow of its filter. */
export const headerWidth = (header: string): number => Math.ceil(textWidth(header) * bold + filter);

/** Makes columns at least as wide as their headers. */
export function fitHeaders<C extends Pick<Column<never>, 'header' | 'width'>>(columns: readonly C[]): C[] {
  return columns.map((column) => ({ ...column, width: Math.max(column.width, headerWidth(column.header)) }));
}

/**
 * Makes columns as wide as their values. Short text is at most 24 characters wide; a column with a wider value becomes
 * long text, which wraps at the column's own width or at these 24. Ids, dates and numbers keep their width. A header
 * may need more: {@link fitHeaders}.
 */
export function fitColumns<Row, C extends Column<Row>>(columns: readonly C[], rows: readonly Row[]): C[] {
  return columns.map((column) => {
    if (column.kind !== 'text' && column.kind !== 'long') return column;
    const max = column.kind === 'long' ? column.width : maxWidth;
    let width = headerWidth(column.header);
    for (const row of rows.slice(0, maxMeasured)) {
      if (width > max) break;
      const value = column.value(row);
      // Twice the largest width is enough to know that a value does not fit.
      if (typeof value === 'string') width = Math.max(width, textWidth(value.slice(0, 2 * max)) + air);
    }
    return width > max ? { ...column, kind: 'long', width: max } : { ...column, width: Math.ceil(width) };
  });
}
