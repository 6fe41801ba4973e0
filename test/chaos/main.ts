import { Presets, SingleBar } from 'cli-progress';
import { runAlertCampaign } from './alerts/alert-campaign';
import { runCampaign, type CampaignResult } from './campaign';
import { openMemoryWorld } from './memory-world';
import { alertFaultKinds } from './alerts/alert-scenario';
import { faultKinds } from './scenario';
import { startRealGround } from './real-world';

/** Value of `--name N` in the arguments; the default if the option or its number is missing. */
function numberOf(name: string, standard: number): number {
  const index = process.argv.indexOf(`--${name}`);
  const text = index < 0 ? undefined : process.argv[index + 1];
  const isBare = text === undefined || text.startsWith('--');
  const value = isBare ? standard : Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    process.stderr.write(
      'Usage: npm run chaos -- [--runs N | --real [N] | --alerts [N]] [--seed S], whole numbers from 1.\n',
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

/** Option that selects a campaign and sets its number of scenarios. */
type Mode = 'runs' | 'real' | 'alerts';

function summaryOf({ seed, runs, faults, ends, failure }: CampaignResult, mode: Mode): string {
  const tables = `${tableOf('runs of jobs', ends)}\n${tableOf('faults injected', faults)}\n`;
  if (failure === null) return `${tables}The contract was kept in ${runs} scenarios of seed ${seed}.\n`;
  return (
    `${tables}BROKEN after ${runs} scenarios of seed ${seed}: not so that ${failure.promise}.\n` +
    `The smallest scenario that breaks it:\n${failure.scenario}\n` +
    `Again: npm run chaos -- --seed ${seed} --${mode} ${runs}\n`
  );
}

const standardRuns: Readonly<Record<Mode, number>> = { runs: 2_000, real: 100, alerts: 1_000 };
const titles: Readonly<Record<Mode, string>> = {
  runs: 'in memory, three weeks of mornings each',
  real: 'over the real SDKs and servers, three weeks of mornings each',
  alerts: 'of alert runs, up to a day each',
};

/** Returns the kinds of faults that a campaign did not hit. */
function missedKinds({ faults }: CampaignResult, mode: Mode): string[] {
  const kinds: Readonly<Record<string, readonly string[]>> = mode === 'alerts' ? alertFaultKinds : faultKinds;
  const all = Object.entries(kinds).flatMap(([on, each]) => each.map((kind) => `${on} ${kind}`));
  return all.filter((name) => !faults.has(name));
}

/** Runs a campaign; returns whether the contract was kept, under each kind of fault. */
async function run(mode: Mode, seed: number): Promise<boolean> {
  const runs = numberOf(mode, standardRuns[mode]);
  process.stdout.write(`${runs} scenarios of seed ${seed} ${titles[mode]}\n`);
  const bar = new SingleBar(
    { format: '  {bar} {value}/{total} scenarios, {eta_formatted} left', clearOnComplete: true },
    Presets.shades_grey,
  );
  if (process.stderr.isTTY) bar.start(runs, 0);
  const ground = mode === 'real' ? await startRealGround() : null;
  const onRun = (done: number): void => {
    bar.update(done);
  };
  try {
    const result = await (mode === 'alerts'
      ? runAlertCampaign(seed, runs, onRun)
      : runCampaign(ground?.open ?? openMemoryWorld, seed, runs, onRun));
    bar.stop();
    process.stdout.write(summaryOf(result, mode));
    // Fewer runs may miss a kind of fault by chance.
    const missed = runs < standardRuns[mode] || result.failure !== null ? [] : missedKinds(result, mode);
    if (missed.length > 0) process.stdout.write(`No scenario had these faults: ${missed.join(', ')}.\n`);
    return result.failure === null && missed.length === 0;
  } finally {
    await ground?.stop();
  }
}

/** Runs the selected campaign; by default all three in turn: jobs in memory, alert runs, real servers. */
async function main(): Promise<void> {
  const seed = numberOf('seed', 1 + Math.floor(Math.random() * 0x7ffffffe));
  const chosen = (['real', 'alerts', 'runs'] as const).filter((mode) => process.argv.includes(`--${mode}`));
  for (const mode of chosen.length > 0 ? chosen.slice(0, 1) : (['runs', 'alerts', 'real'] as const))
    if (!(await run(mode, seed))) process.exitCode = 1;
}

void main();
