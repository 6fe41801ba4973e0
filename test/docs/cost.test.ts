import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { costCommand, costDoc } from '../../scripts/cost/cost-doc';
import { countWeek, type WeekCounts } from '../../scripts/cost/count-week';
import { assumptions, monthOf } from '../../scripts/cost/month';
import { lookBackDaysOf } from '../../shared/analysis/findings/compute';
import { findingsSetting } from '../../shared/config/findings-setting';

const read = (path: string) => readFileSync(resolve(__dirname, '../..', path), 'utf8');
const counts = JSON.parse(read('scripts/cost/counts.json')) as Record<string, WeekCounts>;
const weeks = Object.values(counts);

describe('docs/cost.md', () => {
  test('is written from the counts', () => {
    expect(Object.keys(counts)).toEqual(['1000', '10000', '100000']);
    if (costDoc(weeks) !== read('docs/cost.md')) {
      throw new Error(`docs/cost.md is not in step with scripts/cost: run "${costCommand}".`);
    }
  });

  test('holds the numbers that a week of the smallest size really takes', async () => {
    const { mailBytes, ...calls } = await countWeek(1_000);
    const { mailBytes: written, ...expected } = counts['1000']!;
    expect(calls).toEqual(expected);
    // Compressed: the bytes differ a little from run to run and from one zlib to another.
    expect(Math.abs(mailBytes / written - 1)).toBeLessThan(0.1);
  }, 180_000);

  test('takes the look-back that the rules have', () => {
    expect(assumptions.lookBackDays).toBeGreaterThanOrEqual(lookBackDaysOf(findingsSetting.parse('{}')));
  });
});

describe('a month', () => {
  const [small, , large] = weeks.map(monthOf);

  test('is four and a third weeks', () => {
    const { collect, report } = counts['1000']!;
    expect(small?.graphRequests).toBeCloseTo(((collect.graph + report.graph) * 52) / 12);
  });

  test('adds its parts up, and grows with the tenant', () => {
    for (const { money } of weeks.map(monthOf)) {
      const { total, ...parts } = money;
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total);
    }
    expect(large!.money.tables).toBeGreaterThan(50 * small!.money.tables);
    // Within the free grant: what the page says.
    expect(large!.money.functions).toBe(0);
  });
});
