import type { Sample, Way } from '../../../scripts/bench/measure';
import { rowsOf } from '../../../scripts/bench/row';
import { formatTable } from '../../../scripts/bench/table';

const way = (name: string): Way => ({ name, args: [] });
const sample = (processor: number, peak = 2 ** 20): Sample => ({
  processor,
  elapsed: 2_000,
  peak,
  written: 0,
  stdout: '',
});

describe('rows of the benchmark', () => {
  test('have the ratio within each round, and the median of the rounds', () => {
    const [ours, bare] = [way('ours'), way('bare')];
    const samples = new Map([
      [ours, [sample(300), sample(900), sample(400)]],
      [bare, [sample(100), sample(450), sample(100)]],
    ]);
    const [row] = rowsOf([{ way: ours, baseline: bare, goal: 2, size: '10 events' }], samples);
    expect(row).toMatchObject({ what: 'ours', value: 400, baseline: { what: 'bare', value: 100 }, ratio: 3 });
  });

  test('are aligned in one table, each figure in its unit', () => {
    const ours = way('ours');
    const samples = new Map([[ours, [sample(1_500, 40 * 2 ** 20)]]]);
    const plans = [
      { way: ours, size: '10 events' },
      { way: ours, what: 'its memory', figure: 'peak' as const, goal: 50 * 2 ** 20, size: '10 events' },
      { way: ours, what: 'its duration', figure: 'elapsed' as const, goal: 2_500, size: '10 events' },
    ];
    const lines = formatTable(rowsOf(plans, samples)).split('\n');
    expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
    expect(lines[2]).toMatch(/^\| ours +\| +1\.50 s \|/);
    expect(lines[4]).toMatch(/^\| its duration +\| +2\.00 s \|.*\| +≤ 2\.50 s \|/);
    expect(lines[3]).toMatch(/^\| its memory +\| +40 MB \|.*\| +≤ 50 MB \|/);
  });
});
