import type { RowKey } from './column';

/** Keys that a formula can look up as they are: no wildcard of MATCH, no quote, not too long. */
const plainKey = /^[\w.:{}() -]{1,200}$/;

/**
 * The formula of a link that finds its row by key, so that sorting the table does not mislead it. Null for a key that a
 * formula cannot look up. `words` are ours.
 */
export function keyLinkFormula(
  { sheet, table, column, key, headRow = 1 }: RowKey,
  words: string,
): string | null {
  if (typeof key === 'string' && !plainKey.test(key)) return null;
  const wanted = typeof key === 'string' ? `"${key}"` : String(key);
  const row = `MATCH(${wanted},${table}[${column}],0)+${headRow}`;
  return `HYPERLINK("#'${sheet}'!A"&${row},"${words.replaceAll('"', '""')}")`;
}
