import { readFileSync, writeFileSync } from 'node:fs';
import { costDoc } from './cost-doc';
import { countLook } from './count-look';
import { countWeek, type WeekCounts } from './count-week';
import { withLookCosts } from './look-doc';

const countsFile = 'scripts/cost/counts.json';
const docFile = 'docs/cost.md';
const lookCountsFile = 'scripts/cost/look-counts.json';
const alertsFile = 'docs/alerts.md';
// A week of 100,000 events is counted only on request: it takes much longer.
const sizes = [1_000, 10_000];

/** Counts the given sizes again, or the default sizes, and writes the counts and the page. */
async function main(given: readonly string[]): Promise<void> {
  const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Record<string, WeekCounts>;
  for (const size of given.length > 0 ? given.map(Number) : sizes) {
    process.stdout.write(`Counting a week of about ${size} events.\n`);
    counts[size] = await countWeek(size);
  }
  writeFileSync(countsFile, `${JSON.stringify(counts, null, 2)}\n`);
  writeFileSync(docFile, costDoc(counts));
}

/** Counts the runs for alerts again, and writes the counts and the section. */
async function countAlerts(): Promise<void> {
  process.stdout.write('Counting runs for alerts.\n');
  const counts = await countLook();
  writeFileSync(lookCountsFile, `${JSON.stringify(counts, null, 2)}\n`);
  writeFileSync(alertsFile, withLookCosts(readFileSync(alertsFile, 'utf8'), counts));
}

const given = process.argv.slice(2);
void (given.join() === 'alerts' ? countAlerts() : main(given));
