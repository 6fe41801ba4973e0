import type { Column } from '../columns/column';
import type { LocalClock } from '../local-clock';
import type { Footer } from './page-setup';

/** A sheet that is one table. */
export interface TableSheet<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Taken once, one by one. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** What stands in place of the table when there are no rows. */
  readonly whenEmpty: string;
  /** The events that a row stands for, where other sheets may want to lead to it. */
  readonly eventIds?: (row: Row) => readonly string[];
}

/** What the sheets of a workbook share. */
export interface SheetFrame {
  readonly clock: LocalClock;
  readonly footer: Footer;
}
