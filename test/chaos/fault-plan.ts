/** One fault: hits `times` calls of a run to a service, from call number `at` on. */
export interface PlannedFault {
  readonly on: string;
  readonly kind: string;
  readonly at: number;
  readonly times: number;
}

/** Number of injections of each fault, by a name like `graph 503`. */
export type FaultCounts = Map<string, number>;

/** An injected failure. Any other error is a bug. */
export class InjectedError extends Error {
  override readonly name: string = 'InjectedError';
}

/** Decides the fault of each call in one run. */
export interface FaultPlan {
  /** Fault of the next call to a service; null if the call succeeds. */
  next(on: string): string | null;
  /** Lets another job go first, at random; does nothing if there is only one job. */
  pause(): Promise<void>;
  /** Never answers: rejects when the run times out. */
  hang(what: string): Promise<never>;
}

export interface PlanParts {
  readonly faults: readonly PlannedFault[];
  readonly counts: FaultCounts;
  /** Seed of the random pauses; null for no pauses. */
  readonly seed: number | null;
  /** Makes the run time out. */
  readonly endRun: (reason: InjectedError) => void;
}

export function createFaultPlan({ faults, counts, seed, endRun }: PlanParts): FaultPlan {
  const calls = new Map<string, number>();
  let chance = seed ?? 0;
  return {
    next(on) {
      const call = calls.get(on) ?? 0;
      calls.set(on, call + 1);
      const fault = faults.find((each) => each.on === on && call >= each.at && call < each.at + each.times);
      if (fault === undefined) return null;
      const name = `${on} ${fault.kind}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return fault.kind;
    },
    async pause() {
      if (seed === null) return;
      // Numerical Recipes' generator: its upper bits are random enough.
      chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
      for (let turns = (chance >>> 28) * 3; turns > 0; turns -= 1) await Promise.resolve();
    },
    hang(what) {
      return new Promise((_, reject) => {
        setImmediate(() => {
          const reason = new InjectedError(`${what}: no answer.`);
          endRun(reason);
          reject(reason);
        });
      });
    },
  };
}

/** Faults with which the call has no effect. */
const refusals = ['fails', 'throttled', 'fallen'];

/**
 * Returns a port whose calls fail according to the current plan: before, after or half-way through their effect. Once
 * the run has timed out, calls have no effect, as over the network.
 */
export function spoiled<T extends object>(port: T, on: string, plan: () => FaultPlan): T {
  return new Proxy(port, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function') return member;
      const call = (values: readonly unknown[]): unknown => Reflect.apply(member, target, values);
      return (...values: unknown[]): unknown => {
        const name = `${on} ${String(key)}`;
        const signal = values.at(-1);
        if (signal instanceof AbortSignal && signal.aborted) return failing(Promise.reject(reasonOf(signal)));
        const kind = plan().next(on);
        if (kind !== null && refusals.includes(kind))
          return failing(Promise.reject(new InjectedError(`${name}: ${kind}.`)));
        if (kind === 'hang') return failing(plan().hang(name));
        // These return async iterators and no promises: the caller reads at its own pace.
        if (key === 'read' && on === 'store') return call(values);
        if (key === 'readUndated') return call(values);
        return paused(async () => {
          const result = await call(halved(kind, key, values));
          if (kind === 'repeated') return call(values);
          if (kind !== null) throw new InjectedError(`${name}: ${kind}.`);
          return result;
        });
      };
    },
  });

  async function paused(act: () => Promise<unknown>): Promise<unknown> {
    await plan().pause();
    const result = await act();
    await plan().pause();
    return result;
  }
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new InjectedError('The time is up.');

/** Returns a failure for callers that await the result and for those that iterate over it. */
function failing(failed: Promise<never>): unknown {
  failed.catch(() => undefined);
  return Object.assign(failed, { [Symbol.asyncIterator]: () => ({ next: () => failed }) });
}

/** Keeps half of the events of a save. */
function halved(kind: string | null, key: string | symbol, values: readonly unknown[]): unknown[] {
  const [first, ...rest] = values;
  if (kind !== 'half' || key !== 'save' || !Array.isArray(first)) return [...values];
  return [first.slice(0, Math.floor(first.length / 2)), ...rest];
}
