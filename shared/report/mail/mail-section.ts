import type { DayState } from '../../domain/collection-day';
import type { Severity } from '../../domain/finding';
import { plural } from '../../text/plural';

/** One line of a table; its first cell takes the colour of `tone`. */
export interface MailRow {
  readonly cells: readonly string[];
  readonly tone: Severity | DayState | null;
  /** How long the bar beside the first cell is, 0 to 1: it only draws a figure of the row. Absent: no bar. */
  readonly bar?: number;
  /** What stands small under the last cell. */
  readonly detail?: string;
}

/** A titled list. Its texts are on one line each and printable, but not yet escaped. */
export interface MailSection {
  readonly title: string;
  /** The sentence that the list begins with, in weight. */
  readonly lead: string | null;
  /** Whether the columns after the first are figures, to be set right. */
  readonly figures: boolean;
  readonly head: readonly string[];
  readonly rows: readonly MailRow[];
  /** What stands under the rows, or in their place, a paragraph each. */
  readonly notes: readonly string[];
}

/** How many rows a list of the mail shows, and how many where more are context than news. */
export const [longest, short] = [10, 5];

/** What a list that was cut ends with; null when it was not. */
export function more(all: number, shown: number): string | null {
  return all > shown ? `and ${plural(all - shown, 'more', 'more')} in the workbook.` : null;
}
