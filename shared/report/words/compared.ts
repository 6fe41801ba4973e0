import { roundedToHoursFrom } from '../../text/format-number';
import type { Period } from '../../domain/time/period';
import { periodNoun } from './period-words';
import { figureText, type Unit } from '../panels/panel';

/** A figure beside the one of the period before, rounded like it: `6 the week before`. */
export function beforeWords(before: number, unit: Unit, period: Period): string {
  return `${figureText(before, unit)} the ${periodNoun(period)} before`;
}

/** A change in words: `32 fewer (67 the week before)`, `2 h more (40 h the week before)`, `unchanged`. */
export function differenceWords(now: number, before: number, unit: Unit, period: Period): string {
  const [a, b] = [figureText(now, unit), figureText(before, unit)];
  if (a === b) return 'unchanged';
  const less = unit === 'minutes' ? 'less' : 'fewer';
  const difference = Math.abs(asShown(now, unit) - asShown(before, unit));
  const change = `${figureText(difference, unit)} ${now > before ? 'more' : less}`;
  return `${change} (${beforeWords(before, unit, period)})`;
}

/** A figure as {@link figureText} rounds it, so that a reader who subtracts gets the same difference. */
function asShown(value: number, unit: Unit): number {
  if (unit !== 'minutes') return value;
  return Math.round(value) >= roundedToHoursFrom ? Math.round(value / 60) * 60 : Math.round(value);
}
