import { createLoopDetector } from '../graph/loop-detector';
import { nextPath } from '../graph/graph-client';
import { dateOf, describeError, sendRequest, type GraphRequestParts } from '../graph/graph-request';
import { parseItems } from '../graph/odata-page';
import { retryAfter } from '../text/retry-after';
import { FailedTryError, withRetry, type RetryPolicy } from '../graph/retry';
import type { AccessEndpoint } from '../domain/access/access-endpoint';
import type { AccessAnswer } from '../domain/access/access-reading';
import { judgeAccessAnswer, type BadAnswer } from './access-answer';
import { groupOf } from './access-paths';

/** What reading a list takes. */
export interface ListParts extends GraphRequestParts {
  /** The Graph root. */
  readonly endpoint: string;
  readonly retry: RetryPolicy;
  readonly onRetry?: (message: string, wait: number) => void;
}

/** An answer and the rows in it; none when it is a refusal. */
export interface ListPage {
  readonly answer: AccessAnswer;
  readonly items: readonly unknown[];
}

/** A list that could not be read to its end. `broken`: its next links cannot be followed, or form a loop. */
export class ListFailedError extends Error {
  constructor(
    readonly kind: BadAnswer['kind'] | 'broken',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ListFailedError';
  }
}

/**
 * Reads the pages of one list from its first path to its end, following each link as it was given. An answer that ends
 * the reading is yielded too, without rows.
 * @param clock tells the time when an answer comes; Graph's own clock wins where it is behind
 * @throws ListFailedError when the end is not reached; RefusalError when no identity can sign in; the signal's reason.
 */
export async function* readListPages(
  parts: ListParts,
  endpoint: AccessEndpoint,
  first: string,
  clock: () => Date,
  signal: AbortSignal,
): AsyncGenerator<ListPage> {
  const isLoop = createLoopDetector(first);
  for (let path: string | null = first; path !== null;) {
    const current: string = path;
    const outcome = await askFor(parts, endpoint, current, clock, signal);
    if ('failure' in outcome) {
      if (outcome.answer !== null) yield { answer: outcome.answer, items: [] };
      throw outcome.failure;
    }
    yield outcome;
    path = outcome.nextLink === null ? null : followable(outcome.nextLink, parts.endpoint);
    if (isLoop(current, path))
      throw new ListFailedError('broken', 'The next-page links of Microsoft Graph form a loop.');
  }
}

type Outcome =
  | (ListPage & { readonly nextLink: string | null })
  | { readonly failure: ListFailedError; readonly answer: AccessAnswer | null };

/** Asks for one page as often as the policy says. */
async function askFor(
  parts: ListParts,
  endpoint: AccessEndpoint,
  path: string,
  clock: () => Date,
  signal: AbortSignal,
): Promise<Outcome> {
  let answer: AccessAnswer | null = null;
  const ask = async (): Promise<Outcome> => {
    answer = null;
    const { status, headers, body: bytes } = await sendRequest(parts, path, signal);
    const body = bytes.toString();
    const at = earlier(clock(), dateOf(headers));
    answer = { endpoint, path, group: groupOf(path), at, status, text: body };
    if (status === 200) return { answer, ...parsed(body) };
    const { kind, message } = judgeAccessAnswer(endpoint, status, body);
    // Neither a licence nor a deleted object comes back within minutes.
    if (kind === 'licence' || kind === 'gone') return { failure: new ListFailedError(kind, message), answer };
    throw new FailedTryError(message, kind, retryAfter(headers), { status });
  };
  try {
    return await withRetry(ask, parts.retry, signal, (failure, wait) =>
      parts.onRetry?.(`${failure.message} Trying again in ${(wait / 1000).toFixed(1)} s.`, wait),
    );
  } catch (error) {
    if (!(error instanceof FailedTryError)) throw error;
    return { failure: new ListFailedError(error.kind, error.message, { cause: error }), answer };
  }
}

function parsed(body: string) {
  try {
    return parseItems(body);
  } catch (cause) {
    throw new FailedTryError(
      `Microsoft Graph sent a broken page: ${describeError(cause)}.`,
      'passing',
      null,
      {
        cause,
      },
    );
  }
}

/** A foreign link is not followed, and no token goes there. */
function followable(nextLink: string, endpoint: string): string {
  try {
    return nextPath(nextLink, endpoint);
  } catch (cause) {
    throw new ListFailedError('broken', describeError(cause), { cause });
  }
}

const earlier = (ours: Date, theirs: Date | null): Date => (theirs !== null && theirs < ours ? theirs : ours);
