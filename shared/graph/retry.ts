import { calculateRetryDelay, delay } from '@azure/core-util';

/** How often and how fast a failed call is tried again. */
export interface RetryPolicy {
  /** Tries of a call that fails for the moment: throttling, server faults, network, broken answers. */
  readonly attempts: number;
  /** Tries of a call that is refused: a permission that was just granted takes a while to be known everywhere. */
  readonly refusedAttempts: number;
  /** Milliseconds before the second try; doubles from there, with jitter. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** A server that asks for a longer pause than this is not waited for. Milliseconds. */
  readonly longestRetryAfter: number;
}

/** About a minute of patience with a service that is down; a run has many such calls to make. */
export const standardRetry: RetryPolicy = {
  attempts: 8,
  refusedAttempts: 3,
  firstDelay: 1_000,
  longestDelay: 30_000,
  longestRetryAfter: 600_000,
};

/** A failed try: whether and when another makes sense. */
export class FailedTryError extends Error {
  override readonly name: string = 'FailedTryError';
  /** The HTTP status of the answer; null when none came. */
  readonly status: number | null;

  constructor(
    message: string,
    /** refused, and what was asked for rejected: the answer will hardly change. passing: it may be gone in a moment. */
    readonly kind: 'refused' | 'rejected' | 'passing',
    /** What the server asked for, in milliseconds; null when it did not say. */
    readonly retryAfter: number | null,
    { status = null, ...options }: ErrorOptions & { readonly status?: number | null } = {},
  ) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Calls until it succeeds, as the policy says. Only a {@link FailedTryError} is tried again; it is thrown when the
 * tries are used up or the wait is too long. Ends at once with the signal's reason when the run is over.
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
      if (attempt >= attempts || (error.retryAfter ?? 0) > policy.longestRetryAfter) throw error;
      const wait = waitOf(error, attempt, policy);
      onRetry(error, wait);
      await delay(wait, { abortSignal: signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/**
 * Exponential backoff with jitter, or the server's own wish with a little jitter where that is longer: a server that
 * says "at once" each time must not use up the tries in a moment.
 */
function waitOf(failure: FailedTryError, attempt: number, policy: RetryPolicy): number {
  const config = { retryDelayInMs: policy.firstDelay, maxRetryDelayInMs: policy.longestDelay };
  const backoff = calculateRetryDelay(attempt - 1, config).retryAfterInMs;
  if (failure.retryAfter === null) return backoff;
  return Math.max(backoff, failure.retryAfter + Math.random() * (policy.firstDelay / 4));
}
