import type { LocalClock } from '../../domain/time/local-clock';
import type { Column, ColumnKind } from '../../spreadsheet/column';
import type { ToneName } from '../../spreadsheet/style';

/** One column of a list of the report, the same in workbook, HTML and CSV. */
export interface ReportColumn<Row> extends Column<Row> {
  /** Stable: settings and tests name the column by it. */
  readonly key: string;
  /** Its meaning, for the About sheet. */
  readonly help: string;
}

/** A column without its key. */
export type ColumnFacts<Row> = Omit<ReportColumn<Row>, 'key'>;

type Value<Row> = Column<Row>['value'];
type More<Row> = Pick<Partial<Column<Row>>, 'link' | 'hasTotal' | 'collapsed'>;

/** Marks a detail: grouped at the right of the sheet and collapsed, not printed. */
export const collapsed = { collapsed: true } as const;

/** The list of columns under their keys, in that order. */
export function columnList<Row>(columns: Readonly<Record<string, ColumnFacts<Row>>>): ReportColumn<Row>[] {
  return Object.entries(columns).map(([key, facts]) => ({ key, ...facts }));
}

/** Short text on one line; it wraps where a value is too wide. */
export const text = make('text');
/** Text that wraps. */
export const long = make('long');
/** Ids, for looking up. */
export const id = make('id');
export const problem = make('problem');
export const number = make('number');
export const minutes = make('minutes');
/** Minutes shown as hours and minutes. */
export const duration = make('duration');
export const day = make('day');

/** A moment, in the report's zone. */
export function instant<Row>(
  header: string,
  help: string,
  value: Value<Row>,
  more: More<Row> = {},
): ColumnFacts<Row> {
  return { header, width: 17, kind: 'instant', help, value, ...more };
}

/** One of a few words with a colour each. */
export function word<Row>(
  header: string,
  width: number,
  help: string,
  value: Value<Row>,
  tones: Readonly<Record<string, ToneName>>,
): ColumnFacts<Row> {
  return { header, width, kind: 'word', help, value, tones };
}

function make(kind: ColumnKind) {
  return <Row>(
    header: string,
    width: number,
    help: string,
    value: Value<Row>,
    more: More<Row> = {},
  ): ColumnFacts<Row> => ({ header, width, kind, help, value, ...more });
}

/**
 * A value as text for formats without cell types: instants as the format prints them, durations as `1:05`, null as
 * nothing.
 */
export function columnText<Row>(column: Column<Row>, row: Row, print: (instant: Date) => string): string {
  const value = column.value(row);
  if (value === null) return '';
  if (column.kind === 'duration' && typeof value === 'number') return hoursAndMinutes(value);
  if (!(value instanceof Date)) return String(value);
  return column.kind === 'day' ? value.toISOString().slice(0, 10) : print(value);
}

function hoursAndMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Prints the instants of a list in the clock's zone. */
export const printedBy =
  (clock: LocalClock) =>
  (instant: Date): string =>
    clock.text(instant);

/** yes, no, or nothing where it is not known. */
export function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}
