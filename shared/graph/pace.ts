import { delay } from '@azure/core-util';

/** Resolves when the next request may be sent. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/**
 * Milliseconds of one window: a little more than Graph's 10 seconds. The first request of a burst is slower on its way
 * (it opens the connection) than the one a window later, and a timer may fire a moment early.
 */
const window = 10_250;

/**
 * Creates a pace of at most `requests` in any 10 seconds: a burst up to that number, then evenly. Graph allows 5 in
 * 10 s per app and tenant on the audit log. A plain token bucket would let burst and refill through in one window, so
 * each request also waits until the one `requests` before it is 10 s old. Zero means no limit.
 * Uses the monotonic clock, never the time of day.
 */
export function createPace(requests: number, clock: () => number = () => performance.now()): Pace {
  if (requests === 0) return () => Promise.resolve();
  const gap = window / requests;
  let sent: number[] = [];
  let steady = false;
  return async (signal) => {
    signal.throwIfAborted();
    const now = clock();
    const last = sent.at(-1) ?? -Infinity;
    if (now - last >= window) steady = false;
    const burst = sent.length < requests ? -Infinity : (sent.at(-requests) ?? -Infinity) + window;
    const slot = Math.max(now, burst, steady ? last + gap : -Infinity);
    if (slot > now) steady = true;
    // Reserve the slot before waiting, so that concurrent callers queue up.
    sent = [...sent, slot].slice(-requests);
    if (slot > now) await delay(slot - now, { abortSignal: signal });
  };
}
