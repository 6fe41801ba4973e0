import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { costCommand, costDoc } from '../../scripts/cost/cost-doc';
import { countWeek, type WeekCounts } from '../../scripts/cost/count-week';
import { assumptions, monthOf } from '../../scripts/cost/month';
import { alertTitles } from '../support/outputs/named-in-doc';

const read = (path: string) => readFileSync(resolve(__dirname, '../..', path), 'utf8');
const counts = JSON.parse(read('scripts/cost/counts.json')) as Record<string, WeekCounts>;
const weeks = Object.values(counts);

/**
 * Differences of more than a tenth, and of more than two. Smaller ones are no error of the page: the sample tenant may
 * change a little, and compressed bytes differ between versions of zlib.
 */
function differences(counted: object, written: object, path = ''): string[] {
  return Object.entries(written).flatMap(([name, value]: [string, unknown]) => {
    const found = (counted as Record<string, unknown>)[name];
    if (typeof value === 'object' && value !== null)
      return differences(found as object, value, `${path}${name}.`);
    const far = Math.abs(Number(found) - Number(value));
    return far > 2 && far > 0.1 * Number(value)
      ? [`${path}${name} is ${String(found)}, not ${String(value)}`]
      : [];
  });
}

describe('docs/cost.md', () => {
  test('is written from the counts', () => {
    expect(weeks.map(({ events }) => 10 ** Math.round(Math.log10(events)))).toEqual([1_000, 10_000, 100_000]);
    if (costDoc(counts) !== read('docs/cost.md')) {
      throw new Error(`docs/cost.md is not in step with scripts/cost: run "${costCommand}".`);
    }
  });

  // Counting takes ten seconds of a processor: `npm run large` does it every night.
  if (process.env.LARGE === 'all')
    test('has the numbers of the smallest week', async () => {
      const counted = await countWeek(1_000);
      const off = differences(counted, counts['1000']!);
      if (off.length > 0)
        throw new Error(`docs/cost.md is out of date, run "${costCommand}": ${off.join(', ')}`);
    });

  test('reports a week with other numbers of calls', () => {
    const { collect, ...week } = counts['1000']!;
    const busier = { ...week, collect: { ...collect, tableWrites: collect.tableWrites * 1.3 } };
    expect(differences(busier, counts['1000']!)).toEqual([expect.stringContaining('collect.tableWrites')]);
    expect(differences({ ...week, collect, mails: 9 }, counts['1000']!)).toHaveLength(1);
  });

  test('counts the alert rules of the template', () => {
    expect(assumptions.alertRules).toBe(alertTitles.length);
  });
});

describe('a month', () => {
  const [small, , large] = weeks.map(monthOf);

  test('is four and a third weeks', () => {
    const { collect, corrections, report } = counts['1000']!;
    expect(small?.graphRequests).toBeCloseTo(((collect.graph + corrections.graph + report.graph) * 52) / 12);
  });

  test('is the sum of its parts, and grows with the tenant', () => {
    for (const { money } of weeks.map(monthOf)) {
      const { total, ...parts } = money;
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total);
    }
    expect(large!.money.tables).toBeGreaterThan(50 * small!.money.tables);
    // As the page says, within the free grant.
    expect(large!.money.functions).toBe(0);
  });
});
