/**
 * Reads RFC 4180 as it is specified, to check the writer with an independent parser.
 * @param end what ends a record: the standard's own, or that of a program that does otherwise.
 * @throws Error when the text is not CSV.
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
