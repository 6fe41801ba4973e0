import { formatNumber, printLocale } from './format-number';

const rules = new Intl.PluralRules(printLocale);
const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The form of a noun that goes with a number: `day`, `days`. */
export const nounFor = (count: number, one: string, many = `${one}s`): string =>
  rules.select(count) === 'one' ? one : many;

/** A number with its noun: `1 activation`, `1,200 activations`, `3 people`. */
export const plural = (count: number, one: string, many?: string): string =>
  `${formatNumber(count)} ${nounFor(count, one, many)}`;

/** A list in a sentence: `a`, `a and b`, `a, b and c`. */
export const joinList = (items: readonly string[]): string => conjunction.format(items);

/**
 * Joins the first items of a list, and counts the others: `a, b and 3 more`.
 * @param others words for the number of the others
 */
export function joinFirst(
  items: readonly string[],
  max: number,
  others = (rest: number): string => `${formatNumber(rest)} more`,
): string {
  const rest = items.length - max;
  return joinList(rest > 0 ? [...items.slice(0, max), others(rest)] : items);
}
