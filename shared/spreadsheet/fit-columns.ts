import type { Column } from './column';
import { textWidth } from './text-measure';

/** Rows that are measured: enough to know a list by, fast beside writing it. */
const maxMeasured = 2_000;
/** In characters: the arrow of the filter beside the header, and the air beside a value. */
const [filter, air] = [4, 2];
const maxWidth = 44;

/**
 * Makes columns as wide as their values: short text at most 44 characters, long text, which wraps, at most the column's
 * own width. Ids, dates and numbers keep their width.
 */
export function fitColumns<Row, C extends Column<Row>>(columns: readonly C[], rows: readonly Row[]): C[] {
  return columns.map((column) => {
    if (column.kind !== 'text' && column.kind !== 'long') return column;
    const most = column.kind === 'long' ? column.width : Math.max(maxWidth, column.width);
    let width = Math.min(most, textWidth(column.header) + filter);
    for (const row of rows.slice(0, maxMeasured)) {
      if (width >= most) break;
      const value = column.value(row);
      // Twice the largest width is enough to know that a value does not fit.
      if (typeof value === 'string') width = Math.max(width, textWidth(value.slice(0, 2 * most)) + air);
    }
    return { ...column, width: Math.ceil(Math.min(most, width)) };
  });
}
