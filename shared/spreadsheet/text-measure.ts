/** In points: a line of 11-point text. */
const lineHeight = 15.5;

/** The scripts from here on in Unicode are written in squares; those before are about as wide as Latin. */
const firstSquare = 0x1100;

/** Letters that are not as wide as a digit, by which Excel measures columns: Calibri's widths, rounded up. */
const classes: readonly (readonly [RegExp, number])[] = [
  [/[ ijlI.,:;'|!]/, 0.5],
  [/[tfr()[\]{}"\/-]/, 0.7],
  [/[acksvxyz]/, 0.92],
  [/[mwMW@%]/, 1.6],
  [/[A-Z&]/, 1.15],
];
const asciiWidths = Float32Array.from(
  { length: 128 },
  (_, code) => classes.find(([letters]) => letters.test(String.fromCharCode(code)))?.[1] ?? 1.05,
);

/** The width of a line of text in characters, as Excel measures columns; rather too wide than too narrow. */
export function textWidth(line: string): number {
  let width = 0;
  for (let index = 0; index < line.length; index += 1) width += letterWidth(line.charCodeAt(index));
  return width;
}

/** The height in points of a cell of 11-point text that wraps at a width in characters, at most `maxLines` lines. */
export function heightFor(words: string, width: number, maxLines = 20): number {
  let lines = 0;
  for (const line of words.split('\n', maxLines)) lines += lineCount(line, width, maxLines);
  return lineHeight * Math.min(maxLines, lines);
}

/** The lines of a paragraph that breaks between words, and within words that are longer than a line. */
function lineCount(paragraph: string, width: number, maxLines: number): number {
  let [lines, used] = [1, 0];
  for (const word of paragraph.slice(0, Math.ceil(width * maxLines * 2)).split(' ')) {
    const needed = textWidth(word);
    if (used > 0 && used + needed > width) [lines, used] = [lines + 1, 0];
    lines += Math.max(0, Math.ceil(needed / width) - 1);
    used += (needed > width ? needed % width : needed) + letterWidth(0x20);
  }
  return lines;
}

function letterWidth(code: number): number {
  return asciiWidths[code] ?? (code < firstSquare ? 1 : 2);
}
