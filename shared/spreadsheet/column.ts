import type { ToneName } from './style';

/**
 * How a column's values are shown. `text` is short, `long` wraps, `id` never wraps; `instant` is a moment printed in
 * the workbook's zone, `day` a UTC date; `duration` is minutes shown as hours and minutes; `word` is one of a few words;
 * `problem` is what went wrong.
 */
export type ColumnKind =
  | 'text'
  | 'long'
  | 'id'
  | 'instant'
  | 'day'
  | 'number'
  | 'minutes'
  | 'duration'
  | 'word'
  | 'problem';

/** What a column yields for a row; null is an empty cell. Dates are UTC. */
export type ColumnValue = string | number | Date | null;

/** The target of a cell's link: a page, or a row of a table of the same workbook. */
export type ColumnLink = { readonly url: string } | RowKey;

/**
 * A row of a table by the value in its key column: the link finds it also after somebody has sorted the table.
 */
export interface RowKey {
  readonly sheet: string;
  /** The name of the sheet's table. */
  readonly table: string;
  /** The header of the key column. */
  readonly column: string;
  readonly key: string | number;
  /** The number of the table's head row; 1 when left out. */
  readonly headRow?: number;
}

/** One column of a table. */
export interface Column<Row> {
  readonly header: string;
  /** In characters of the standard font. */
  readonly width: number;
  readonly kind: ColumnKind;
  readonly value: (row: Row) => ColumnValue;
  /** The target of the cell's link; null for no link. */
  readonly link?: (row: Row) => ColumnLink | null;
  /** The colours of its words. */
  readonly tones?: Readonly<Record<string, ToneName>>;
  /** A detail: grouped with its neighbours and collapsed, to be opened in the workbook; not printed. */
  readonly collapsed?: true;
  /** A row of totals shows the sum of its numbers. */
  readonly hasTotal?: true;
}
