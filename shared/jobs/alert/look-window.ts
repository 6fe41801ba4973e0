const hour = 3_600_000;

/** Events of this long before the last look are read again: the audit log is minutes, at times hours late. */
export const lateBy = 2 * hour;

/** A look after a long pause goes back no further: what is older waits for the weekly report. */
const longestReach = 24 * hour;

/** A half-open span of time [from, to), UTC. */
export interface LookWindow {
  readonly from: Date;
  readonly to: Date;
}

/**
 * What a look reads: from the last look minus two hours, at the first one the last two hours, at most a day. A last
 * look that lies in the future, by a clock that has been put right since, counts as now.
 */
export function lookWindow(now: Date, lastLook: Date | null): LookWindow {
  const last = Math.min(lastLook?.getTime() ?? Infinity, now.getTime());
  return { from: new Date(Math.max(last - lateBy, now.getTime() - longestReach)), to: now };
}
