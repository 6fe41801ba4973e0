import { isError } from '@azure/core-util';
import { RefusalError } from '../domain/refusal-error';
import type { GraphGet, GraphResponse } from './graph-client';
import type { Pace } from './pace';
import { FailedTryError } from './retry';

/** What one request needs. */
export interface GraphRequestParts {
  readonly get: GraphGet;
  readonly pace: Pace;
  /** Signs in before the request's time starts: a person may need minutes. */
  readonly signIn?: (signal: AbortSignal) => Promise<void>;
  /** Milliseconds that one request may take, its body included. */
  readonly requestTimeout: number;
}

/**
 * Sends one request, at the pace kept towards Graph. Returns the answer whatever its status.
 * @throws FailedTryError when no answer comes in time; RefusalError when no identity can sign in.
 */
export async function sendRequest(
  { get, pace, signIn, requestTimeout }: GraphRequestParts,
  path: string,
  signal: AbortSignal,
): Promise<GraphResponse> {
  await signIn?.(signal);
  await pace(signal);
  const timeout = AbortSignal.timeout(requestTimeout);
  return get(path, AbortSignal.any([signal, timeout])).catch((cause: unknown) => {
    if (cause instanceof RefusalError) throw cause;
    const what = timeout.aborted
      ? `did not answer within ${requestTimeout / 1000} s`
      : `could not be reached: ${describeError(cause)}`;
    throw new FailedTryError(`Microsoft Graph ${what}.`, 'passing', null, { cause });
  });
}

/** The service's own time, to the second, from the `Date` header; null when it is missing. */
export function dateOf(headers: Headers): Date | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : new Date(at);
}

/** Describes an error, with the cause that fetch hides below it. */
export function describeError(error: unknown): string {
  if (!isError(error)) return String(error);
  const cause = isError(error.cause) ? error.cause : null;
  const code = cause !== null && 'code' in cause ? `${String(cause.code)} ` : '';
  return cause === null ? error.message : `${error.message} (${code}${cause.message})`;
}
