import type { LocalClock } from '../local-clock';

/**
 * How a column's values are shown. `text` is short, `long` wraps, `id` never wraps; `instant` is a moment printed in
 * the report's zone, `day` a UTC date; `severity` and `state` are words that also carry a colour; `problem` is
 * what went wrong.
 */
export type ColumnKind =
  'text' | 'long' | 'id' | 'instant' | 'day' | 'number' | 'minutes' | 'severity' | 'state' | 'problem';

/** What a column yields for a row; null is an empty cell. Dates are UTC. */
export type ColumnValue = string | number | Date | null;

/** Where a cell leads: a page, or a row of a sheet of the same workbook. */
export type ColumnLink = { readonly url: string } | RowPlace;

/** A row of a sheet, counted from 1 as Excel does. */
export interface RowPlace {
  readonly sheet: string;
  readonly row: number;
}

/** One column of a sheet: everything that a format has to know of it. */
export interface Column<Row> {
  /** Stable: settings and tests name the column by it. */
  readonly key: string;
  readonly header: string;
  /** In characters of the standard font. */
  readonly width: number;
  readonly kind: ColumnKind;
  /** What it means, for the About sheet. */
  readonly help: string;
  readonly value: (row: Row) => ColumnValue;
  /** Where the cell leads in formats that can link; null where it leads nowhere. */
  readonly link?: (row: Row) => ColumnLink | null;
  /** The numbers can be summed up under the rows. */
  readonly hasTotal?: true;
}

/** A value as text for formats without cell types: instants in the clock's zone, null as nothing. */
export function columnText<Row>(column: Column<Row>, row: Row, clock: LocalClock): string {
  const value = column.value(row);
  if (value === null) return '';
  if (!(value instanceof Date)) return String(value);
  return column.kind === 'day' ? value.toISOString().slice(0, 10) : clock.text(value);
}

/** yes, no, or nothing where it is not known. */
export function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}

/** The ids of the events that prove a row. */
export function idList(ids: readonly string[]): string | null {
  return ids.length === 0 ? null : ids.join(', ');
}
