import { Presets, SingleBar } from 'cli-progress';
import { runCampaign, type CampaignResult } from './campaign';
import { openMemoryWorld } from './memory-world';
import { startRealGround } from './real-world';

/** The value of `--name N` among the arguments; the standard where the option, or its number, is left out. */
function numberOf(name: string, standard: number): number {
  const index = process.argv.indexOf(`--${name}`);
  const text = index < 0 ? undefined : process.argv[index + 1];
  const isBare = text === undefined || text.startsWith('--');
  const value = isBare ? standard : Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    process.stderr.write(
      'Usage: npm run chaos -- [--runs N | --real [N]] [--seed S], whole numbers from 1.\n',
    );
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

function summaryOf({ seed, runs, faults, ends, failure }: CampaignResult, isReal: boolean): string {
  const tables = `${tableOf('runs of jobs', ends)}\n${tableOf('faults injected', faults)}\n`;
  if (failure === null) return `${tables}The contract was kept in ${runs} scenarios of seed ${seed}.\n`;
  return (
    `${tables}BROKEN after ${runs} scenarios of seed ${seed}: not so that ${failure.promise}.\n` +
    `The smallest scenario that breaks it:\n${failure.scenario}\n` +
    `Again: npm run chaos -- --seed ${seed} --${isReal ? 'real' : 'runs'} ${runs}\n`
  );
}

async function main(): Promise<void> {
  const isReal = process.argv.includes('--real');
  const runs = isReal ? numberOf('real', 100) : numberOf('runs', 2_000);
  const seed = numberOf('seed', 1 + Math.floor(Math.random() * 0x7ffffffe));
  const where = isReal ? 'over the real SDKs and servers' : 'in memory';
  process.stdout.write(`${runs} scenarios of seed ${seed} ${where}, three weeks of mornings each\n`);
  const bar = new SingleBar(
    { format: '  {bar} {value}/{total} scenarios, {eta_formatted} left', clearOnComplete: true },
    Presets.shades_grey,
  );
  if (process.stderr.isTTY) bar.start(runs, 0);
  const ground = isReal ? await startRealGround() : null;
  try {
    const result = await runCampaign(ground?.open ?? openMemoryWorld, seed, runs, (done) => {
      bar.update(done);
    });
    bar.stop();
    process.stdout.write(summaryOf(result, isReal));
    process.exitCode = result.failure === null ? 0 : 1;
  } finally {
    await ground?.stop();
  }
}

void main();
