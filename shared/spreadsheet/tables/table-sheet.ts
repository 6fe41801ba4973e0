import type { Column } from '../column';

/** A sheet that is one table. */
export interface TableSheet<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Read once, one by one. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** Shown in place of the rows when there are none. */
  readonly whenEmpty: string;
  /** The keys by which links of other sheets find a row. */
  readonly keys?: (row: Row) => readonly string[];
}
