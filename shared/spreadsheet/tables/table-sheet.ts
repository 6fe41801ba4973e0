import type { Column } from '../column';

/** A sheet that is one table. */
export interface TableSheet<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Read once, one by one. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** Shown in a table without rows. */
  readonly whenEmpty: string;
  /** A line above the head, over the columns that are not folded away. */
  readonly preface?: string;
  /** Columns that stay in view when the sheet is scrolled to the right. */
  readonly frozen?: number;
  /** For links from other sheets: the words that ask for a row, and the row's value in the key column. */
  readonly linked?: {
    readonly keys: (row: Row) => readonly string[];
    readonly column: string;
    readonly key: (row: Row) => string | number | null;
  };
}
