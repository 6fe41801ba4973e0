import type { DayState } from '../../domain/collection-day';
import type { Severity } from '../../domain/finding';
import { plural } from '../../text/plural';
import type { MailFinding } from './mail-findings';

/** One line of a table. */
export interface MailRow {
  readonly cells: readonly string[];
  /** The length of the bar beside the first cell, 0 to 1: it only draws a figure of the row. Absent: no bar. */
  readonly bar?: number;
}

/** A titled part of the mail. Its texts are on one line each and printable, but not yet escaped. */
export interface MailSection {
  readonly title: string;
  readonly findings?: readonly MailFinding[];
  /** The heads of a table: names, then figures. */
  readonly head?: readonly string[];
  readonly rows?: readonly MailRow[];
  /** Paragraphs under the rows, or in their place. */
  readonly notes: readonly string[];
}

/** The tones of the mail's bars. */
export type MailTone = Severity | DayState | 'alarm';

/** Maximum rows of a list, and of one that is context rather than news. */
export const [longest, short] = [10, 5];

/** Where the reader finds the rows that a list in the mail leaves out. */
export type WholeLists = 'the workbook' | 'the files';

/** The end of a list that was cut; null when it was not. */
export function more(all: number, shown: number, place: WholeLists): string | null {
  return all > shown ? `and ${plural(all - shown, 'more', 'more')} in ${place}.` : null;
}
