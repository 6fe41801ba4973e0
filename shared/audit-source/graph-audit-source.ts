import type { ParsedEvent, StoredEvent } from '../domain/audit-event';
import { createCircleTest } from '../graph/circle';
import { nextPath } from '../graph/graph-client';
import {
  FilterRefusedError,
  HorizonMovedError,
  BrokenPagingError,
  readPage,
  type AnsweredPage,
  type GraphPageParts,
} from './graph-page';
import { tell } from '../graph/graph-request';
import { auditQueries, queryPath, type AuditQuery, type Span } from './graph-query';
import { parseEvent } from './parse-event';
import { FailedTryError } from '../graph/retry';

/** What the source is made of. */
export interface GraphAuditSourceParts extends GraphPageParts {
  readonly endpoint: string;
}

/** What came of one page: the events of the span, and from when on Graph still has events if it said so. */
export interface SourcePage {
  readonly events: readonly StoredEvent[];
  readonly availableFrom: Date | null;
  /** What Graph's own clock said, to the second; null when it did not say. */
  readonly answeredAt: Date | null;
}

const mostRestarts = 3;

/**
 * Reads a span of the audit log from Graph: both queries, page by page, ascending. Every event of the half-open
 * span is yielded at least once (a restart yields some again); an event that cannot be understood is yielded with
 * its problem. Memory holds one page. `patience` scales down the tries when the service is known to be down.
 * @throws RefusalError when Graph refuses whatever is asked (permission, licence, address); FailedTryError or Error when this
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
      if (error instanceof HorizonMovedError && error.availableFrom > from) {
        from = error.availableFrom;
        yield { events: [], availableFrom: from, answeredAt: error.answeredAt };
      } else if (error instanceof FilterRefusedError && clause + 1 < query.clauses.length) {
        clause += 1;
      } else if (error instanceof BrokenPagingError && restarts < mostRestarts) {
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
  return error instanceof FilterRefusedError || (error instanceof FailedTryError && error.status === 400);
}

/** The pages from a first path to the end. A link that comes up again is no end. */
async function* readPages(
  parts: GraphAuditSourceParts,
  first: string,
  signal: AbortSignal,
): AsyncGenerator<AnsweredPage> {
  const isCircle = createCircleTest(first);
  for (let path: string | null = first; path !== null;) {
    const current: string = path;
    const page = await readPage(parts, current, current !== first, signal);
    yield page;
    path = page.nextLink === null ? null : followable(page.nextLink, parts.endpoint);
    if (isCircle(current, path))
      throw new BrokenPagingError('Microsoft Graph led the pages round in a circle.');
  }
}

/** A link that must not be followed may be a proxy's one mistake: worth asking again from the start. */
function followable(nextLink: string, endpoint: string): string {
  try {
    return nextPath(nextLink, endpoint);
  } catch (cause) {
    throw new BrokenPagingError(tell(cause), { cause });
  }
}

/** Keeps what does not belong to another query or span, and all that cannot be understood. */
function keep(raw: string, query: AuditQuery, span: Span): StoredEvent[] {
  const parsed: ParsedEvent = parseEvent(raw);
  const at = parsed.ok ? parsed.event.at : parsed.at;
  if (at !== null && (at < span.from || at >= span.to)) return [];
  const source = 'graph';
  if (!parsed.ok) return [{ id: parsed.id, at, activity: null, source, raw, problem: parsed.problem }];
  const { id, activity } = parsed.event;
  return query.matches(parsed.event) ? [{ id, at, activity, source, raw, problem: null }] : [];
}
