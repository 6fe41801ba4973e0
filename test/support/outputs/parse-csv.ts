/**
 * Parses CSV according to RFC 4180, independently of the writer.
 * @param end the end of a record: CRLF as in the standard, or LF for programs that deviate from it.
 * @throws Error if the text is not CSV.
 */
export function parseCsv(text: string, end: '\r\n' | '\n' = '\r\n'): string[][] {
  const rows: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error(`No RFC 4180 at ${field.lastIndex}.`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === end) {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
