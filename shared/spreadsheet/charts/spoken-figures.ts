import { formatNumber } from '../../text/format-number';
import type { Series } from './chart';

const maxNames = 24;

/** The figures of a chart in words, for screen readers. Of very many names, those that have a figure above 0. */
export function spokenFigures(names: readonly (string | null)[], series: readonly Series[]): string {
  const lines = names.flatMap((name, index) => {
    const figures = series.map(({ values: { values } }) => values[index] ?? null);
    if (name === null || (names.length > maxNames && figures.every((value) => (value ?? 0) === 0))) return [];
    const parts = figures.flatMap((value, number) => {
      if (value === null) return [];
      const label = series.length === 1 ? '' : `${series[number]?.name.values[0] ?? ''} `;
      return [label + formatNumber(value)];
    });
    return [parts.length === 0 ? name : `${name}: ${parts.join(', ')}`];
  });
  const spoken = lines.slice(0, maxNames).join('; ');
  return `${spoken === '' ? 'Nothing' : spoken}${lines.length > maxNames ? '; and more' : ''}.`;
}
