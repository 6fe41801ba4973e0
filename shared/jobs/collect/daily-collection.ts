import type { SnapshotResult } from '../../domain/access/access-snapshot';
import type { CollectionDay } from '../../domain/collection-day';
import type { UtcDay } from '../../domain/time/utc-day';
import { failureText } from '../../text/failure-text';
import type { CollectResult } from './collect';

export interface DailyCollectionParts {
  readonly collectDue: (now: Date, signal: AbortSignal) => Promise<CollectResult>;
  readonly purge: (now: Date, signal: AbortSignal) => Promise<readonly UtcDay[]>;
  /** Null: `STANDING_ACCESS` is off. */
  readonly takeSnapshot: (now: Date, signal: AbortSignal) => Promise<SnapshotResult | null>;
  /** Keeps the events of days parsed for the reports. */
  readonly keepParsed: (days: readonly CollectionDay[], signal: AbortSignal) => Promise<void>;
  readonly purgeSnapshots: (now: Date, signal: AbortSignal) => Promise<readonly UtcDay[]>;
}

/** What a run that also takes a snapshot came to. */
export interface CollectionResult extends CollectResult {
  /** Null: `STANDING_ACCESS` is off. */
  readonly snapshot: SnapshotResult | null;
}

/** The result of a daily run: also the UTC days whose events were deleted. */
export interface DailyResult extends CollectionResult {
  readonly purged: readonly UtcDay[];
}

/**
 * Creates the daily run: it reads what is due, deletes what is older than the retention, takes the snapshot of standing
 * access and keeps new days parsed. Each step delays only those after it.
 */
export function createDailyCollection(parts: DailyCollectionParts) {
  const { collectDue, purge, purgeSnapshots } = parts;
  const collect = withSnapshot(async (now, signal) => {
    const result = await collectDue(now, signal);
    const { serviceTime } = result;
    // Do not purge when the run was aborted, or when Graph did not tell us its time: if our clock is ahead, purged
    // events could not be fetched again.
    if (signal.aborted || serviceTime === null) return { ...result, purged: [] };
    const today = serviceTime < now ? serviceTime : now;
    const purged = await purge(today, signal);
    await purgeSnapshots(today, signal);
    return { ...result, purged };
  }, parts.takeSnapshot);
  return async (now: Date, signal: AbortSignal): Promise<DailyResult> => {
    const result = await collect(now, signal);
    await parts.keepParsed(result.days, signal);
    return result;
  };
}

/** Adds a snapshot of standing access to a collection. One that cannot be stored is a failure of the run. */
export function withSnapshot<Result extends CollectResult>(
  collect: (now: Date, signal: AbortSignal) => Promise<Result>,
  takeSnapshot: DailyCollectionParts['takeSnapshot'],
) {
  return async (now: Date, signal: AbortSignal): Promise<Result & CollectionResult> => {
    const begun = performance.now();
    const result = await collect(now, signal);
    const at = new Date(now.getTime() + Math.round(performance.now() - begun));
    let snapshot: SnapshotResult | null = null;
    let failure: string | null = null;
    try {
      snapshot = await takeSnapshot(at, signal);
      failure = snapshot?.failure ?? null;
    } catch (error) {
      failure = failureText(error);
    }
    const failures =
      failure === null
        ? result.failures
        : [...result.failures, `The snapshot of standing access could not be stored: ${failure}`];
    return { ...result, failures, snapshot };
  };
}
