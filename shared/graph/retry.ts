import { calculateRetryDelay, delay } from '@azure/core-util';

/** How often and how fast a failed call is repeated. */
export interface RetryPolicy {
  /** Attempts of a call that fails temporarily: throttling, server faults, network, broken answers. */
  readonly attempts: number;
  /** Attempts of a call that is refused or rejected: a permission just granted takes a while to reach every server. */
  readonly refusedAttempts: number;
  /** Milliseconds before the second attempt; doubles with each further one, with jitter. */
  readonly firstDelay: number;
  readonly maxDelay: number;
  /** Longest `Retry-After` to wait for; a longer one ends the call. Milliseconds. */
  readonly maxRetryAfter: number;
}

/** Waits about a minute in all for a service that is down: a run makes many calls. */
export const standardRetry: RetryPolicy = {
  attempts: 8,
  refusedAttempts: 3,
  firstDelay: 1_000,
  maxDelay: 30_000,
  maxRetryAfter: 600_000,
};

/**
 * What a failure means for other requests. refused: this identity, tenant or address gets nothing, whatever it asks.
 * rejected: this request gets nothing; another may. passing: the fault may be gone in a moment.
 */
export type FailureKind = 'refused' | 'rejected' | 'passing';

/** A failed attempt, with whether and when another one makes sense. */
export class FailedTryError extends Error {
  override readonly name: string = 'FailedTryError';
  /** The HTTP status of the answer; null when none came. */
  readonly status: number | null;

  constructor(
    message: string,
    readonly kind: FailureKind,
    /** The server's `Retry-After` in milliseconds; null if the answer had none that can be understood. */
    readonly retryAfter: number | null,
    { status = null, ...options }: ErrorOptions & { readonly status?: number | null } = {},
  ) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Repeats a call until it succeeds, as the policy allows. Only a {@link FailedTryError} is repeated; it is thrown when
 * the attempts are used up or the wait is too long. Throws the signal's reason at once when the run is aborted.
 */
export async function withRetry<T>(
  call: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  onRetry: (failure: FailedTryError, wait: number) => void = () => undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof FailedTryError)) throw error;
      const attempts = error.kind === 'passing' ? policy.attempts : policy.refusedAttempts;
      if (attempt >= attempts || (error.retryAfter ?? 0) > policy.maxRetryAfter) throw error;
      const wait = waitBefore(error, attempt, policy);
      onRetry(error, wait);
      await delay(wait, { abortSignal: signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/**
 * Milliseconds to wait before the next attempt: exponential backoff with jitter, or the server's `Retry-After` with a
 * little jitter if that is longer. A server that always says "0" must not use up the attempts in a moment.
 */
function waitBefore(failure: FailedTryError, attempt: number, policy: RetryPolicy): number {
  const config = { retryDelayInMs: policy.firstDelay, maxRetryDelayInMs: policy.maxDelay };
  const backoff = calculateRetryDelay(attempt - 1, config).retryAfterInMs;
  if (failure.retryAfter === null) return backoff;
  return Math.max(backoff, failure.retryAfter + Math.random() * (policy.firstDelay / 4));
}
