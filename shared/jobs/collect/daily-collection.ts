import type { UtcDay } from '../../domain/utc-day';
import type { CollectResult } from './collect';

export interface DailyCollectionParts {
  readonly collectDue: (now: Date, signal: AbortSignal) => Promise<CollectResult>;
  readonly purge: (now: Date, signal: AbortSignal) => Promise<readonly UtcDay[]>;
}

/** The result of a daily run: also the UTC days whose events were deleted. */
export interface DailyResult extends CollectResult {
  readonly purged: readonly UtcDay[];
}

/** Creates the daily run: it reads what is due, then deletes events older than the retention. */
export function createDailyCollection({ collectDue, purge }: DailyCollectionParts) {
  return async (now: Date, signal: AbortSignal): Promise<DailyResult> => {
    const result = await collectDue(now, signal);
    const { serviceTime } = result;
    // Do not purge when the run was aborted, or when Graph did not tell us its time: if our clock is ahead, purged
    // events could not be fetched again.
    if (signal.aborted || serviceTime === null) return { ...result, purged: [] };
    return { ...result, purged: await purge(serviceTime < now ? serviceTime : now, signal) };
  };
}
