/** One fault: from the n-th call of a run to a service on, `times` times. */
export interface PlannedFault {
  readonly on: string;
  readonly kind: string;
  readonly at: number;
  readonly times: number;
}

/** How often each fault was injected, by `graph 503`. */
export type FaultCounts = Map<string, number>;

/** An injected failure: whoever throws anything else has a bug. */
export class InjectedError extends Error {
  override readonly name: string = 'InjectedError';
}

/** Decides for each call of one run what goes wrong with it. */
export interface FaultPlan {
  /** What goes wrong with the next call to a service; null when nothing does. */
  next(on: string): string | null;
  /** Lets others go first, as chance has it; nobody when there is only one. */
  pause(): Promise<void>;
  /** Never answers: ends when the run's time does. */
  hang(what: string): Promise<never>;
}

export interface PlanParts {
  readonly faults: readonly PlannedFault[];
  readonly counts: FaultCounts;
  /** Of the chance in pauses; null for none. */
  readonly seed: number | null;
  /** Ends the run's time. */
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

/** Ways in which nothing is done. */
const refusals = ['fails', 'throttled', 'fallen'];

/**
 * The same port, whose calls go wrong as the plan of the day says: before they do anything, after they did it, or
 * half-way. As over the network, nothing is done for a run whose time is up.
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
        // What is no promise is read bit by bit, and goes on as its reader does.
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

/** A failure both for who awaits it and for who iterates over it. */
function failing(failed: Promise<never>): unknown {
  failed.catch(() => undefined);
  return Object.assign(failed, { [Symbol.asyncIterator]: () => ({ next: () => failed }) });
}

/** Half of a save gets through. */
function halved(kind: string | null, key: string | symbol, values: readonly unknown[]): unknown[] {
  const [first, ...rest] = values;
  if (kind !== 'half' || key !== 'save' || !Array.isArray(first)) return [...values];
  return [first.slice(0, Math.floor(first.length / 2)), ...rest];
}
