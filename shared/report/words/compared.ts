import { roundedToHoursFrom } from '../../text/format-number';
import type { Period } from '../../domain/time/period';
import { periodNoun } from './period-words';
import { figureText, type Unit } from '../panels/panel';

/** The figure of the period before, beside one of now and rounded like it: `6 the week before`, `none the week before either`. */
export function beforeWords(now: number, before: number, unit: Unit, period: Period): string {
  const then = `the ${periodNoun(period)} before`;
  if (before === 0) return `none ${then}${now === 0 ? ' either' : ''}`;
  return `${figureText(before, unit)} ${then}`;
}

/** The same in brackets behind a count with words of its own: `the week before: 12`, `none the week before`. */
export function countBefore(now: number, before: number, period: Period): string {
  if (before === 0) return beforeWords(now, before, 'count', period);
  return `the ${periodNoun(period)} before: ${figureText(before, 'count')}`;
}

/** A change in words: `32 fewer (67 the week before)`, `2 h more (40 h the week before)`, `unchanged`. */
export function differenceWords(now: number, before: number, unit: Unit, period: Period): string {
  const [a, b] = [figureText(now, unit), figureText(before, unit)];
  if (a === b) return 'unchanged';
  const less = unit === 'minutes' ? 'less' : 'fewer';
  const difference = Math.abs(asShown(now, unit) - asShown(before, unit));
  const change = `${figureText(difference, unit)} ${now > before ? 'more' : less}`;
  return `${change} (${beforeWords(now, before, unit, period)})`;
}

/** A figure as {@link figureText} rounds it, so that a reader who subtracts gets the same difference. */
function asShown(value: number, unit: Unit): number {
  if (unit !== 'minutes') return value;
  return Math.round(value) >= roundedToHoursFrom ? Math.round(value / 60) * 60 : Math.round(value);
}
