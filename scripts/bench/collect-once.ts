import { compose, loadSettings } from '../../shared/composition';

/** Collects what is due and prints how many events there were and the process's peak memory in MB. */
async function main(): Promise<void> {
  const settings = loadSettings({ ...process.env, GRAPH_REQUESTS_PER_10_SECONDS: '0' }, { send: false });
  const pipeline = await compose(settings);
  const { days, failures } = await pipeline.collect(new Date(), AbortSignal.timeout(600_000));
  if (failures.length > 0) throw new Error(failures.join('\n'));
  const events = days.reduce((sum, day) => sum + day.events, 0);
  process.stdout.write(`${events} ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
}

void main();
