/**
 * Formulas in a CSV file as a program sees them that ignores quotation marks, and separates cells by semicolons, tabs
 * and line ends: cells that begin with a sign, after blanks and quotation marks.
 */
export function formulasIn(csv: string): string[] {
  return csv.split(/[;\t\r\n]/).filter((cell) => /^[=+\-@＝＋－＠]/.test(cell.replace(/^[\s"]+/, '')));
}
