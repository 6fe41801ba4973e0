import type { Column } from '../columns/column';
import { textWidth } from './text-measure';

/** So many rows are looked at: enough to know a list by, few beside what it takes to write it. */
const mostLooked = 2_000;
/** In characters: the arrow of the filter beside the header, and the air beside a value. */
const [filter, air] = [4, 2];
const widest = 44;

/**
 * The columns as wide as what they hold, short text no wider than 44 characters and long text, which wraps, no wider
 * than the column says. Ids, dates and numbers have their width already.
 */
export function fitColumns<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Column<Row>[] {
  return columns.map((column) => {
    if (column.kind !== 'text' && column.kind !== 'long') return column;
    const most = column.kind === 'long' ? column.width : Math.max(widest, column.width);
    let width = Math.min(most, textWidth(column.header) + filter);
    for (const row of rows.slice(0, mostLooked)) {
      if (width >= most) break;
      const value = column.value(row);
      // What is much longer than the column can be need not be measured to its end.
      if (typeof value === 'string') width = Math.max(width, textWidth(value.slice(0, 2 * most)) + air);
    }
    return { ...column, width: Math.ceil(Math.min(most, width)) };
  });
}
