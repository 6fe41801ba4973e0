import { formatNumber } from '../../shared/text/format-number';
import { plural } from '../../shared/text/plural';

/** How far a command is. */
export interface Progress {
  /** What is done: `Reading`, `Verifying weekly`. */
  readonly action: string;
  readonly done: number;
  readonly total: number;
  /** What is counted, in the singular: `day`, `file`. */
  readonly unit: string;
  /** Further counts, in the order of their importance: `40 pages`, `1,234 events`. */
  readonly counts: readonly string[];
  /** Milliseconds since the start. */
  readonly elapsed: number;
}

const [full, empty] = ['█', '░'];
const maxBar = 24;
const minBar = 5;

/** Columns of a terminal whose width is unknown. */
const usualColumns = 80;

/**
 * A progress as one line of at most `columns` characters less one: the bar takes the room that the words leave, and
 * words go, the least important first, before the bar is shorter than five.
 * @param columns 0 if the width of the terminal is unknown; 80 is then used
 */
export function progressLine(progress: Progress, columns: number): string {
  const { action, done, total, unit, counts } = progress;
  const left = timeLeft(progress);
  const words = [`${formatNumber(done)}/${plural(total, unit)}`, ...counts, ...(left === null ? [] : [left])];
  const room = (columns || usualColumns) - 1;
  for (let dropped = 0; ; dropped += 1) {
    // The time left stays longest: it is the last word, and the count before it goes first.
    const kept = words.filter((_, index) => index === 0 || index > dropped || index === words.length - 1);
    const text = kept.join(', ');
    const width = Math.min(maxBar, room - `  ${action}  ${text}`.length);
    if (width >= minBar) return `  ${action} ${bar(done, total, width)} ${text}`;
    if (dropped >= words.length) return `  ${text}`.slice(0, Math.max(0, room));
  }
}

function bar(done: number, total: number, width: number): string {
  const filled = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * width);
  return full.repeat(filled) + empty.repeat(width - filled);
}

/** Time left at the pace so far, in words; null while nothing is known. */
function timeLeft({ done, total, elapsed }: Progress): string | null {
  if (done === 0 || done >= total) return null;
  const seconds = Math.ceil((elapsed / done) * (total - done)) / 1000;
  return seconds < 60 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
}
