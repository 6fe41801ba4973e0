import { formatNumber, printLocale } from './format-number';

const rules = new Intl.PluralRules(printLocale);
const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** A number with its noun: `1 activation`, `1,200 activations`, `3 people`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${rules.select(count) === 'one' ? one : many}`;
}

/** A list in a sentence: `a`, `a and b`, `a, b and c`. */
export const joinList = (items: readonly string[]): string => conjunction.format(items);
