import { isError } from '@azure/core-util';
import { RefusalError } from '../domain/refusal-error';
import type { GraphGet, GraphResponse } from './graph-client';
import type { Pace } from './pace';
import { FailedTryError } from './retry';

/** What one request takes. */
export interface GraphRequestParts {
  readonly get: GraphGet;
  readonly pace: Pace;
  /** Milliseconds that one request may take, its body included. */
  readonly requestTimeout: number;
}

/**
 * Sends one request at the pace that is kept towards Graph, whatever the answer's status.
 * @throws FailedTryError when no answer comes, or not in time; RefusalError when there is no identity to ask with.
 */
export async function sendRequest(
  { get, pace, requestTimeout }: GraphRequestParts,
  path: string,
  signal: AbortSignal,
): Promise<GraphResponse> {
  await pace(signal);
  const timeout = AbortSignal.timeout(requestTimeout);
  return get(path, AbortSignal.any([signal, timeout])).catch((cause: unknown) => {
    if (cause instanceof RefusalError) throw cause;
    const what = timeout.aborted
      ? `did not answer within ${requestTimeout / 1000} s`
      : `could not be reached: ${tell(cause)}`;
    throw new FailedTryError(`Microsoft Graph ${what}.`, 'passing', null, { cause });
  });
}

/** What the service's own clock said, to the second; null when it did not say. */
export function dateOf(headers: Headers): Date | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : new Date(at);
}

/** An error in words, with the cause that fetch hides below it. */
export function tell(error: unknown): string {
  if (!isError(error)) return String(error);
  const cause = isError(error.cause) ? error.cause : null;
  const code = cause !== null && 'code' in cause ? `${String(cause.code)} ` : '';
  return cause === null ? error.message : `${error.message} (${code}${cause.message})`;
}
