import type { TokenCredential } from '@azure/identity';
import { createGraphAccessSource } from './access-source/graph-access-source';
import { readStoredRows } from './access-source/stored-rows';
import { policyProblems } from './analysis/findings/policy-problems';
import { createGraphAuditSource } from './audit-source/graph-audit-source';
import { parseEvent } from './audit-source/parse-event';
import { createAlertChannels, standardAlertWaits, type AlertWaits } from './clients/alert-channels';
import { createCredential, isLocal, needed } from './clients/credential';
import { createMailer } from './clients/mail-client';
import { standardServiceWaits, type ServiceWaits } from './clients/service-waits';
import type { SignInOptions } from './clients/sign-in';
import { createContainer, createTable } from './clients/storage-clients';
import { scheduleWarnings } from './config/early-schedule';
import { mailLimit } from './config/mail-limit';
import { openSchedule } from './config/ncrontab';
import type { Environment } from './config/read-setting';
import { readSettings } from './config/read-settings';
import type { Settings } from './config/settings';
import type { StorageAccount } from './config/storage-setting';
import type { UtcDay } from './domain/utc-day';
import { operationId } from './delivery/operation-id';
import type { ImportOptions } from './import/import-adapters';
import { storedEventTraits } from './import/stored-event-traits';
import { createGraphGet } from './graph/graph-client';
import { createGraphTokens } from './graph/graph-token';
import { createPace } from './graph/pace';
import { standardRetry, type RetryPolicy } from './graph/retry';
import { createAlertJob } from './jobs/alert/alert-job';
import { alertRuleProblems } from './jobs/alert/alert-rule-problems';
import { createCloseGaps } from './jobs/collect/close-gaps';
import { createCollect, type CollectProgress } from './jobs/collect/collect';
import { createDailyCollection, withSnapshot } from './jobs/collect/daily-collection';
import { createPimGroups } from './jobs/collect/pim-groups';
import { createPurge } from './jobs/collect/purge';
import { createPurgeSnapshots } from './jobs/collect/purge-snapshots';
import { createTakeSnapshot, type SnapshotProgress } from './jobs/collect/take-snapshot';
import { createCorrections } from './jobs/deliver/corrections';
import { createDailyMails } from './jobs/deliver/daily-mails';
import { createDeliverReport } from './jobs/deliver/deliver-report';
import { createSendReports } from './jobs/deliver/send-reports';
import { createFindSentFile } from './jobs/deliver/find-sent-file';
import { createVerifyArchive, type VerifyProgress } from './jobs/deliver/verify-archive';
import { createWeeklyReports } from './jobs/deliver/weekly-reports';
import { createImportLogs, type ImportOrder, type ImportProgress } from './jobs/import/import-logs';
import { columnProblems } from './jobs/report/column-problems';
import { createMakeReports, type RenderFiles, type ReportProgress } from './jobs/report/make-reports';
import { createPrepareReport } from './jobs/report/prepare-report';
import { createReadAccessHistory } from './jobs/report/read-access-history';
import { renderMail } from './report/mail';
import { createAzureStorage } from './storage/azure/azure-storage';
import { createFolderStorage } from './storage/folder/folder-storage';
import { openStoreFolder } from './storage/folder/store-folder';

/** Callbacks of the jobs. */
export interface Listener {
  /** How to sign in on a person's machine; absent in Azure. */
  readonly signIn?: SignInOptions;
  /** The current time, which a store in a folder records with each event. Not needed with a storage account. */
  readonly clock?: () => Date;
  readonly onCollect?: (progress: CollectProgress) => void;
  readonly onImport?: (progress: ImportProgress) => void;
  readonly onReport?: ReportProgress;
  /** Called after each list of standing access. */
  readonly onSnapshot?: (progress: SnapshotProgress) => void;
  /** Called with a sentence, and the milliseconds to wait, when a request failed and is sent again or a store is in use. */
  readonly onRetry?: (message: string, wait: number) => void;
}

/** Milliseconds of a hosted run: it ends some minutes before the host's own limit (host.json) would cut it off. */
export const hostedRunTime = 25 * 60_000;

/** How long the pipeline waits for each service, in milliseconds. Tests shrink the waits. */
export interface Waits {
  readonly graph: RetryPolicy;
  /** One Graph request; a page of 999 events takes some seconds. */
  readonly graphRequest: number;
  /** Reading standing access: at most a fifth of a run. */
  readonly snapshot: number;
  /** Reading what a report that is to be mailed lacks. The rest of the run is the report's. */
  readonly gaps: number;
  readonly services: ServiceWaits;
  readonly alerts: AlertWaits;
}

