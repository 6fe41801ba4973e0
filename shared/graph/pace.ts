import { delay } from '@azure/core-util';

/** Waits until the next request may be sent. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/**
 * A little more than Graph's own 10 seconds: the first request of a burst takes longer on its way (it opens the
 * connection) than the one that comes a window later, and a timer may ring a moment early.
 */
const window = 10_250;

/**
 * A pace of at most `requests` in any 10 seconds: a burst up to that many, then evenly. Graph allows 5 in 10 s per
 * app and tenant on the audit log. A plain token bucket would pass the burst and the refill within one window, so
 * each request also waits until the one `requests` before it is 10 s old. Zero means no pace at all.
 * Reads the monotonic clock, never the time of day.
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
    // The place is taken before waiting, so that callers side by side queue up.
    sent = [...sent, slot].slice(-requests);
    if (slot > now) await delay(slot - now, { abortSignal: signal });
  };
}
