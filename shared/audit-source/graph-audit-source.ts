import type { ParsedEvent, StoredEvent } from '../domain/events/audit-event';
import type { EventPage } from '../domain/events/event-page';
import { createLoopDetector } from '../graph/loop-detector';
import { nextPath } from '../graph/graph-client';
import { describeError } from '../graph/graph-request';
import { FailedTryError } from '../graph/retry';
import {
  BrokenPagingError,
  FilterRefusedError,
  HorizonMovedError,
  readPage,
  type AnsweredPage,
  type GraphPageParts,
} from './graph-page';
import { auditQueries, queryPath, type AuditQuery, type Span } from './graph-query';
import { parseEvent } from './parse-event';

/** What the source needs. */
export interface GraphAuditSourceParts extends GraphPageParts {
  readonly endpoint: string;
}

const maxRestarts = 3;

/**
 * Creates a reader of spans of the audit log: one query of {@link auditQueries} after the other, each page by page in
 * order of time. It yields every event of the
 * half-open span at least once (a restart yields some again); an event that cannot be parsed is yielded with its
 * problem. Memory holds one page. With `few` retries, for the time after a failure, a request has fewer attempts, and a
 * refused one is not repeated.
 * @throws RefusalError when Graph refuses every request (permission, licence, address) or asks for a longer pause than
 * the run can make; FailedTryError or Error when this span cannot be read now.
 */
export function createGraphAuditSource(parts: GraphAuditSourceParts) {
  return {
    async *read(
      span: Span,
      signal: AbortSignal,
      retries: 'standard' | 'few' = 'standard',
    ): AsyncGenerator<EventPage> {
      const retry =
        retries === 'standard' ? parts.retry : { ...parts.retry, attempts: 3, refusedAttempts: 1 };
      let { from } = span;
      let isFilterable = true;
      for (const { clauses, ...query } of auditQueries) {
        // Of an optional query ({@link AuditQuery.optional}), the clause that reads the whole log is used only where filters failed.
        const allowed = query.optional && isFilterable ? clauses.filter((clause) => clause !== '') : clauses;
        const rest = { from, to: span.to };
        const read = yield* readQuery({ ...parts, retry }, { ...query, clauses: allowed }, rest, signal);
        from = read.from;
        if (read.clause === '') isFilterable = false;
      }
    },
  };
}

/**
 * Reads one query over the span; starts again when its paging breaks, and widens the filter when it is refused.
 * Returns where the span starts for the next query, later than requested when Graph does not reach back that far, and
 * the clause that was used last.
 */
async function* readQuery(
  parts: GraphAuditSourceParts,
  query: AuditQuery,
  span: Span,
  signal: AbortSignal,
): AsyncGenerator<EventPage, { readonly from: Date; readonly clause: string }> {
  let used = 0;
  let { from } = span;
  for (let restarts = 0; from < span.to;) {
    const clause = query.clauses[used] ?? '';
    try {
      const path = queryPath(clause, { from, to: span.to });
      for await (const page of readPages(parts, path, signal)) {
        const events = page.items.flatMap((raw) => toStoredEvents(raw, query, { from, to: span.to }));
        yield { events, availableFrom: null, answeredAt: page.answeredAt };
      }
      return { from, clause };
    } catch (error) {
      if (error instanceof HorizonMovedError && error.availableFrom > from) {
        from = error.availableFrom;
        yield { events: [], availableFrom: from, answeredAt: error.answeredAt };
      } else if (error instanceof FilterRefusedError && used + 1 < query.clauses.length) {
        used += 1;
      } else if (error instanceof BrokenPagingError && restarts < maxRestarts) {
        restarts += 1;
        parts.onRetry?.(`${error.message} The window is read again from its start.`, 0);
      } else if (query.optional === true && isUnknownQuery(error)) {
        parts.onRetry?.(`${query.name} cannot be read in this tenant: ${describeError(error)}`, 0);
        return { from, clause };
      } else {
        throw error;
      }
    }
  }
  return { from, clause: query.clauses[used] ?? '' };
}

/** Returns whether Graph did not know the query, rather than refuse the identity or the address. */
function isUnknownQuery(error: unknown): boolean {
  return error instanceof FilterRefusedError || (error instanceof FailedTryError && error.status === 400);
}

/** Yields the pages from a first path to the end. Throws if the links form a loop. */
async function* readPages(
  parts: GraphAuditSourceParts,
  first: string,
  signal: AbortSignal,
): AsyncGenerator<AnsweredPage> {
  const isLoop = createLoopDetector(first);
  for (let path: string | null = first; path !== null;) {
    const current: string = path;
    const page = await readPage(parts, current, current !== first, signal);
    yield page;
    path = page.nextLink === null ? null : followable(page.nextLink, parts.endpoint);
    if (isLoop(current, path))
      throw new BrokenPagingError('The next-page links of Microsoft Graph form a loop.');
  }
}

/** A link that must not be followed may be a proxy's single mistake: the window is read again from its start. */
function followable(nextLink: string, endpoint: string): string {
  try {
    return nextPath(nextLink, endpoint);
  } catch (cause) {
    throw new BrokenPagingError(describeError(cause), { cause });
  }
}

/**
 * Returns an event as it is stored, or nothing for an event that belongs to another query or span. An event that cannot
 * be parsed is kept with its problem. Events are parsed only for this and for the facts by which the store files them:
 * the store gets the raw text.
 */
function toStoredEvents(raw: string, query: AuditQuery, span: Span): StoredEvent[] {
  const parsed: ParsedEvent = parseEvent(raw);
  const at = parsed.ok ? parsed.event.at : parsed.at;
  if (at !== null && (at < span.from || at >= span.to)) return [];
  const source = 'graph';
  if (!parsed.ok) return [{ id: parsed.id, at, activity: null, source, raw, problem: parsed.problem }];
  const { id, activity } = parsed.event;
  return query.matches(parsed.event) ? [{ id, at, activity, source, raw, problem: null }] : [];
}
