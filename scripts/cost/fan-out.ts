/** Work of one tenant in one night, on one queue message. */
export interface NightOfTenant {
  readonly seconds: number;
  readonly tableRequests: number;
}

/** What a night of many tenants takes. */
export interface Night {
  /** From the first message to the last tenant's end. */
  readonly seconds: number;
  /** Most table requests in any second. */
  readonly peakTableRequests: number;
}

/**
 * Simulates a night in which each tenant is a message of a storage queue, and each instance of the function app handles one
 * message at a time: whoever is free takes the next. A tenant's requests are spread evenly over its time.
 * @param instances how many instances the app has, all from the start
 * @param startSeconds what an instance takes before its first message
 */
export function simulateNight(
  tenants: readonly NightOfTenant[],
  instances: number,
  startSeconds: number,
): Night {
  const freeAt = Array.from({ length: Math.min(instances, tenants.length) }, () => startSeconds);
  const changes: { readonly at: number; readonly rate: number }[] = [];
  for (const { seconds, tableRequests } of tenants) {
    const free = freeAt.indexOf(Math.min(...freeAt));
    const from = freeAt[free] ?? startSeconds;
    const rate = tableRequests / seconds;
    freeAt[free] = from + seconds;
    changes.push({ at: from, rate }, { at: from + seconds, rate: -rate });
  }
  let [rate, peak] = [0, 0];
  // An end before a start of the same instant: one instance does one thing at a time.
  for (const change of changes.sort((a, b) => a.at - b.at || a.rate - b.rate)) {
    rate += change.rate;
    peak = Math.max(peak, rate);
  }
  return { seconds: Math.max(0, ...freeAt), peakTableRequests: peak };
}
