import type { Column } from '../column';

/** A table, on a sheet of its own; on several if it has more rows than a sheet holds. */
export interface TableSheet<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Read once, one by one. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** Shown in a table without rows. */
  readonly whenEmpty: string;
  /** A line above the head, over the columns that are not collapsed. */
  readonly preface?: string;
  /** Columns that stay in view when the sheet is scrolled to the right. */
  readonly frozen?: number;
  /** Set if other sheets link to rows of this table. */
  readonly linked?: {
    /** Returns the keys by which other sheets know a row: see `RowPlaces`. */
    readonly keys: (row: Row) => readonly string[];
    /** The header of the column by whose value a link finds the row. */
    readonly column: string;
    /** Returns the row's value in that column; null if nothing can link to the row. */
    readonly key: (row: Row) => string | number | null;
  };
}
