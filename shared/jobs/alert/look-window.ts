import { lateBy, longestReach } from '../../domain/alerts/look-reach';

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
