import { delay } from '@azure/core-util';
import type { Post } from './post';

/** How long a receiver that is busy is waited for. Milliseconds. */
export interface Patience {
  /**
   * All pauses of one request, and all answers but the first, together; a longer `Retry-After` is left to the next
   * run. So a receiver that answers late and says "again" each time cannot hold up a run.
   */
  readonly longestPause: number;
  /** Between two requests to the same receiver. */
  readonly gap: number;
}

/**
 * Returns a post that keeps a gap between two requests, and after a 429 waits as long as `Retry-After` says, up to the
 * longest pause.
 * @returns the last answer, a 429 too
 */
export function createPatientPost(post: Post, { longestPause, gap }: Patience): Post {
  let isFirst = true;
  return async (request, signal) => {
    if (!isFirst && gap > 0) await delay(gap, { abortSignal: signal });
    isFirst = false;
    let answer = await post(request, signal);
    const until = performance.now() + longestPause;
    // A timer may be up to a millisecond early.
    for (let left = longestPause; left >= 1; left = until - performance.now()) {
      const { status, retryAfter } = answer;
      if (status !== 429 || retryAfter === null || retryAfter > left) return answer;
      // A receiver that says "at once" each time is given a second.
      await delay(Math.max(retryAfter, Math.min(1_000, left)), { abortSignal: signal });
      answer = await post(request, signal);
    }
    return answer;
  };
}
