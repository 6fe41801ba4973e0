import { invalidFilter, invalidSkipToken } from '../../local/graph/graph-errors';
import { parseGraphFilter } from '../../local/graph/graph-filter';
import type { Answer } from '../../local/loopback-server';
import type { WireEvent } from '../../local/sample-tenant/wire-event';
import type { GraphGet } from '../../shared/audit-source/graph-client';
import type { FaultPlan } from './fault-plan';

/** An event with the moment from which on Graph shows it. */
export interface ShownEvent {
  readonly raw: string;
  readonly wire: WireEvent;
  readonly at: Date;
  readonly visibleFrom: Date;
}

export const graphRoot = 'https://graph.example';
const pageSize = 3;

/** Graph's audit log in memory, in pages of three, as the plan spoils it. */
export function createMemoryGraph(
  events: readonly ShownEvent[],
  clock: () => Date,
  plan: () => FaultPlan,
): GraphGet {
  return (path) => {
    const kind = plan().next('graph');
    if (kind === 'reset') return Promise.reject(new TypeError('fetch failed'));
    const { status, body, headers } = spoil(kind, path, () => page(path));
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
    return Promise.resolve({ status, headers: new Headers(headers), body: text });
  };

  function page(path: string): Answer {
    const { searchParams } = new URL(path, graphRoot);
    const filter = parseGraphFilter(searchParams.get('$filter') ?? '');
    if (filter === null) return invalidFilter();
    const from = Number(searchParams.get('$skiptoken') ?? 0);
    const found = events
      .filter(({ visibleFrom, wire }) => visibleFrom <= clock() && filter.matches(wire))
      .sort((one, other) => one.at.getTime() - other.at.getTime());
    const next = from + pageSize < found.length ? { '@odata.nextLink': linkOf(path, from + pageSize) } : {};
    // The raw texts as they are: printing them again would not be byte for byte.
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

function spoil(kind: string | null, path: string, truth: () => Answer): Answer {
  switch (kind) {
    case '503':
      return { status: 503 };
    case '429':
      return { status: 429, headers: { 'retry-after': '0' } };
    case 'html':
      return { status: 200, body: '<html>' };
    case 'half':
      return { ...truth(), body: String(truth().body).slice(0, -5) };
    case 'no-value':
      return { status: 200, body: '{}' };
    case 'circle':
      return { status: 200, body: { value: [], '@odata.nextLink': `${graphRoot}/v1.0${path}` } };
    case 'foreign':
      return { status: 200, body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/x' } };
    case 'expired':
      return path.includes('skiptoken') ? invalidSkipToken() : truth();
    case 'forbidden':
      return { status: 403, body: { error: { code: 'Denied', message: 'No.' } } };
    case 'twice':
      return changed(truth(), (value) => [...value, ...value]);
    case 'reversed':
      return changed(truth(), (value) => [...value].reverse());
    default:
      return truth();
  }
}

function changed(truth: Answer, change: (value: readonly unknown[]) => unknown[]): Answer {
  const page = JSON.parse(String(truth.body)) as { value: unknown[] };
  return { ...truth, body: { ...page, value: change(page.value) } };
}
