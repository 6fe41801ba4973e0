import type { Severity } from '../../domain/finding';
import { formatDuration, formatNumber, formatPercent } from '../../text/format-number';

/** Printed for a figure that is not known: never 0, which would look like a quiet week. */
export const notKnown = '–';

/** How a figure is counted: minutes are elevated time, a share is between 0 and 1, a change has a sign. */
export type Unit = 'count' | 'minutes' | 'share' | 'change';

export interface PanelColumn {
  readonly key: string;
  readonly header: string;
  readonly unit: Unit;
}

export interface PanelRow {
  readonly name: string;
  /** By which a printer finds the row. */
  readonly key?: string;
  /** The name where there is little room. */
  readonly short?: string;
  /** By column: null is not known, absent has no meaning. Null as a whole: nothing is known of the row. */
  readonly figures: Readonly<Record<string, number | null>> | null;
  /** The unit of all its figures, where it is not the columns'. */
  readonly unit?: Unit;
  /** Set when not all of it was read: its counts are minimums. */
  readonly isPart?: true;
  /** Its name is a severity and has its colour. */
  readonly tone?: Severity | null;
}

/** A small table of the report, stated once: mail, HTML and workbook choose rows and columns, shorten and print. */
export interface Panel {
  readonly title: string;
  /** The head of the rows' names. */
  readonly names: string;
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly PanelRow[];
  /** The column that bars may draw. */
  readonly bar?: string;
  /** Sentences under the rows. */
  readonly notes?: readonly string[];
}

/** A figure as text. */
export function figureText(value: number, unit: Unit): string {
  if (unit === 'minutes') return formatDuration(value);
  return unit === 'share' ? formatPercent(value) : formatNumber(value);
}

/** The place of a column, counted from 1 after the names. */
export function columnNumber({ title, columns }: Panel, wanted: string): number {
  const index = columns.findIndex(({ key }) => key === wanted);
  if (index === -1) throw new Error(`The panel "${title}" has no column "${wanted}".`);
  return index + 1;
}

/** Words before a figure if not all was read. Elevated time may be too long as well: the end may not have been read. */
const partWords = (unit: Unit): string => (unit === 'minutes' ? 'in part' : 'at least');

/**
 * Returns a figure in words. If not everything was read, words such as "at least" precede it, and a dash replaces a zero.
 */
export function partialFigure(value: number | null, unit: Unit, isWhole: boolean): PartialFigure {
  if (value === null || (!isWhole && value === 0)) return { part: '', figure: notKnown };
  return { part: isWhole ? '' : partWords(unit), figure: figureText(value, unit) };
}

/** `at least` or `in part`, or no words, and the figure. */
export interface PartialFigure {
  readonly part: string;
  readonly figure: string;
}

/** A row's figure as text: `at least 12` where not all was read, a dash where nothing was. */
export function rowFigureText({ figures, unit: own, isPart }: PanelRow, { key, unit }: PanelColumn): string {
  const { part, figure } = partialFigure(figures?.[key] ?? null, own ?? unit, isPart !== true);
  return `${part} ${figure}`.trimStart();
}

/** Returns the panel with a note below its rows that not all was read. */
export function markAsPartial(panel: Panel): Panel {
  return { ...panel, notes: [...(panel.notes ?? []), 'In part: not every day is fully known.'] };
}

/** A part of a whole; absent of nothing. */
export function share(part: number, whole: number): { readonly share?: number } {
  return whole === 0 ? {} : { share: part / whole };
}

/** A list of columns by key: `[header, unit]`. */
export function columnsOf(columns: Readonly<Record<string, readonly [string, Unit]>>): PanelColumn[] {
  return Object.entries(columns).map(([key, [header, unit]]) => ({ key, header, unit }));
}
