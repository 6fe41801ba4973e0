import { runScenarios, type Campaign } from '../campaign';
import { alertScenarios, type AlertScenario } from './alert-scenario';
import { runAlertScenario } from './run-alert-scenario';

/** Looks for alerts under random faults of everything that they depend on. */
const alertCampaign: Campaign<AlertScenario> = {
  scenarios: alertScenarios,
  live: runAlertScenario,
  shown: (scenario) => JSON.stringify(scenario, null, 1),
};

/** Runs a number of random scenarios of one seed. */
export const runAlertCampaign = (seed: number, runs: number, onRun?: (done: number) => void) =>
  runScenarios(alertCampaign, seed, runs, onRun);
