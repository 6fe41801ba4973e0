// Controls (a line feed, ESC and C1's CSI among them), line separators, marks that turn the reading order round, lone
// surrogates and non-characters: what could forge a line, drive a terminal, or be refused by a store.
const unprintable =
  /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Foreign text as one line of a log, a terminal or a table's property: each character that is no print comes out as
 * its escape (`\u001b`), so that nothing is executed and nothing is hidden. At most `limit` UTF-16 units; what is
 * longer ends in an ellipsis.
 */
export function plainLine(text: string, limit = 1_000): string {
  // Cut first: an escape is six units for one, and there is no need to escape what is thrown away.
  const line = text.slice(0, limit + 1).replace(unprintable, escape);
  if (line.length <= limit) return line;
  // A pair that the cut would split goes as a whole.
  return `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Text with a blank for each line end and the blanks around it. */
export const joinLines = (text: string): string =>
  text.replace(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? ' ' : blanks));

const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
