import { Presets, SingleBar } from 'cli-progress';
import { runCampaign, type CampaignResult } from './campaign';
import { openMemoryWorld } from './memory-world';

/** The value of `--name N` among the arguments. */
function numberOf(name: string, standard: number): number {
  const index = process.argv.indexOf(`--${name}`);
  const value = index < 0 ? standard : Number(process.argv[index + 1]);
  if (!Number.isSafeInteger(value) || value < 1) {
    process.stderr.write('Usage: npm run chaos -- [--runs N] [--seed S], whole numbers from 1.\n');
    process.exit(2);
  }
  return value;
}

const tableOf = (title: string, counts: ReadonlyMap<string, number>): string => {
  const rows = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
  const width = Math.max(title.length, ...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, count]) => `  ${name.padEnd(width)} ${String(count).padStart(8)}`)].join(
    '\n',
  );
};

function summaryOf({ seed, runs, faults, ends, failure }: CampaignResult): string {
  const tables = `${tableOf('runs of jobs', ends)}\n${tableOf('faults injected', faults)}\n`;
  if (failure === null) return `${tables}The contract was kept in ${runs} scenarios of seed ${seed}.\n`;
  return (
    `${tables}BROKEN after ${runs} scenarios of seed ${seed}: not so that ${failure.promise}.\n` +
    `The smallest scenario that breaks it:\n${failure.scenario}\n` +
    `Again: npm run chaos -- --seed ${seed} --runs ${runs}\n`
  );
}

async function main(): Promise<void> {
  const runs = numberOf('runs', 2_000);
  const seed = numberOf('seed', 1 + Math.floor(Math.random() * 0x7ffffffe));
  process.stdout.write(`${runs} scenarios of seed ${seed}, three weeks of mornings each\n`);
  const bar = new SingleBar(
    { format: '  {bar} {value}/{total} scenarios, {eta_formatted} left', clearOnComplete: true },
    Presets.shades_grey,
  );
  if (process.stderr.isTTY) bar.start(runs, 0);
  const result = await runCampaign(openMemoryWorld, seed, runs, (done) => {
    bar.update(done);
  });
  bar.stop();
  process.stdout.write(summaryOf(result));
  process.exitCode = result.failure === null ? 0 : 1;
}

void main();
