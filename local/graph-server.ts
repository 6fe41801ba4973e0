import { createHash } from 'node:crypto';
import { addUtcDays, startOfUtcDay, utcDayOf } from '../shared/domain/time/utc-day';
import { tokenProblem } from './bearer-token';
import { emptyDirectory, type AccessDirectory, type WireRow } from './graph/access-directory';
import { findAccessRows, type AccessLimits } from './graph/access-lists';
import {
  beforeHorizon,
  invalidFilter,
  invalidQuery,
  invalidSkipToken,
  invalidToken,
  notFound,
  throttled,
} from './graph/graph-errors';
import { type GraphFilter, parseGraphFilter, type TimedEvent } from './graph/graph-filter';
import { createRequestLimit, type RequestLimit } from './graph/request-limit';
import { readSkipToken, writeSkipToken } from './graph/skip-token';
import {
  type Answer,
  type FaultScript,
  type LoopbackServer,
  type ReceivedRequest,
  type ServerCertificate,
  startLoopbackServer,
} from './loopback-server';
import type { LateEvent } from './sample-tenant/sample-tenant';
import type { WireEvent } from './sample-tenant/wire/wire-event';
import { sortableTime } from './sample-tenant/wire/wire-time';

/** Options of {@link startGraphServer}. The defaults are Microsoft Graph's, without a request limit. */
export interface GraphServerOptions {
  readonly events: readonly WireEvent[];
  /** Events of the list above that appear late; the others appear at their own time. */
  readonly lateEvents?: readonly LateEvent[] | undefined;
  /** The server's clock: it decides the horizon, the request limit and which events have happened. */
  readonly clock?: (() => Date) | undefined;
  /** The most events on one page, whatever `$top` requests (999 at most). */
  readonly pageSizeMax?: number | undefined;
  /** Days that the tenant keeps: 30, or 7 without a licence. */
  readonly retentionDays?: number | undefined;
  /** The limit beyond which the server answers 429; null for none. Graph's own is 5 requests in 10 s. */
  readonly throttle?: RequestLimit | null | undefined;
  readonly faults?: FaultScript | undefined;
  /** Who holds access at a moment; nobody when left out. */
  readonly access?: ((now: Date) => AccessDirectory) | undefined;
  /** What Graph refuses when it is asked for that, at a moment; nothing when left out. */
  readonly accessLimits?: ((now: Date) => AccessLimits) | undefined;
  /** Rows on one page of these lists at most: 1,000 when left out. */
  readonly accessPageSize?: number | undefined;
  /** Makes it an https server that requires a token whose audience is its own root. */
  readonly tls?: ServerCertificate | undefined;
}

/** A running Graph-compatible server. */
export interface GraphServer extends LoopbackServer {
  /** Adds events to the log: they are found from now on, however old they are. */
  publish(events: readonly WireEvent[]): void;
}

interface LoggedEvent extends TimedEvent {
  /** Time, then a hash: an arbitrary but stable order among events of the same time. */
  readonly position: string;
  readonly visibleFrom: number;
}

const auditPath = '/v1.0/auditLogs/directoryAudits';
const topMax = 999;

/**
 * Serves the directory audit log of Microsoft Graph on 127.0.0.1: filter, order, paging with opaque tokens, empty
 * pages with a next link, retention horizon, request limit, errors in Graph's own words; and the lists that tell who
 * holds access, with their refusals. Over http no token is required.
 */
