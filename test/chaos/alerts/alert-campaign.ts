import { runScenarios, type Campaign } from '../campaign';
import { alertScenarios, type AlertScenario } from './alert-scenario';
import { runAlertScenario } from './run-alert-scenario';

/** Runs alert runs under random faults in every service that they use. */
const alertCampaign: Campaign<AlertScenario> = {
  scenarios: alertScenarios,
  live: runAlertScenario,
  shown: (scenario) => JSON.stringify(scenario, null, 1),
};

/** Runs `runs` random scenarios of one seed. */
export const runAlertCampaign = (seed: number, runs: number, onRun?: (done: number) => void) =>
  runScenarios(alertCampaign, seed, runs, onRun);
