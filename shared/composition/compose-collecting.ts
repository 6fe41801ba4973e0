import { createGraphAccessSource } from '../access-source/graph-access-source';
import { createGraphAuditSource } from '../audit-source/graph-audit-source';
import { parseEvent } from '../audit-source/parse-event';
import type { Settings } from '../config/settings';
import type { UtcDay } from '../domain/time/utc-day';
import { storedEventTraits, storedTenant } from '../import/stored-event-traits';
import { createCheckTenant, ofOneTenant } from '../jobs/collect/check-tenant';
import { createCloseGaps } from '../jobs/collect/close-gaps';
import { createCollect } from '../jobs/collect/collect';
import { createDailyCollection, withSnapshot } from '../jobs/collect/daily-collection';
import { createPimGroups } from '../jobs/collect/snapshot/pim-groups';
import type { ParsedDayCache } from '../jobs/collect/parsed-day-cache';
import { createPurge } from '../jobs/collect/purge';
import { createPurgeSnapshots } from '../jobs/collect/snapshot/purge-snapshots';
import { createTakeSnapshot } from '../jobs/collect/snapshot/take-snapshot';
import type { Graph } from './connect-graph';
import type { Listener } from './listener';
import type { Storage } from './open-storage';
import type { Waits } from './waits';

/** Composes the jobs that read from Graph: events, standing access, and what a report lacks. */
export function composeCollecting(
  settings: Settings,
  { store, collectionLedger: ledger, snapshots, summaries, claim, exists }: Storage,
  parsedDays: ParsedDayCache,
  graph: Graph,
  { onCollect, onSnapshot }: Listener,
  waits: Waits,
) {
  const { collectOverlapDays, retentionDays } = settings;
  const source = createGraphAuditSource(graph);
  const checkTenant = createCheckTenant({ ledger, store, tenantOf: storedTenant }, graph.tenant);
  const collecting = createCollect({
    source,
    store,
    ledger,
    summaries,
    policy: { overlapDays: collectOverlapDays, retentionDays },
    traitsOf: storedEventTraits,
    checkTenant,
    ...(onCollect ? { onProgress: onCollect } : {}),
  });
  /** Signs in, which may take a person minutes, then takes the lock of a folder store; `claim` does nothing on Azure. */
  async function signInAndClaim(signal: AbortSignal): Promise<void> {
    await graph.tenant(signal);
    await claim(signal);
  }
  /** Reads given days, without a snapshot. */
  async function readDays(days: readonly UtcDay[], now: Date, signal: AbortSignal) {
    await signInAndClaim(signal);
    return collecting.collectDays(days, now, signal);
  }
  const takeSnapshot = createTakeSnapshot({
    source: createGraphAccessSource(graph),
    snapshots,
    parts: settings.standingAccess,
    pimGroups: createPimGroups({ store, parse: parseEvent }),
    budget: waits.snapshot,
    ...(onSnapshot ? { onProgress: onSnapshot } : {}),
  });
  return {
    /** The log for the alerts, which store what they read too. */
    alertSource: ofOneTenant(source, async (signal) => {
      await signInAndClaim(signal);
      return checkTenant(signal);
    }),
    /** The log for a preview of the alerts, which needs no store. */
    previewSource: ofOneTenant(source, async (signal) =>
      (await exists(signal)) ? checkTenant(signal) : null,
    ),
    /** The daily run. */
    collect: createDailyCollection({
      async collectDue(now, signal) {
        await signInAndClaim(signal);
        return collecting.collectDue(now, signal);
      },
      purge: createPurge({ store, ledger, summaries, retentionDays }),
      takeSnapshot,
      cacheParsedDays: parsedDays.save,
      purgeSnapshots: createPurgeSnapshots(snapshots, retentionDays),
    }),
    /** Reads given days, and takes a snapshot as every collection does. */
    collectDaysAndSnapshot: (days: readonly UtcDay[], now: Date, signal: AbortSignal) =>
      withSnapshot((...run) => readDays(days, ...run), takeSnapshot)(now, signal),
    /** Reads what a report lacks. */
    closeGaps: createCloseGaps({ ledger, readDays, overlapDays: null, timeout: null }),
    /** Reads what a report that is to be mailed lacks, and its last days again, within a share of the run. */
    closeMailedGaps: createCloseGaps({
      ledger,
      readDays,
      overlapDays: collectOverlapDays,
      timeout: waits.gaps,
    }),
  };
}
