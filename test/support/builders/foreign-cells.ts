/**
 * Returns the formulas in a CSV file for a program that ignores quotation marks and separates cells by semicolons, tabs
 * and line ends: cells that begin with a formula character, after blanks and quotation marks.
 */
export function formulasIn(csv: string): string[] {
  return csv.split(/[;\t\r\n]/).filter((cell) => /^[=+\-@＝＋－＠]/.test(cell.replace(/^[\s"]+/, '')));
}
