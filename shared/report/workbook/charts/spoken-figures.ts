import { wholeNumber } from '../../words';
import type { Series } from './chart';

const most = 24;

/** The figures of a chart in words, for who does not see it. Of very many names, those that have any. */
export function spokenFigures(names: readonly (string | null)[], series: readonly Series[]): string {
  const lines = names.flatMap((name, index) => {
    const figures = series.map(({ values: { values } }) => values[index] ?? null);
    if (name === null || (names.length > most && figures.every((value) => (value ?? 0) === 0))) return [];
    const parts = figures.flatMap((value, number) => {
      if (value === null) return [];
      const label = series.length === 1 ? '' : `${series[number]?.name.values[0] ?? ''} `;
      return [label + wholeNumber(value)];
    });
    return [parts.length === 0 ? name : `${name}: ${parts.join(', ')}`];
  });
  const told = lines.slice(0, most).join('; ');
  return `${told === '' ? 'Nothing' : told}${lines.length > most ? '; and more' : ''}.`;
}
