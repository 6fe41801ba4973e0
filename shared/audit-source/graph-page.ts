import { RefusalError } from '../domain/refusal-error';
import { classifyAnswer } from './graph-answer';
import { dateOf, describeError, sendRequest, type GraphRequestParts } from '../graph/graph-request';
import { parsePage, type ODataPage } from '../graph/odata-page';
import { retryAfter } from '../text/retry-after';
import type { TokenIdentity } from '../domain/token-identity';
import { FailedTryError, withRetry, type RetryPolicy } from '../graph/retry';

/** What reading a page needs. */
export interface GraphPageParts extends GraphRequestParts {
  /** Returns who asks, once a token is known. */
  readonly identity?: () => TokenIdentity | null;
  readonly retry: RetryPolicy;
  /** Called when a request failed and is sent again, with the milliseconds until then. */
  readonly onRetry?: (message: string, wait: number) => void;
}

/** A page, and Graph's own time when it answered, to the second; null when it gave none. */
export interface AnsweredPage extends ODataPage {
  readonly answeredAt: Date | null;
}

/** The window must start later. */
export class HorizonMovedError extends Error {
  override readonly name: string = 'HorizonMovedError';

  constructor(
    readonly availableFrom: Date,
    readonly answeredAt: Date | null,
  ) {
    super('The audit log no longer reaches back to the start of the window.');
  }
}

/** The window must be requested with another filter. */
export class FilterRefusedError extends Error {
  override readonly name: string = 'FilterRefusedError';
}

/** The window must be read again from its start. */
export class BrokenPagingError extends Error {
  override readonly name: string = 'BrokenPagingError';
}

/**
 * Reads one page, with the attempts that the policy allows.
 * @param isNext whether the path is a link from an earlier page of the window
 * @throws HorizonMovedError, FilterRefusedError or BrokenPagingError when the window can be read in another way;
 * RefusalError when none can; FailedTryError when this one cannot be read now.
 */
export async function readPage(
  parts: GraphPageParts,
  path: string,
  isNext: boolean,
  signal: AbortSignal,
): Promise<AnsweredPage> {
  try {
    return await withRetry(
      () => tryPage(parts, path, isNext, signal),
      parts.retry,
      signal,
      (failure, wait) =>
        parts.onRetry?.(`${failure.message} Trying again in ${(wait / 1000).toFixed(1)} s.`, wait),
    );
  } catch (error) {
    if (!(error instanceof FailedTryError)) throw error;
    if ((error.retryAfter ?? 0) > parts.retry.maxRetryAfter)
      throw new RefusalError(longWait(error), { cause: error });
    if (error.kind === 'passing') throw error;
    // The pages before this one could be read: the paging token has expired, or was never valid.
    if (isNext) throw new BrokenPagingError(error.message);
    throw error.kind === 'refused' ? new RefusalError(error.message, { cause: error }) : error;
  }
}

/** The message when the service asks for a longer pause than the run has. */
function longWait({ message, retryAfter: wait }: FailedTryError): string {
  const minutes = Math.ceil((wait ?? 0) / 60_000);
  return `${message} It asks to wait ${minutes} min, longer than this run can: the next run goes on.`;
}

async function tryPage(
  parts: GraphPageParts,
  path: string,
  isNext: boolean,
  signal: AbortSignal,
): Promise<AnsweredPage> {
  const response = await sendRequest(parts, path, signal);
  if (response.status === 200) {
    try {
      return { ...parsePage(response.body), answeredAt: dateOf(response.headers) };
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
  const answer = classifyAnswer(response.status, response.body.toString(), parts.identity?.() ?? null);
  if (answer.kind === 'horizon') throw horizonMoved(answer.availableFrom, dateOf(response.headers));
  if (answer.kind === 'invalid-filter')
    throw new FilterRefusedError(`Microsoft Graph refused the filter of ${path}.`);
  // A dead paging token stays dead: do not ask again with it.
  if (answer.kind !== 'passing' && isNext && [400, 404, 410].includes(response.status)) {
    throw new BrokenPagingError(answer.message);
  }
  throw new FailedTryError(answer.message, answer.kind, retryAfter(response.headers), {
    status: response.status,
  });
}

/** A horizon in the future, by the service's own clock, is a fault: it would mark days as lost that are not. */
function horizonMoved(availableFrom: Date, answeredAt: Date | null): Error {
  if (answeredAt === null || availableFrom <= answeredAt)
    return new HorizonMovedError(availableFrom, answeredAt);
  const [from, at] = [availableFrom.toISOString(), answeredAt.toISOString()];
  return new FailedTryError(
    `Microsoft Graph said at ${at} that it has events only from ${from} on.`,
    'passing',
    null,
  );
}