export async function startGraphServer(options: GraphServerOptions): Promise<GraphServer> {
  const clock = options.clock ?? (() => new Date());
  const pageSizeMax = options.pageSizeMax ?? topMax;
  const limit = options.throttle ? createRequestLimit(options.throttle) : null;
  const lateness = new Map(options.lateEvents?.map(({ id, visibleAt }) => [id, visibleAt.getTime()]));
  let refusals = 0;
  let log = inOrder(options.events.map((event) => logged(event, lateness.get(event.id) ?? timeOf(event))));

  function answer(request: ReceivedRequest): Answer {
    const now = clock();
    const problem = options.tls && tokenProblem(request.headers.authorization, server.url, now);
    if (problem) return invalidToken(problem);
    if (limit?.admit(now) === false) {
      // Every third refusal has no header, as it happens with the real service.
      return ++refusals % 3 === 0 ? throttled() : throttled(limit.secondsToWait(now));
    }
    const url = new URL(request.url, server.url);
    if (request.method !== 'GET') return notFound(url.pathname);
    if (url.pathname.toLowerCase() === auditPath.toLowerCase()) return page(url, now);
    const directory = options.access?.(now) ?? emptyDirectory;
    const found = findAccessRows(url, directory, options.accessLimits?.(now) ?? {});
    if (found === null) return notFound(url.pathname);
    return 'rows' in found ? accessPage(url, found.rows, now) : found;
  }

  /** A page of a list of access; its token is the row's place and the page's number. */
  function accessPage(url: URL, rows: readonly WireRow[], now: Date): Answer {
    const text = url.searchParams.get('$skiptoken');
    const token = text === null ? { after: '0', page: 0 } : readSkipToken(text);
    if (token === null) return invalidSkipToken();
    const from = Number(token.after);
    const size = isEmptyPage(token.page, rows.length > from) ? 0 : (options.accessPageSize ?? 1000);
    const next = { after: String(from + size), page: token.page + 1 };
    return {
      status: 200,
      headers: { date: now.toUTCString() },
      body: {
        '@odata.context': `${server.url}/v1.0/$metadata#${url.pathname.replace('/v1.0/', '')}`,
        ...(rows.length > from + size && { '@odata.nextLink': nextLink(url, writeSkipToken(next)) }),
        value: rows.slice(from, from + size),
      },
    };
  }

  function page(url: URL, now: Date): Answer {
    const query = readQuery(url.searchParams);
    if ('status' in query) return query;
    const horizon = startOfUtcDay(addUtcDays(utcDayOf(now), -(options.retentionDays ?? 30)));
    const earliest = sortableTime(horizon.toISOString());
    if (query.filter.lowerBound !== null && query.filter.lowerBound < earliest) return beforeHorizon(horizon);

    const found = log.filter(
      (one) => one.visibleFrom <= now.getTime() && one.time >= earliest && query.filter.matches(one),
    );
    if (!query.ascending) found.reverse();
    const { after, page: number } = query.token;
    const rest = found.filter(
      ({ position }) => after === null || (query.ascending ? position > after : position < after),
    );
    const size = isEmptyPage(number, rest.length > 0) ? 0 : Math.min(query.top, pageSizeMax);
    const shown = rest.slice(0, size);
    const next = { after: shown.at(-1)?.position ?? after, page: number + 1 };
    return {
      status: 200,
      headers: { date: now.toUTCString() },
      body: {
        '@odata.context': `${server.url}/v1.0/$metadata#auditLogs/directoryAudits`,
        ...(rest.length > size && { '@odata.nextLink': nextLink(url, writeSkipToken(next)) }),
        value: shown.map(({ event }) => event),
      },
    };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults, tls: options.tls });
  return {
    ...server,
    publish(events) {
      log = inOrder([...log, ...events.map((event) => logged(event, 0))]);
    },
  };
}

/** Graph sometimes sends an empty page with a link to the next: here every fourth page that has a successor. */
const isEmptyPage = (number: number, hasMore: boolean): boolean => number % 4 === 3 && hasMore;

interface Query {
  readonly filter: GraphFilter;
  readonly ascending: boolean;
  readonly top: number;
  readonly token: { readonly after: string | null; readonly page: number };
}

/** Parses the query options; returns Graph's error for wrong ones. */
function readQuery(parameters: URLSearchParams): Query | Answer {
  const known = ['$filter', '$orderby', '$top', '$skiptoken'];
  const unknown = [...parameters.keys()].find((name) => !known.includes(name.toLowerCase()));
  if (unknown !== undefined) return invalidQuery(`Query option '${unknown}' is not supported.`);

  const filter = parseGraphFilter(parameters.get('$filter') ?? '');
  if (filter === null) return invalidFilter();
  const order = /^activityDateTime(?:\s+(asc|desc))?$/i.exec(
    (parameters.get('$orderby') ?? 'activityDateTime desc').trim(),
  );
  if (order === null) return invalidQuery('Invalid orderby clause');
  const top = Number(parameters.get('$top') ?? 100);
  if (!Number.isInteger(top) || top < 1 || top > topMax) {
    return invalidQuery(`The limit of '${topMax}' for Top query has been exceeded or is not valid.`);
  }
  const text = parameters.get('$skiptoken');
  const token = text === null ? { after: null, page: 0 } : readSkipToken(text);
  if (token === null) return invalidSkipToken();
  return { filter, ascending: order[1]?.toLowerCase() !== 'desc', top, token };
}

function nextLink(url: URL, token: string): string {
  const query = [...url.searchParams].filter(([name]) => name.toLowerCase() !== '$skiptoken');
  const parts = [...query, ['$skiptoken', token] as const].map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${url.origin}${url.pathname}?${parts.join('&')}`;
}

function timeOf(event: WireEvent): number {
  return new Date(event.activityDateTime).getTime();
}

function logged(event: WireEvent, visibleFrom: number): LoggedEvent {
  const hash = createHash('sha1').update(event.id).digest('hex').slice(0, 12);
  const time = sortableTime(event.activityDateTime);
  return { event, time, position: `${time}~${hash}`, visibleFrom };
}

function inOrder(events: LoggedEvent[]): LoggedEvent[] {
  return events.sort((a, b) => (a.position < b.position ? -1 : 1));
}
