import { beforeHorizon, invalidFilter } from '../../local/graph/graph-errors';
import { parseGraphFilter } from '../../local/graph/graph-filter';
import { sortableTime } from '../../local/sample-tenant/wire/wire-time';
import type { Answer } from '../../local/loopback-server';
import type { GraphGet } from '../../shared/graph/graph-client';
import { addUtcDays, startOfUtcDay, utcDayOf } from '../../shared/domain/time/utc-day';
import type { FaultPlan } from './fault-plan';
import type { ShownEvent } from './shown-events';
import { spoilPage, textOf } from './spoil-page';

export const graphRoot = 'https://graph.example';
const pageSize = 3;

/** Returns Graph's audit log in memory: pages of three events, back to the horizon, with the faults of the plan. */
export function createMemoryGraph(
  events: readonly ShownEvent[],
  horizonDays: number,
  clock: () => Date,
  plan: () => FaultPlan,
): GraphGet {
  return async (path, signal) => {
    signal.throwIfAborted();
    await plan().pause();
    const kind = plan().next('graph');
    if (kind === 'reset') throw new TypeError('fetch failed');
    if (kind === 'hang') return silence(signal);
    const fault = kind === null ? null : spoilPage(kind, `${graphRoot}/v1.0${path}`);
    const answer = fault === null ? page(path) : typeof fault === 'function' ? fault(page(path)) : fault;
    const headers = new Headers({ date: clock().toUTCString(), ...answer.headers });
    return { status: answer.status, headers, body: Buffer.from(textOf(answer)) };
  };

  function page(path: string): Answer {
    const { searchParams } = new URL(path, graphRoot);
    const filter = parseGraphFilter(searchParams.get('$filter') ?? '');
    if (filter === null) return invalidFilter();
    const horizon = startOfUtcDay(addUtcDays(utcDayOf(clock()), -horizonDays));
    if (filter.lowerBound !== null && filter.lowerBound < sortableTime(horizon.toISOString()))
      return beforeHorizon(horizon);
    // A token that is not a number starts at the first event.
    const from = Number(searchParams.get('$skiptoken') ?? 0) || 0;
    const isFound = ({ visibleFrom, wire }: ShownEvent): boolean =>
      visibleFrom <= clock() && filter.matches({ event: wire, time: sortableTime(wire.activityDateTime) });
    const found = events.filter(isFound).sort((one, other) => one.at.getTime() - other.at.getTime());
    const next = from + pageSize < found.length ? { '@odata.nextLink': linkOf(path, from + pageSize) } : {};
    // Join the raw texts: JSON.stringify would not keep every byte.
    const value = found.slice(from, from + pageSize).map(({ raw }) => raw);
    return {
      status: 200,
      body: `{"value":[${value.join(',')}],${JSON.stringify(next).slice(1)}`.replace(/,}$/, '}'),
    };
  }
}

function linkOf(path: string, from: number): string {
  const url = new URL(`${graphRoot}/v1.0${path}`);
  url.searchParams.set('$skiptoken', String(from));
  return url.href;
}

/** Does not answer until the caller aborts. The timer keeps the process alive meanwhile. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('No answer.'));
    };
    const timer = setTimeout(end, 10_000);
    signal.addEventListener('abort', end);
  });
}
