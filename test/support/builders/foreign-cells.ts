/**
 * What a program that knows no quotation marks, and separates cells by semicolons, tabs and line ends, would take for a
 * formula in a CSV file: a cell that begins with a sign, blanks and quotation marks passed over.
 */
export function formulasIn(csv: string): string[] {
  return csv.split(/[;\t\r\n]/).filter((cell) => /^[=+\-@＝＋－＠]/.test(cell.replace(/^[\s"]+/, '')));
}
