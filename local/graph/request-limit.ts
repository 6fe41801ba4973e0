/** Maximum requests in a number of seconds. */
export interface RequestLimit {
  readonly requests: number;
  readonly perSeconds: number;
}

/** Counts requests in a sliding window. Refused ones do not count. */
export function createRequestLimit(limit: RequestLimit): {
  /** Returns whether one more request is allowed, and counts it. */
  readonly admit: (at: Date) => boolean;
  /** Whole seconds until the next request will be admitted, at least 1. */
  readonly secondsToWait: (at: Date) => number;
} {
  let admitted: number[] = [];
  const windowMilliseconds = limit.perSeconds * 1000;
  return {
    admit(at) {
      admitted = admitted.filter((time) => time > at.getTime() - windowMilliseconds);
      if (admitted.length >= limit.requests) return false;
      admitted.push(at.getTime());
      return true;
    },
    secondsToWait(at) {
      const oldest = admitted[0] ?? at.getTime();
      return Math.max(1, Math.ceil((oldest + windowMilliseconds - at.getTime()) / 1000));
    },
  };
}
