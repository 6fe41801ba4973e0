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
  /** Caches the parsed events of each day for the reports. */
  readonly cacheParsedDays: (days: readonly CollectionDay[], signal: AbortSignal) => Promise<void>;
  readonly purgeSnapshots: (now: Date, signal: AbortSignal) => Promise<readonly UtcDay[]>;
}

/** The result of a run that also takes a snapshot. */
export interface CollectionResult extends CollectResult {
  /** Null if `STANDING_ACCESS` is off, or if no snapshot could be taken: then `failures` says why. */
  readonly snapshot: SnapshotResult | null;
}

/** The result of a daily run: also the UTC days whose events were deleted. */
export interface DailyResult extends CollectionResult {
  readonly purged: readonly UtcDay[];
}

/**
 * Creates the daily run: it reads what is due, takes the snapshot of standing access, deletes what is older than the
 * retention and caches the parsed events of the days that it read. A snapshot or a deletion that fails is a failure of the
 * run; the steps after it follow all the same.
 */
export function createDailyCollection(parts: DailyCollectionParts) {
  const { collectDue, purge, purgeSnapshots, takeSnapshot, cacheParsedDays } = parts;
  return async (now: Date, signal: AbortSignal): Promise<DailyResult> => {
    const timeNow = clockFrom(now);
    const collected = await collectDue(now, signal);
    // Before the deletion: what is not deleted today can be deleted tomorrow, but who holds access today can be read
    // only today.
    const result = await addSnapshot(collected, takeSnapshot, timeNow(), signal);
    const { purged, failures } = await purgeAll(collected, now, signal);
    await cacheParsedDays(result.days, signal);
    return { ...result, failures: [...result.failures, ...failures], purged };
  };

  async function purgeAll(
    { serviceTime }: CollectResult,
    now: Date,
    signal: AbortSignal,
  ): Promise<Pick<DailyResult, 'purged' | 'failures'>> {
    // Do not purge when the run was aborted, or when Graph did not tell us its time: if our clock is ahead, purged
    // events could not be fetched again.
    if (signal.aborted || serviceTime === null) return { purged: [], failures: [] };
    const today = serviceTime < now ? serviceTime : now;
    const failures: string[] = [];
    const purged = await purge(today, signal).catch((error: unknown) => {
      failures.push(`Events older than the retention could not be deleted: ${failureText(error)}`);
      return [];
    });
    await purgeSnapshots(today, signal).catch((error: unknown) => {
      failures.push(`Snapshots older than the retention could not be deleted: ${failureText(error)}`);
    });
    return { purged, failures };
  }
}

/** Adds a snapshot of standing access to a collection. One that cannot be stored is a failure of the run. */
export function withSnapshot(
  collect: (now: Date, signal: AbortSignal) => Promise<CollectResult>,
  takeSnapshot: DailyCollectionParts['takeSnapshot'],
) {
  return async (now: Date, signal: AbortSignal): Promise<CollectionResult> => {
    const timeNow = clockFrom(now);
    const collected = await collect(now, signal);
    return addSnapshot(collected, takeSnapshot, timeNow(), signal);
  };
}

async function addSnapshot(
  collected: CollectResult,
  takeSnapshot: DailyCollectionParts['takeSnapshot'],
  now: Date,
  signal: AbortSignal,
): Promise<CollectionResult> {
  let snapshot: SnapshotResult | null = null;
  let failure: string | null = null;
  try {
    snapshot = await takeSnapshot(now, signal);
    failure = snapshot?.failure ?? null;
  } catch (error) {
    failure = failureText(error);
  }
  const failures =
    failure === null
      ? collected.failures
      : [...collected.failures, `The snapshot of standing access could not be stored: ${failure}`];
  return { ...collected, failures, snapshot };
}

/** Returns a clock that starts at `now`. */
function clockFrom(now: Date): () => Date {
  const begun = performance.now();
  return () => new Date(now.getTime() + Math.round(performance.now() - begun));
}
