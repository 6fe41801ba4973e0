import { standardAlertWaits, type AlertWaits } from '../clients/alert-channels';
import { standardServiceWaits, type ServiceWaits } from '../clients/service-waits';
import { standardRetry, type RetryPolicy } from '../graph/retry';
import { hostedRunTime } from './hosted-run-time';

/** How long the pipeline waits for each service, in milliseconds. Tests shrink the waits. */
export interface Waits {
  readonly graph: RetryPolicy;
  /** One Graph request; a page of 999 events takes some seconds. */
  readonly graphRequest: number;
  /** Reading standing access: at most a fifth of a run. */
  readonly snapshot: number;
  /** Reading what a report that is to be mailed lacks. The rest of the run is the report's. */
  readonly gaps: number;
  readonly services: ServiceWaits;
  readonly alerts: AlertWaits;
}

export const standardWaits: Waits = {
  graph: standardRetry,
  graphRequest: 40_000,
  snapshot: hostedRunTime / 5,
  gaps: hostedRunTime / 5,
  services: standardServiceWaits,
  alerts: standardAlertWaits,
};

/** For a person who waits for an answer: what does not come soon is a fault. */
export const shortWaits: Waits = {
  ...standardWaits,
  graph: { ...standardRetry, attempts: 2, refusedAttempts: 1 },
  graphRequest: 20_000,
  services: { ...standardServiceWaits, tryTimeout: 20_000, retries: 1 },
};
