import { RefusalError } from '../domain/refusal-error';
import { judgeAnswer } from './graph-answer';
import { dateOf, sendRequest, tell, type GraphRequestParts } from '../graph/graph-request';
import { parsePage, type ODataPage } from '../graph/odata-page';
import { retryAfter } from '../text/retry-after';
import { FailedTryError, withRetry, type RetryPolicy } from '../graph/retry';

/** What reading a page takes. */
export interface GraphPageParts extends GraphRequestParts {
  readonly retry: RetryPolicy;
  readonly onRetry?: (message: string) => void;
}

/** A page, and what Graph's own clock said, to the second; null when it did not say. */
export interface AnsweredPage extends ODataPage {
  readonly answeredAt: Date | null;
}

/** The window has to start later. */
export class HorizonMovedError extends Error {
  override readonly name: string = 'HorizonMovedError';

  constructor(
    readonly availableFrom: Date,
    readonly answeredAt: Date | null,
  ) {
    super('The audit log no longer reaches back to the start of the window.');
  }
}

/** The window has to be asked for in other words. */
export class FilterRefusedError extends Error {
  override readonly name: string = 'FilterRefusedError';
}

/** The window has to start again. */
export class BrokenPagingError extends Error {
  override readonly name: string = 'BrokenPagingError';
}

/**
 * Reads one page, tried as often as the policy says.
 * @param isNext whether the path is a link that an earlier page of the window gave
 * @throws HorizonMovedError, FilterRefusedError or BrokenPagingError where the window can go on in another way; RefusalError where none can;
 * FailedTryError where this one cannot be read now.
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
      (failure, wait) => parts.onRetry?.(`${failure.message} Trying again in ${(wait / 1000).toFixed(1)} s.`),
    );
  } catch (error) {
    if (!(error instanceof FailedTryError)) throw error;
    if ((error.retryAfter ?? 0) > parts.retry.longestRetryAfter)
      throw new RefusalError(comeBack(error), { cause: error });
    if (error.kind === 'passing') throw error;
    // A page that could be read up to its start and no further: its token has expired, or was never any good.
    if (isNext) throw new BrokenPagingError(error.message);
    throw error.kind === 'refused' ? new RefusalError(error.message, { cause: error }) : error;
  }
}

/** A service that wants to be left alone for longer than a run lasts is left alone. */
function comeBack({ message, retryAfter: wait }: FailedTryError): string {
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
      throw new FailedTryError(`Microsoft Graph sent a broken page: ${tell(cause)}.`, 'passing', null, {
        cause,
      });
    }
  }
  const answer = judgeAnswer(response.status, response.body);
  if (answer.kind === 'horizon') throw movedHorizon(answer.availableFrom, dateOf(response.headers));
  if (answer.kind === 'invalid-filter')
    throw new FilterRefusedError(`Microsoft Graph refused the filter of ${path}.`);
  // A paging token does not come back to life: no use in asking again with it.
  if (answer.kind !== 'passing' && isNext && [400, 404, 410].includes(response.status)) {
    throw new BrokenPagingError(answer.message);
  }
  throw new FailedTryError(answer.message, answer.kind, retryAfter(response.headers), {
    status: response.status,
  });
}

/** What lies in the future by the service's own clock cannot be its horizon: days would be lost that are not. */
function movedHorizon(availableFrom: Date, answeredAt: Date | null): Error {
  if (answeredAt === null || availableFrom <= answeredAt)
    return new HorizonMovedError(availableFrom, answeredAt);
  const [from, at] = [availableFrom.toISOString(), answeredAt.toISOString()];
  return new FailedTryError(
    `Microsoft Graph said at ${at} that it has events from ${from} on only.`,
    'passing',
    null,
  );
}
