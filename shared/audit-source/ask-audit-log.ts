import type { TokenIdentity } from '../domain/token-identity';
import { dateOf, sendRequest, describeError, type GraphRequestParts } from '../graph/graph-request';
import { parsePage } from '../graph/odata-page';
import { FailedTryError, withRetry, type RetryPolicy } from '../graph/retry';
import { retryAfter } from '../text/retry-after';
import { classifyAnswer, type RefusalCause } from './graph-answer';
import { auditQueries, queryPath, type Span } from './graph-query';

/** What Graph says to one question about the audit log. */
export type AuditLogAnswer = { readonly answeredAt: Date | null } & (
  | { readonly kind: 'page'; readonly items: readonly string[] }
  | { readonly kind: 'horizon'; readonly availableFrom: Date }
  | { readonly kind: 'refused'; readonly cause: RefusalCause; readonly said: string; readonly fix: string }
  /** Milliseconds to wait; null when Graph does not say. */
  | { readonly kind: 'throttled'; readonly said: string; readonly wait: number | null }
  /** Graph answers with a fault of its own. */
  | { readonly kind: 'unavailable'; readonly said: string }
  /** Graph does not answer, or something else does. */
  | { readonly kind: 'unreachable'; readonly said: string }
);

export interface AskAuditLogParts extends GraphRequestParts {
  readonly identity: () => TokenIdentity | null;
  readonly retry: RetryPolicy;
}

/** Milliseconds that a person who waits for an answer is kept waiting by a `Retry-After`. */
const maxPause = 15_000;

/**
 * Asks for the first events of PIM in a span, and returns the answer whatever it is. A refusal is not asked again, and
 * a fault twice. Only `doctor` asks so; the collection reads through `createGraphAuditSource`.
 */
export async function askAuditLog(
  parts: AskAuditLogParts,
  span: Span,
  top: number,
  signal: AbortSignal,
): Promise<AuditLogAnswer> {
  const path = queryPath(auditQueries[0]?.clauses[0] ?? '', span, top);
  const policy = { ...parts.retry, attempts: Math.min(3, parts.retry.attempts), maxRetryAfter: maxPause };
  let last: AuditLogAnswer = { kind: 'unreachable', said: '', answeredAt: null };

  async function ask(): Promise<AuditLogAnswer> {
    last = { kind: 'unreachable', said: '', answeredAt: null };
    const { status, headers, body } = await sendRequest(parts, path, signal);
    const answeredAt = dateOf(headers);
    if (status === 200) return { kind: 'page', items: parsed(body), answeredAt };
    const answer = classifyAnswer(status, body.toString(), parts.identity());
    if (answer.kind === 'horizon') return { ...answer, answeredAt };
    if (answer.kind === 'invalid-filter') return { kind: 'page', items: [], answeredAt };
    if (answer.kind !== 'passing') {
      const { cause, said, fix } = answer;
      return { kind: 'refused', cause, said, fix, answeredAt };
    }
    const wait = retryAfter(headers);
    const said = answer.message;
    last =
      status === 429
        ? { kind: 'throttled', said, wait, answeredAt }
        : { kind: 'unavailable', said, answeredAt };
    throw new FailedTryError(said, 'passing', wait, { status });
  }

  try {
    return await withRetry(ask, policy, signal);
  } catch (error) {
    if (!(error instanceof FailedTryError)) throw error;
    return last.kind === 'unreachable' ? { ...last, said: error.message } : last;
  }
}

function parsed(body: Buffer): readonly string[] {
  try {
    return parsePage(body).items;
  } catch (cause) {
    throw new FailedTryError(`It sent a broken page: ${describeError(cause)}.`, 'passing', null, { cause });
  }
}
