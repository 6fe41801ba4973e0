// Runs the alert job once, in its own process, with settings from the environment; `NOW` is the time. Jobs, clients and
// adapters are the deployed ones, with shorter waits. Prints a failure and exits with 1.
import { compose } from '../../../shared/composition';
import { loadSettings } from '../../../shared/composition/load-settings';
import { standardWaits } from '../../../shared/composition/waits';

const { alerts, services } = standardWaits;
const waits = {
  ...standardWaits,
  services: { ...services, mail: { interval: 10, timeout: 10_000 } },
  alerts: { ...alerts, slackGap: 0, takeOverAfter: 200 },
};

async function main(): Promise<void> {
  const now = new Date(process.env.NOW ?? '');
  const settings = loadSettings(process.env, { send: false, alert: true });
  const pipeline = await compose(settings, { clock: () => now }, waits);
  const { failures } = await pipeline.sendAlerts(now, AbortSignal.timeout(900_000));
  pipeline.close();
  process.stdout.write(failures.join('\n'));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

void main();
