import { isError } from '@azure/core-util';
import type { ParsedEvent, StoredEvent } from '../domain/audit-event';
import { Refusal } from '../domain/refusal';
import { judgeAnswer } from './graph-answer';
import { nextPath, type GraphGet } from './graph-client';
import { auditQueries, queryPath, type AuditQuery, type Span } from './graph-query';
import { parsePage, type ODataPage } from './odata-page';
import type { Pace } from './pace';
import { parseEvent } from './parse-event';
import { retryAfter } from './retry-after';
import { FailedTry, withRetry, type RetryPolicy } from './retry';

/** What the source is made of. */
export interface GraphAuditSourceParts {
  readonly get: GraphGet;
  readonly endpoint: string;
  readonly pace: Pace;
  readonly retry: RetryPolicy;
  /** Milliseconds that one request may take, its body included. */
  readonly requestTimeout: number;
  readonly onRetry?: (message: string) => void;
}

/** What came of one page: the events of the span, and from when on Graph still has events if it said so. */
export interface SourcePage {
  readonly events: readonly StoredEvent[];
  readonly availableFrom: Date | null;
  /** What Graph's own clock said, to the second; null when it did not say. */
  readonly answeredAt: Date | null;
}

type AnsweredPage = ODataPage & Pick<SourcePage, 'answeredAt'>;

/** Ways in which a window cannot go on and has to start again, or start later. */
class HorizonMoved extends Error {
  constructor(
    readonly availableFrom: Date,
    readonly answeredAt: Date | null,
  ) {
    super('The audit log no longer reaches back to the start of the window.');
  }
}
class FilterRefused extends Error {}
class PagingBroke extends Error {}

const mostRestarts = 3;

/**
 * Reads a span of the audit log from Graph: both queries, page by page, ascending. Every event of the half-open
 * span is yielded at least once (a restart yields some again); an event that cannot be understood is yielded with
 * its problem. Memory holds one page. `patience` scales down the tries when the service is known to be down.
 * @throws Refusal when Graph refuses whatever is asked (permission, licence, address); FailedTry or Error when this
 * span cannot be read now.
 */
export function createGraphAuditSource(parts: GraphAuditSourceParts) {
  return {
    async *read(
      span: Span,
      signal: AbortSignal,
      patience: 'full' | 'short' = 'full',
    ): AsyncGenerator<SourcePage> {
      const retry = patience === 'full' ? parts.retry : { ...parts.retry, attempts: 3 };
      let { from } = span;
      for (const query of auditQueries) {
        from = yield* readQuery({ ...parts, retry }, query, { from, to: span.to }, signal);
      }
    },
  };
}

/**
 * One query over the span, restarted when its paging breaks and widened when its filter is refused. Returns where
 * the span starts for the next query: later than asked when Graph does not reach back so far.
 */
