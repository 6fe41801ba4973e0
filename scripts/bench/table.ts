import type { Figure, Row } from './row';

const heads = ['what', 'value', 'baseline', 'its value', 'ratio', 'goal', 'size', 'peak memory'] as const;
const rightAligned: ReadonlySet<string> = new Set(['value', 'its value', 'ratio', 'goal', 'peak memory']);

/** Formats rows as a Markdown table whose columns line up. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = (line: readonly string[]) =>
    line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return rightAligned.has(heads[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
    });
  const rule = heads.map((head, column) => {
    const dashes = '-'.repeat((widths[column] ?? 3) - 1);
    return rightAligned.has(head) ? `${dashes}:` : `${dashes}-`;
  });
  const [head = [], ...body] = lines.map(padded);
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cellsOf({ what, figure, value, baseline, ratio, goal, size, peak }: Row): string[] {
  return [
    what,
    formatValue(value, figure),
    baseline?.what ?? '',
    baseline === null ? '' : formatValue(baseline.value, figure),
    ratio === null ? '' : ratio.toFixed(2),
    goal === null ? '' : baseline === null ? `≤ ${formatValue(goal, figure)}` : `≤ ${goal}`,
    size,
    peak === null ? '' : formatValue(peak, 'peak'),
  ];
}

function formatValue(value: number, figure: Figure): string {
  if (figure === 'written') return `${(value / 1e6).toFixed(2)} MB`;
  if (figure === 'peak') return `${Math.round(value / 2 ** 20)} MB`;
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
}
