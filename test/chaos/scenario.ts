import fc from 'fast-check';

/**
 * What can be hit, and the ways in which each is. `lost` means: done, and the answer was lost; `repeated` that the
 * client then tried again by itself; `hang` that no answer comes until the run's time is up; `fallen` that a batch was
 * undone as a whole because of one of its rows. Graph is throttled until the next day or until long ago; its `empty`
 * page has a link to the true one.
 */
export const faultKinds = {
  graph: [
    '500',
    '502',
    '503',
    '504',
    '429',
    'next-day',
    'long-ago',
    'reset',
    'html',
    'half',
    'no-value',
    'circle',
    'foreign',
    'empty',
    'expired',
    'no-filter',
    'forbidden',
    'twice',
    'reversed',
    'hang',
  ],
  store: ['fails', 'throttled', 'fallen', 'lost', 'half', 'repeated', 'hang'],
  ledger: ['fails', 'throttled', 'fallen', 'lost', 'repeated', 'hang'],
  runs: ['fails', 'throttled', 'lost', 'repeated', 'hang'],
  archive: ['fails', 'lost', 'repeated', 'hang'],
  mail: ['refused', 'too-large', 'throttled', 'busy', 'lost', 'given-up', 'canceled', 'hang'],
} as const;
export type Service = keyof typeof faultKinds;

/** One fault: from the n-th call of a run to a service on, `times` times. */
export interface ChaosFault {
  readonly on: Service;
  readonly kind: string;
  readonly at: number;
  readonly times: number;
}

/** An event: when it happened, counted from the start, and how many hours later Graph first showed it. */
export interface ChaosEvent {
  readonly day: number;
  readonly minute: number;
  readonly service: 'PIM' | 'Core Directory';
  readonly lateHours: number;
}

/** A morning: what goes wrong while it is collected, corrected and reported; or nothing runs at all. */
export interface Morning {
  readonly isMissed: boolean;
  /** Graph answers nothing all morning. */
  readonly isDown: boolean;
  readonly collect: readonly ChaosFault[];
  readonly report: readonly ChaosFault[];
  /** Where it is set, two collect at once, and what is due is corrected beside the report; a seed of who is first. */
  readonly atOnce: number | null;
}

/** Two weeks of a small tenant, and the mornings after each day. */
export interface Scenario {
  /** Days that Graph keeps. */
  readonly horizonDays: 7 | 30;
  /** Days that we keep; 0 for good. */
  readonly retentionDays: number;
  readonly overlapDays: number;
  readonly timeZone: string;
  readonly events: readonly ChaosEvent[];
  readonly mornings: readonly Morning[];
}

/** Days in which events happen, and mornings, the last of which finds nothing wrong. */
export const days = 14;
export const mornings = 17;

/** So many calls a run makes to a service; of those that are hit later nothing would come. */
const calls: Readonly<Record<Service, number>> = {
  graph: 15,
  store: 10,
  ledger: 8,
  runs: 6,
  archive: 3,
  mail: 1,
};

const faultOn = (on: Service): fc.Arbitrary<ChaosFault> =>
  fc.record({
    on: fc.constant(on),
    kind: fc.constantFrom(...faultKinds[on]),
    at: fc.nat({ max: calls[on] - 1 }),
    times: fc.constantFrom(1, 2, 5, 1000),
  });

const faultsOn = (...services: readonly Service[]) =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(fc.oneof(...services.map(faultOn)), { minLength: 1, maxLength: 3 }) },
  );

/** What only a report that is due touches: on most mornings none is. */
const mailing = ['runs', 'archive', 'mail', 'mail'] as const;

/** Any scenario. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  horizonDays: fc.constantFrom(30, 7),
  // The settings refuse fewer than 14 days: a report would lose events of its own weeks.
  retentionDays: fc.constantFrom(0, 0, 14, 16, 20),
  overlapDays: fc.nat({ max: 4 }),
  timeZone: fc.constantFrom('UTC', 'Europe/Amsterdam', 'America/Los_Angeles'),
  events: fc.array(
    fc.record({
      day: fc.nat({ max: days - 1 }),
      minute: fc.nat({ max: 1439 }),
      service: fc.constantFrom('PIM', 'Core Directory'),
      lateHours: fc.oneof(fc.constant(0), fc.nat({ max: 110 })),
    }),
    { maxLength: 14 },
  ),
  mornings: fc.array(
    fc.record({
      isMissed: fc.oneof(
        { weight: 6, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      isDown: fc.oneof(
        { weight: 6, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      collect: faultsOn('graph', 'store', 'ledger'),
      report: faultsOn('graph', 'store', 'ledger', 'runs', ...mailing, ...mailing, ...mailing),
      atOnce: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat() }),
    }),
    { minLength: mornings - 1, maxLength: mornings - 1 },
  ),
});
