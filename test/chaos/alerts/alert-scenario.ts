import fc from 'fast-check';
import type { PlannedFault } from '../fault-plan';
import { faultKinds } from '../scenario';

/**
 * Faults of a request to a receiver. Numbers, `429-…` and `not-ok` are responses. `reset` closes the connection before
 * the request is received. With `lost`, `timeout` and `hang` it is received; `hang` lasts until the run times out.
 */
const postFaults = [
  ...['400', '403', '404', '410', '401', '307', '500', '503'],
  ...['429', '429-long', '429-silent', 'not-ok', 'reset', 'lost', 'timeout', 'hang'],
] as const;

/** Kinds of faults by service; `alerts` is the table of alerts. */
export const alertFaultKinds = {
  graph: faultKinds.graph,
  store: faultKinds.store,
  ledger: faultKinds.ledger,
  alerts: faultKinds.runs,
  mail: faultKinds.mail,
  teams: postFaults,
  slack: postFaults,
  webhook: postFaults,
  sentinel: postFaults,
} as const;
type AlertService = keyof typeof alertFaultKinds;

/** Kinds of channels; the scenario has one channel of each. */
export const channelKinds = ['mail', 'teams', 'slack', 'webhook', 'sentinel'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** A role assignment outside PIM. */
export interface AlertEvent {
  /** Minutes after the start. */
  readonly minute: number;
  /** Minutes until Graph first returns it. */
  readonly late: number;
}

/** One alert run, or two at the same time. */
export interface AlertRun {
  /** Minutes since the previous run. */
  readonly pause: number;
  readonly faults: readonly PlannedFault[];
  /** If set, two runs happen at the same time, and this seed decides their order at each step. */
  readonly atOnce: number | null;
}

export interface AlertScenario {
  readonly events: readonly AlertEvent[];
  readonly runs: readonly AlertRun[];
}

/** Length in minutes of the period in which the events happen. */
export const eventful = 300;
/** Maximum delay of an event in minutes: each run reads from two hours before the previous one. */
const latest = 119;

/** Number of calls that an alert run makes to each service; a fault at a later call would have no effect. */
const calls: Readonly<Record<AlertService, number>> = {
  ...{ graph: 3, store: 3, ledger: 1, alerts: 40 },
  ...{ mail: 2, teams: 2, slack: 2, webhook: 2, sentinel: 1 },
};

const faultOn = (on: AlertService): fc.Arbitrary<PlannedFault> =>
  fc.record({
    on: fc.constant(on),
    kind: fc.constantFrom(...alertFaultKinds[on]),
    at: fc.nat({ max: calls[on] - 1 }),
    times: fc.constantFrom(1, 1, 2, 1000),
  });
const services = Object.keys(alertFaultKinds) as AlertService[];
const anyFault = fc.oneof(...services.map(faultOn), faultOn('alerts'), faultOn('alerts'));

/** Generates scenarios. */
export const alertScenarios: fc.Arbitrary<AlertScenario> = fc.record({
  events: fc
    .array(
      fc.record({
        minute: fc.nat({ max: eventful - 1 }),
        late: fc.oneof(fc.constant(0), fc.nat({ max: latest })),
        // More than ten alerts at once are sent as a summary.
        count: fc.constantFrom(1, 1, 1, 2, 12),
      }),
      // At most 48 alerts: a summary on Slack counts what is beyond, and names it no more.
      { minLength: 1, maxLength: 4 },
    )
    .map((groups) => groups.flatMap(({ count, ...event }) => Array.from({ length: count }, () => event))),
  runs: fc.array(
    fc.record({
      pause: fc.constantFrom(15, 15, 15, 30, 120),
      faults: fc.oneof(
        { withCrossShrink: true },
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(anyFault, { minLength: 1, maxLength: 5 }) },
      ),
      atOnce: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat() }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
