import type { ChaosFault, Service } from './scenario';

/** How often each fault was injected, by `graph 503`. */
export type FaultCounts = Map<string, number>;

/** An injected failure: whoever throws anything else has a bug. */
export class Injected extends Error {}

/** Decides for each call of one run what goes wrong with it. */
export interface FaultPlan {
  /** What goes wrong with the next call to a service; null when nothing does. */
  next(on: Service): string | null;
}

export function createFaultPlan(faults: readonly ChaosFault[], counts: FaultCounts): FaultPlan {
  const calls = new Map<Service, number>();
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
  };
}

/** The same port, whose calls go wrong as the plan of the day says: before they do anything, or after they did it. */
export function spoiled<T extends object>(port: T, on: Service, plan: () => FaultPlan): T {
  return new Proxy(port, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]): unknown => {
        const kind = plan().next(on);
        if (kind === 'fails') return failing(on, key);
        const result: unknown = Reflect.apply(member, target, halved(kind, key, values));
        if (kind === null || !(result instanceof Promise)) return result;
        return result.then(() => Promise.reject(new Injected(`${on} ${String(key)}: ${kind}.`)));
      };
    },
  });
}

/** A failure both for who awaits it and for who iterates over it. */
function failing(on: Service, key: string | symbol): unknown {
  const fail = () => Promise.reject(new Injected(`${on} ${String(key)}: fails.`));
  const failed = fail();
  failed.catch(() => undefined);
  return Object.assign(failed, { [Symbol.asyncIterator]: () => ({ next: fail }) });
}

/** Half of a save gets through. */
function halved(kind: string | null, key: string | symbol, values: readonly unknown[]): unknown[] {
  const [first, ...rest] = values;
  if (kind !== 'half' || key !== 'save' || !Array.isArray(first)) return [...values];
  return [first.slice(0, Math.floor(first.length / 2)), ...rest];
}
