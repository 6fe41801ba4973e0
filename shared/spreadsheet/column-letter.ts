/** The letters of a column counted from 1: `A`, `Z`, `AA`. */
export function columnLetter(column: number): string {
  const index = column - 1;
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetter(Math.floor(index / 26)) + last;
}
