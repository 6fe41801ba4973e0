import { lateBy, longestReach } from '../../domain/alerts/alert-reach';

/** A half-open span of time [from, to), UTC. */
export interface AlertWindow {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Returns what an alert run reads: from two hours before the last run, in the first run the last two hours, at most a
 * day. A last run that lies in the future, by a clock that has been put right since, counts as now.
 */
export function alertWindow(now: Date, lastRun: Date | null): AlertWindow {
  const last = Math.min(lastRun?.getTime() ?? Infinity, now.getTime());
  return { from: new Date(Math.max(last - lateBy, now.getTime() - longestReach)), to: now };
}