async function* readQuery(
  parts: GraphAuditSourceParts,
  query: AuditQuery,
  span: Span,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, Date> {
  let clause = 0;
  let { from } = span;
  for (let restarts = 0; from < span.to;) {
    try {
      const path = queryPath(query.clauses[clause] ?? '', { from, to: span.to });
      for await (const page of readPages(parts, path, signal)) {
        const events = page.items.flatMap((raw) => keep(raw, query, { from, to: span.to }));
        yield { events, availableFrom: null, answeredAt: page.answeredAt };
      }
      return from;
    } catch (error) {
      if (error instanceof HorizonMoved && error.availableFrom > from) {
        from = error.availableFrom;
        yield { events: [], availableFrom: from, answeredAt: error.answeredAt };
      } else if (error instanceof FilterRefused && clause + 1 < query.clauses.length) {
        clause += 1;
      } else if (error instanceof PagingBroke && restarts < mostRestarts) {
        restarts += 1;
        parts.onRetry?.(`${error.message} The window is read again from its start.`);
      } else if (query.optional === true && isNotKnown(error)) {
        parts.onRetry?.(`${query.name} cannot be asked for here: ${tell(error)}`);
        return from;
      } else {
        throw error;
      }
    }
  }
  return from;
}

/** Whether Graph did not know what was asked for, rather than refuse who asked, or the address. */
function isNotKnown(error: unknown): boolean {
  return error instanceof FilterRefused || (error instanceof FailedTry && error.status === 400);
}

/** The pages from a first path to the end. A link that comes up again (Brent's test, constant memory) is no end. */
async function* readPages(
  parts: GraphAuditSourceParts,
  first: string,
  signal: AbortSignal,
): AsyncGenerator<AnsweredPage> {
  let path: string | null = first;
  let mark = first;
  for (let count = 1, power = 1; path !== null; count += 1) {
    const current: string = path;
    const page = await readPage(parts, current, current !== first, signal);
    yield page;
    path = page.nextLink === null ? null : followable(page.nextLink, parts.endpoint);
    if (path === mark) throw new PagingBroke('Microsoft Graph led the pages round in a circle.');
    if (count === power) {
      mark = current;
      power *= 2;
    }
  }
}

/** A link that must not be followed may be a proxy's one mistake: worth asking again from the start. */
function followable(nextLink: string, endpoint: string): string {
  try {
    return nextPath(nextLink, endpoint);
  } catch (cause) {
    throw new PagingBroke(tell(cause), { cause });
  }
}

async function readPage(parts: GraphAuditSourceParts, path: string, isNext: boolean, signal: AbortSignal) {
  try {
    return await withRetry(
      () => tryPage(parts, path, isNext, signal),
      parts.retry,
      signal,
      (failure, wait) => parts.onRetry?.(`${failure.message} Trying again in ${(wait / 1000).toFixed(1)} s.`),
    );
  } catch (error) {
    if (!(error instanceof FailedTry)) throw error;
    if ((error.retryAfter ?? 0) > parts.retry.longestRetryAfter)
      throw new Refusal(comeBack(error), { cause: error });
    if (error.kind === 'passing') throw error;
    // A page that could be read up to its start and no further: its token has expired, or was never any good.
    if (isNext) throw new PagingBroke(error.message);
    throw error.kind === 'refused' ? new Refusal(error.message, { cause: error }) : error;
  }
}

/** A service that wants to be left alone for longer than a run lasts is left alone. */
function comeBack({ message, retryAfter: wait }: FailedTry): string {
  const minutes = Math.ceil((wait ?? 0) / 60_000);
  return `${message} It asks to wait ${minutes} min, longer than this run can: the next run goes on.`;
}

async function tryPage(
  { get, pace, requestTimeout }: GraphAuditSourceParts,
  path: string,
  isNext: boolean,
  signal: AbortSignal,
): Promise<AnsweredPage> {
  await pace(signal);
  const timeout = AbortSignal.timeout(requestTimeout);
  const response = await get(path, AbortSignal.any([signal, timeout])).catch((cause: unknown) => {
    if (cause instanceof Refusal) throw cause;
    const what = timeout.aborted
      ? `did not answer within ${requestTimeout / 1000} s`
      : `could not be reached: ${tell(cause)}`;
    throw new FailedTry(`Microsoft Graph ${what}.`, 'passing', null, { cause });
  });
  if (response.status === 200) {
    try {
      return { ...parsePage(response.body), answeredAt: dateOf(response.headers) };
    } catch (cause) {
      throw new FailedTry(`Microsoft Graph sent a broken page: ${tell(cause)}.`, 'passing', null, { cause });
    }
  }
  const answer = judgeAnswer(response.status, response.body);
  if (answer.kind === 'horizon') throw movedHorizon(answer.availableFrom, dateOf(response.headers));
  if (answer.kind === 'invalid-filter')
    throw new FilterRefused(`Microsoft Graph refused the filter of ${path}.`);
  // A paging token does not come back to life: no use in asking again with it.
  if (answer.kind !== 'passing' && isNext && [400, 404, 410].includes(response.status)) {
    throw new PagingBroke(answer.message);
  }
  throw new FailedTry(answer.message, answer.kind, retryAfter(response.headers), { status: response.status });
}

/** What lies in the future by the service's own clock cannot be its horizon: days would be lost that are not. */
function movedHorizon(availableFrom: Date, answeredAt: Date | null): Error {
  if (answeredAt === null || availableFrom <= answeredAt) return new HorizonMoved(availableFrom, answeredAt);
  const [from, at] = [availableFrom.toISOString(), answeredAt.toISOString()];
  return new FailedTry(
    `Microsoft Graph said at ${at} that it has events from ${from} on only.`,
    'passing',
    null,
  );
}

function dateOf(headers: Headers): Date | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : new Date(at);
}

/** Keeps what does not belong to another query or span, and all that cannot be understood. */
function keep(raw: string, query: AuditQuery, span: Span): StoredEvent[] {
  const parsed: ParsedEvent = parseEvent(raw);
  const at = parsed.ok ? parsed.event.at : parsed.at;
  if (at !== null && (at < span.from || at >= span.to)) return [];
  if (!parsed.ok) return [{ id: parsed.id, at, activity: null, raw, problem: parsed.problem }];
  const { id, activity } = parsed.event;
  return query.matches(parsed.event) ? [{ id, at, activity, raw, problem: null }] : [];
}

/** An error in words, with the cause that fetch hides below it. */
function tell(error: unknown): string {
  if (!isError(error)) return String(error);
  const cause = isError(error.cause) ? error.cause : null;
  const code = cause !== null && 'code' in cause ? `${String(cause.code)} ` : '';
  return cause === null ? error.message : `${error.message} (${code}${cause.message})`;
}
