import fc from 'fast-check';
import type { PlannedFault } from '../fault-plan';
import { faultKinds } from '../scenario';

/**
 * Outcome of a request to a receiver. The first ones are responses; `reset` breaks off before anything was received,
 * `lost` and `timeout` after it was, `hang` too, until the look's time is up.
 */
const postFaults = [
  ...['400', '403', '404', '410', '401', '307', '500', '503'],
  ...['429', '429-long', '429-silent', 'not-ok', 'reset', 'lost', 'timeout', 'hang'],
] as const;

/** What can be hit, and the ways in which each is; `alerts` is the table of what was alerted. */
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

/** The kinds of channels, one of each. */
export const channelKinds = ['mail', 'teams', 'slack', 'webhook', 'sentinel'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Somebody is made an administrator outside PIM. */
export interface AlertEvent {
  /** Minutes after the start. */
  readonly minute: number;
  /** How many minutes later Graph first shows it. */
  readonly late: number;
}

/** A look, or two at once. */
export interface Look {
  /** Minutes since the look before. */
  readonly pause: number;
  readonly faults: readonly PlannedFault[];
  /** Where it is set, two look at the same time; a seed of who is first. */
  readonly atOnce: number | null;
}

export interface AlertScenario {
  readonly events: readonly AlertEvent[];
  readonly looks: readonly Look[];
}

/** Number of minutes in which the events happen. */
export const eventful = 300;
/** The log is late by at most this: a look begins two hours before the one before. */
const latest = 119;

/** So many calls a look makes to a service; of those that are hit later nothing would come. */
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

/** Any scenario. */
export const alertScenarios: fc.Arbitrary<AlertScenario> = fc.record({
  events: fc
    .array(
      fc.record({
        minute: fc.nat({ max: eventful - 1 }),
        late: fc.oneof(fc.constant(0), fc.nat({ max: latest })),
        // More than ten at once are a summary.
        count: fc.constantFrom(1, 1, 1, 2, 12),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((groups) => groups.flatMap(({ count, ...event }) => Array.from({ length: count }, () => event))),
  looks: fc.array(
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
