import { readFileSync, writeFileSync } from 'node:fs';
import { costDoc } from './cost-doc';
import { countAlertRun } from './count-alert-run';
import { countWeek, type WeekCounts } from './count-week';
import { withAlertRunCosts } from './alert-run-doc';
import { scaleDoc } from './scale-doc';

const countsFile = 'scripts/cost/counts.json';
const docFile = 'docs/cost.md';
const scaleFile = 'docs/scale.md';
const alertRunCountsFile = 'scripts/cost/alert-run-counts.json';
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
  const counts = await countAlertRun();
  writeFileSync(alertRunCountsFile, `${JSON.stringify(counts, null, 2)}\n`);
  writeFileSync(alertsFile, withAlertRunCosts(readFileSync(alertsFile, 'utf8'), counts));
}

/** Writes the page on scale from the counts that are there. */
function writeScale(): void {
  const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Record<string, WeekCounts>;
  writeFileSync(scaleFile, scaleDoc(counts));
}

const given = process.argv.slice(2);
if (given.join() === 'scale') writeScale();
else void (given.join() === 'alerts' ? countAlerts() : main(given).then(writeScale));
