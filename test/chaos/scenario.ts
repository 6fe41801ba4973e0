import fc from 'fast-check';

/**
 * Kinds of faults by service. `lost`: the call took effect, but its response was lost. `repeated`: the response was
 * lost and the client tried again. `hang`: no answer until the run times out. `fallen`: a whole batch failed because
 * of one row. `next-day` and `long-ago`: Graph throttles until the next day, or until a date in the past. `empty`: an
 * empty page with a link to the real one.
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

/** One fault: hits `times` calls of a run to a service, from call number `at` on. */
export interface ChaosFault {
  readonly on: Service;
  readonly kind: string;
  readonly at: number;
  readonly times: number;
}

/** An event: day and minute since the start, and the hours until Graph first returns it. */
export interface ChaosEvent {
  readonly day: number;
  readonly minute: number;
  readonly service: 'PIM' | 'Core Directory';
  readonly lateHours: number;
}

/** A morning: the faults while its jobs run. `isMissed`: no job runs. */
export interface Morning {
  readonly isMissed: boolean;
  /** Graph refuses every request of collections and reports. */
  readonly isDown: boolean;
  readonly collect: readonly ChaosFault[];
  readonly report: readonly ChaosFault[];
  /** If set, each job runs at the same time as a collection or a correction; seed of their order at each step. */
  readonly atOnce: number | null;
}

/** Two weeks of a small tenant, and the mornings after them. */
export interface Scenario {
  /** Days that Graph keeps. */
  readonly horizonDays: 7 | 30;
  /** Days that we keep; 0 keeps all. */
  readonly retentionDays: number;
  readonly overlapDays: number;
  readonly timeZone: string;
  readonly events: readonly ChaosEvent[];
  readonly mornings: readonly Morning[];
}

/** Number of days with events, and of mornings; on the last morning nothing fails. */
export const days = 14;
export const mornings = 17;

/** Number of calls that a run makes to each service; a fault at a later call would have no effect. */
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

/** Services that only a report uses. They come several times, because most mornings have no report. */
const mailing = ['runs', 'archive', 'mail', 'mail'] as const;

/** Generates scenarios. */
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
