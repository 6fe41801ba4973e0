import type { Period } from '../../domain/time/period';
import { periodNoun } from './period-words';
import { figureText, type Unit } from '../panels/panel';

/** A figure beside the one of the period before: `6 the week before`; a time of ten hours or more in whole hours. */
export function beforeWords(before: number, unit: Unit, period: Period): string {
  const rounded = unit === 'minutes' && before >= 600 ? Math.round(before / 60) * 60 : before;
  return `${figureText(rounded, unit)} the ${periodNoun(period)} before`;
}

/** A change in words: `32 fewer (67 the week before)`, `2 h more (40 h the week before)`, `unchanged`. */
export function differenceWords(now: number, before: number, unit: Unit, period: Period): string {
  const [a, b] = [figureText(now, unit), figureText(before, unit)];
  if (a === b) return 'unchanged';
  const less = unit === 'minutes' ? 'less' : 'fewer';
  const change = `${figureText(Math.abs(now - before), unit)} ${now > before ? 'more' : less}`;
  return `${change} (${beforeWords(before, unit, period)})`;
}