export const standardWaits: Waits = {
  graph: standardRetry,
  graphRequest: 40_000,
  snapshot: hostedRunTime / 5,
  gaps: Math.min(hostedRunTime / 4, 5 * 60_000),
  services: standardServiceWaits,
  alerts: standardAlertWaits,
};

/**
 * Reads and checks all settings, rule ids and column names included.
 * @throws SettingsError with every problem.
 */
export const loadSettings = (
  environment: Environment,
  needs: { readonly send: boolean; readonly alert?: boolean },
): Settings =>
  readSettings(environment, {
    ...needs,
    check: ({ alerts, findings, reports }) => [
      ...policyProblems(findings),
      ...columnProblems(reports),
      ...alertRuleProblems(alerts),
    ],
  });

/** The jobs over the services that the settings name. */
export type Pipeline = Awaited<ReturnType<typeof compose>>;

/** Makes clients, adapters and jobs of settings. Nothing is contacted before a job runs. */
export async function compose(settings: Settings, listener: Listener = {}, waits: Waits = standardWaits) {
  const { collectOverlapDays, correctionMails, graphEndpoint, reports, retentionDays, sender } = settings;
  const credential = await createCredential(settings, listener.signIn);
  const storage = openStorage(settings.storage, credential, listener, waits.services);
  const { events: store, days: ledger, runs, archive, access: snapshots } = storage;
  const openArchive = (signal: AbortSignal) => storage.openArchive(signal);
  const { onCollect, onImport, onReport, onRetry, onSnapshot } = listener;

  const tokens = isLocal(graphEndpoint) ? null : createGraphTokens(graphEndpoint, needed(credential));
  // One pace for all that is asked of Graph.
  const graph = {
    get: createGraphGet(graphEndpoint, tokens),
    identity: () => tokens?.identity() ?? null,
    ...(listener.signIn && tokens ? { signIn: (signal: AbortSignal) => tokens.signIn(signal) } : {}),
    endpoint: graphEndpoint,
    pace: createPace(settings.graphRequestsPer10Seconds),
    retry: waits.graph,
    requestTimeout: waits.graphRequest,
    ...(onRetry ? { onRetry } : {}),
  };
  const source = createGraphAuditSource(graph);
  const policy = { overlapDays: collectOverlapDays, retentionDays };
  const progress = onCollect ? { onProgress: onCollect } : {};
  const { collectDue, collectDays } = createCollect({
    ...{ source, store, ledger, policy, ...progress },
    traitsOf: storedEventTraits,
  });
  const takeSnapshot = createTakeSnapshot({
    source: createGraphAccessSource(graph),
    snapshots,
    parts: settings.standingAccess,
    pimGroups: createPimGroups({ store, parse: parseEvent }),
    budget: waits.snapshot,
    ...(onSnapshot ? { onProgress: onSnapshot } : {}),
  });
  const collect = createDailyCollection({
    collectDue,
    purge: createPurge({ store, ledger, retentionDays }),
    takeSnapshot,
    purgeSnapshots: createPurgeSnapshots(snapshots, retentionDays),
  });
  const importProgress = onImport ? { onProgress: onImport } : {};
  const gaps = { ledger, collectDays };
  const closeGaps = createCloseGaps({ ...gaps, overlapDays: null, timeout: null });
  const closeMailedGaps = createCloseGaps({
    ...{ ...gaps, overlapDays: collectOverlapDays, timeout: waits.gaps },
  });

  const { findings, organization } = settings;
  const prepare = createPrepareReport({
    ...{ store, parse: parseEvent, policy: findings, organization, runs },
    ...(settings.alerts.length > 0 ? { alerts: storage.alerts } : {}),
    ...(settings.standingAccess.length > 0
      ? { readAccess: createReadAccessHistory({ snapshots, readRows: readStoredRows }) }
      : {}),
  });
  const rendering = { renderFiles: renderWhenNeeded, ...(onReport ? { onProgress: onReport } : {}) };
  const makeReports = createMakeReports({ ledger, closeGaps, prepare, ...rendering });
  const makeReportsOffline = createMakeReports({ ledger, closeGaps: null, prepare, ...rendering });

  const mailer = createMailer(settings, credential, waits.services);
  const deliver = createDeliverReport({
    runs,
    archive,
    mailer,
    sender: sender ?? '',
    replyTo: settings.replyTo,
    operationId: (...of) => operationId(storage.deployment, ...of),
  });
  const sendReports = createSendReports({ deliver, renderMail, ...rendering });
  const mailing = { runs, makeReports: makeReportsOffline, sendReports };
  const sendCorrections = createCorrections({ ...mailing, ledger, openArchive, isEnabled: correctionMails });
  const sendWeekly = createWeeklyReports({
    ...{ ...mailing, openArchive, sendCorrections, closeGaps: closeMailedGaps },
  });
  const reportTimer = openSchedule(settings.reportSchedule);
  const nextReportRun = (after: Date) => reportTimer.nextRun(after);
  const sendDailyMails = createDailyMails({ sendWeekly, sendCorrections, nextReportRun });

  const channels = createAlertChannels({
    ...{ settings, credential, mailer, waits: waits.alerts },
    operationId: (channel, ...of) => operationId(storage.deployment, `alert ${channel}`, ...of),
  });
  const { look, preview } = createAlertJob({
    ...{ source, store, days: ledger, ledger: storage.alerts, parse: parseEvent, policy: findings },
    exists: storage.exists,
    ...{ channels, organization, timeZone: settings.timeZone, retentionDays },
    delivery: { takeOverAfter: waits.alerts.takeOverAfter, ...(onRetry ? { onWait: onRetry } : {}) },
  });

  /** Opens the tables before a job. */
  const opened =
    <Result>(job: (now: Date, signal: AbortSignal) => Promise<Result>) =>
    async (now: Date, signal: AbortSignal): Promise<Result> => {
      await storage.open(signal);
      return job(now, signal);
    };
  return {
    /** Signs in to Graph, before a job that asks it: a person may need minutes. */
    signIn: async (signal: AbortSignal) => tokens?.signIn(signal),
    /** Creates the tables unless they exist; call it before {@link collectDays} and the jobs that make reports. */
    open: storage.open,
    /** The daily run: reads what is due, deletes what is too old. */
    collect: opened(collect),
    /** The weekly run: the mail of every report whose week is over, then the corrections that are due. */
    sendWeeklyReports: opened((now, signal) => sendWeekly(reports, now, signal)),
    /** The daily run of the mails: weekly reports that are still owed, and the corrections that are due. */
    sendCorrections: opened((now, signal) => sendDailyMails(reports, now, signal)),
    /** Reads given days, and takes a snapshot as every collection does. */
    collectDays: (days: readonly UtcDay[], now: Date, signal: AbortSignal) =>
      withSnapshot((...run) => collectDays(days, ...run), takeSnapshot)(now, signal),
    /** Imports log files of this machine. */
    async importLogs(
      { zone, temporaryFolder, ...order }: ImportOrder & ImportOptions,
      now: Date,
      signal: AbortSignal,
    ) {
      await storage.open(signal);
      const { createImportAdapters } = await import('./import/import-adapters');
      const adapters = createImportAdapters({ zone, temporaryFolder });
      return createImportLogs({ store, ledger, retentionDays, ...adapters, ...importProgress })(
        order,
        now,
        signal,
      );
    },
    /** One look for alerts: what is new is stored and sent to the channels of `ALERTS`. */
    sendAlerts: opened(async (now, signal) => {
      await storage.openAlerts(signal);
      return look(now, signal);
    }),
    /** What {@link sendAlerts} would send; nothing is stored or sent. */
    previewAlerts: preview,
    /** Returns the ledger of days. */
    days: (signal: AbortSignal) => ledger.read(signal),
    makeReports,
    makeReportsOffline,
    async sendReports(...of: Parameters<typeof sendReports>) {
      await openArchive(of[2]);
      return sendReports(...of);
    },
    /** Verifies the archive of one report, or of all (null). */
    verify: (report: string | null, onFile: (progress: VerifyProgress) => void, signal: AbortSignal) =>
      createVerifyArchive({ archive, runs, configured: reports.map(({ name }) => name), onFile })(
        report,
        signal,
      ),
    /** Looks for a file that somebody holds among those that were sent. */
    findSentFile: createFindSentFile({ archive, runs }),
    /** Returns sentences about settings that work and are probably not meant. */
    warnings: (now: Date) =>
      [...scheduleWarnings(settings, now), mailLimit(settings)].filter((warning) => warning !== null),
    /** Ends the use of the storage: releases the lock of a folder. */
    close: () => {
      storage.close();
    },
  };
}

function openStorage(
  account: StorageAccount,
  credential: TokenCredential | null,
  { clock = noClock, onRetry }: Listener,
  waits: ServiceWaits,
) {
  if ('folder' in account)
    return createFolderStorage(openStoreFolder(account.folder, { clock, onWait: onRetry }));
  return createAzureStorage({
    table: (name) => createTable(account, name, credential, waits),
    container: (name) => createContainer(account, name, credential, waits),
    archiveTimeout: waits.archive,
  });
}

/** The formats are loaded by the first report: a night's collection renders nothing. */
const renderWhenNeeded: RenderFiles = async (...of) =>
  (await import('./report/report-file')).renderReportFiles(...of);

const noClock = (): never => {
  throw new TypeError('A store in a folder needs a clock.');
};
