/** Maximum UTF-16 units of a cell in Excel. */
export const cellLimit = 32_767;

const cutMark = ' … [cut: longer than a cell]';

// What XML 1.0 forbids: controls but tab and line feed, lone surrogates, and the two non-characters.
// The rule no-control-regex is off on purpose: these are the characters that this file is about.
const forbidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const bidiOverrides = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Text with every character that XML or HTML forbids replaced by U+FFFD, and line ends as LF. Nothing is cut and
 * no markup is escaped: that is the format's own work.
 */
export function wellFormed(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(forbidden, '\uFFFD');
}

/** {@link wellFormed} without the marks that make text read in another order than it is stored. */
export function printable(text: string): string {
  return wellFormed(text).replace(bidiOverrides, '');
}

/**
 * {@link printable} on one line, at most `limit` UTF-16 units long; what is longer ends in an ellipsis, after a whole word
 * unless that is very long.
 */
export function oneLine(text: string, limit = 300): string {
  const line = printable(text)
    .replace(/[\s\u2028\u2029\uFFFD]+/g, ' ')
    .trim();
  if (line.length <= limit) return line;
  const head = cut(line, limit - 1);
  const word = line[limit - 1] === ' ' ? head.length : head.lastIndexOf(' ');
  return `${(word > limit / 2 ? head.slice(0, word) : head).trimEnd()}…`;
}

/**
 * Text as a cell can hold it: well-formed, at most 32,767 units with a visible mark where it was cut. What looks
 * like Excel's own escape (`_x0041_`) is escaped, so that it reads back as it was typed. Always written as a
 * string cell, so a leading `=` is a letter like any other.
 */
export function cellText(text: string): string {
  return cutToCell(wellFormed(text)).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

/** Text of at most `limit` UTF-16 units, by default as many as a cell holds, with a visible mark where it was cut. */
export function cutToCell(text: string, limit = cellLimit): string {
  return text.length <= limit ? text : cut(text, limit - cutMark.length) + cutMark;
}

/** The first `length` units, one less where a surrogate pair would be split. */
function cut(text: string, length: number): string {
  return /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? text.slice(0, length - 1) : text.slice(0, length);
}
