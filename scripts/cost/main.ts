import { readFileSync, writeFileSync } from 'node:fs';
import { costDoc } from './cost-doc';
import { countWeek, type WeekCounts } from './count-week';

const countsFile = 'scripts/cost/counts.json';
const docFile = 'docs/cost.md';
// A week of 100,000 is counted only when it is asked for: it takes half an hour or more.
const sizes = [1_000, 10_000];

/** Counts the given sizes anew, or all of them, and writes counts and page. */
async function main(given: readonly string[]): Promise<void> {
  const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Record<string, WeekCounts>;
  for (const size of given.length > 0 ? given.map(Number) : sizes) {
    process.stdout.write(`Counting a week of about ${size} events.\n`);
    counts[size] = await countWeek(size);
  }
  writeFileSync(countsFile, `${JSON.stringify(counts, null, 2)}\n`);
  writeFileSync(docFile, costDoc(counts));
}

void main(process.argv.slice(2));
