import { policyProblems } from './analysis/findings/policy-problems';
import { createGraphAuditSource } from './audit-source/graph-audit-source';
import { createGraphGet } from './graph/graph-client';
import { createGraphTokens } from './graph/graph-token';
import { createPace } from './graph/pace';
import { parseEvent } from './audit-source/parse-event';
import { standardRetry, type RetryPolicy } from './graph/retry';
import { createCredential, isLocal, needed } from './clients/credential';
import { createMailer } from './clients/mail-client';
import { standardServiceWaits, type ServiceWaits } from './clients/service-waits';
import { createContainer, createTable } from './clients/storage-clients';
import { clearErrors } from './clients/clear-errors';
import type { Environment } from './config/read-setting';
import { readSettings } from './config/read-settings';
import { earlySchedule } from './config/early-schedule';
import type { Settings } from './config/settings';
import { createArchive } from './storage/azure/archive';
import { openArchive } from './storage/azure/open-archive';
import { operationId } from './delivery/operation-id';
import { createReportRuns } from './storage/azure/report-runs';
import { activationColumnKeys } from './domain/activation-columns';
import { createCollectionLedger } from './storage/azure/collection-ledger';
import { createEventStore } from './storage/azure/event-store';
import { openTables } from './storage/azure/open-tables';
import { createCloseGaps } from './jobs/collect/close-gaps';
import { createCollect, type CollectProgress } from './jobs/collect/collect';
import { createCorrections } from './jobs/deliver/corrections';
import { createDeliver } from './jobs/deliver/deliver';
import { createPrepareReport } from './jobs/report/prepare-report';
import { createPurge } from './jobs/collect/purge';
import { together } from './jobs/deliver/mail-each';
import { createMakeReports, createSendReports } from './jobs/deliver/send-reports';
import { createVerifyArchive, type VerifyProgress } from './jobs/deliver/verify-archive';
import { createWeeklyReports } from './jobs/deliver/weekly-reports';
import { renderMail } from './report/mail';
import { renderReportFile } from './report/report-file';

/** What the jobs tell while they run. */
export interface Listener {
  readonly onCollect?: (progress: CollectProgress) => void;
  readonly onReport?: (step: string, report: string) => void;
  /** A call that failed and is tried again. */
  readonly onRetry?: (message: string) => void;
}

/** How patient the pipeline is with each service. Milliseconds; a test shrinks them. */
export interface Waits {
  readonly graph: RetryPolicy;
  /** One Graph request; a page of 999 events takes some seconds. */
  readonly graphRequest: number;
  readonly services: ServiceWaits;
}

export const standardWaits: Waits = {
  graph: standardRetry,
  graphRequest: 40_000,
  services: standardServiceWaits,
};

/**
 * Reads and checks all settings, the rules' ids and the columns' names included.
 * @throws SettingsError with every problem.
 */
export function loadSettings(environment: Environment, { send }: { readonly send: boolean }): Settings {
  return readSettings(environment, {
    send,
    check: ({ findings, reports }) => [
      ...policyProblems(findings),
      ...reports.flatMap(({ name, columns }) =>
        (columns ?? [])
          .filter((column) => !activationColumnKeys.some((key) => key === column))
          .map(
            (column) =>
              `REPORTS: report "${name}" names the column "${column}"; there are ${activationColumnKeys.join(', ')}.`,
          ),
      ),
    ],
  });
}

/** What is odd about settings that can be used, one sentence each: a report schedule that fires too early. */
export function settingsWarnings(settings: Settings, now: Date): string[] {
  const zones = [...new Set(settings.reports.map(({ timeZone }) => timeZone))];
  return zones.flatMap((zone) => earlySchedule(settings.reportSchedule, zone, now) ?? []);
}

/**
 * The schedule to register a timer with: the app setting's name, which the host fills in, or the default where the
 * setting is absent (the host would refuse an unknown name).
 */
export function timerSchedule(environment: Environment, name: string, standard: string): string {
  return (environment[name]?.trim() ?? '') === '' ? standard : `%${name}%`;
}

/** A hosted run ends some minutes before the host's own limit (host.json) would cut it off. Milliseconds. */
export const hostedRunTime = 25 * 60_000;

/** The one place where settings become clients, adapters and jobs. Nothing is contacted before a job runs. */
export async function compose(settings: Settings, listener: Listener = {}, waits: Waits = standardWaits) {
  const credential = await createCredential(settings);
  const table = (name: string) => createTable(settings, name, credential, waits.services);
  const tables = {
    events: table('PimAuditEvents'),
    days: table('CollectionDays'),
    runs: table('ReportRuns'),
  };
  const auditStorage = `audit storage (${new URL(tables.events.url).host})`;
  const store = clearErrors(createEventStore(tables.events), auditStorage);
  const ledger = clearErrors(createCollectionLedger(tables.days), auditStorage);
  const runs = clearErrors(createReportRuns(tables.runs), auditStorage);

  const { graphEndpoint, graphRequestsPer10Seconds, retentionDays } = settings;
  const needsToken = !isLocal(graphEndpoint);
  const source = createGraphAuditSource({
    get: createGraphGet(
      graphEndpoint,
      needsToken ? createGraphTokens(graphEndpoint, needed(credential)) : null,
    ),
    endpoint: graphEndpoint,
    pace: createPace(graphRequestsPer10Seconds),
    retry: waits.graph,
    requestTimeout: waits.graphRequest,
    ...(listener.onRetry ? { onRetry: listener.onRetry } : {}),
  });
  const policy = { overlapDays: settings.collectOverlapDays, retentionDays };
  const onProgress = listener.onCollect;
  const collect = createCollect({ source, store, ledger, policy, ...(onProgress ? { onProgress } : {}) });
  const purge = createPurge({ store, ledger, retentionDays });
  const prepare = createPrepareReport({
    store,
    parse: parseEvent,
    policy: settings.findings,
    organization: settings.organization,
    runs,
  });
  const report = listener.onReport ? { onProgress: listener.onReport } : {};
  const making = { ledger, prepare, renderFile: renderReportFile, ...report };
  const closeGaps = createCloseGaps({ ledger, collectDays: collect.collectDays });
  const makeReportsOffline = createMakeReports({ ...making, closeGaps: null });
  const container = once(() => createContainer(settings, credential, waits.services));
  const archive = clearErrors(
    createArchive(container, waits.services.archive),
    `archive of sent reports (${new URL(tables.runs.url).host.replace('.table.', '.blob.')})`,
  );
  const deliver = createDeliver({
    runs,
    archive,
    mailer: createMailer(settings, credential, waits.services),
    sender: settings.sender ?? '',
    replyTo: settings.replyTo,
    operationId: (...of) => operationId(tables.runs.url, ...of),
  });
  const sendReports = createSendReports({ deliver, renderFile: renderReportFile, renderMail, ...report });
  const mailing = { runs, makeReports: makeReportsOffline, sendReports };
  /** Collecting needs no blobs: only what sends opens the archive. */
  const openBlobs = async (signal: AbortSignal) =>
    openArchive(await container(), AbortSignal.any([signal, AbortSignal.timeout(waits.services.archive)]));
  const sendWeekly = createWeeklyReports({ ...mailing, closeGaps, openArchive: openBlobs });
  const correct = createCorrections({ ...mailing, ledger });
  const open = (signal: AbortSignal) => openTables(Object.values(tables), signal);
  const sendCorrections = (now: Date, signal: AbortSignal) =>
    settings.correctionMails ? correct(settings.reports, now, signal) : nothingSent;
  return {
    /** Makes sure that the tables are there; before any job below. */
    open,
    /** The whole daily run: what is due is read, what is too old by our clock and Graph's is deleted. */
    async collect(now: Date, signal: AbortSignal) {
      await open(signal);
      const result = await collect.collectDue(now, signal);
      const { serviceTime } = result;
      // A run whose time is up tells what it did; the next one purges. So does one that has heard what time it is from
      // Graph too: what a clock of ours that is ahead deleted could not be read again.
      if (signal.aborted || serviceTime === null) return { ...result, purged: [] };
      return { ...result, purged: await purge(serviceTime < now ? serviceTime : now, signal) };
    },
    /** The whole weekly run: the mail of every report whose week is over, then the corrections that are due. */
    async sendWeeklyReports(now: Date, signal: AbortSignal) {
      await open(signal);
      const weekly = await sendWeekly(settings.reports, now, signal);
      return together([weekly, await sendCorrections(now, signal)]);
    },
    /** Only the corrections that are due: none where `CORRECTION_MAILS` is off. */
    async sendCorrections(now: Date, signal: AbortSignal) {
      if (!settings.correctionMails) return nothingSent;
      await open(signal);
      await openBlobs(signal);
      return sendCorrections(now, signal);
    },
    collectDays: collect.collectDays,
    makeReports: createMakeReports({ ...making, closeGaps }),
    /** Makes reports of what the store holds, without asking Graph. */
    makeReportsOffline,
    /** Sends reports, once {@link open} has been called. */
    async sendReports(...of: Parameters<typeof sendReports>) {
      await openBlobs(of[2]);
      return sendReports(...of);
    },
    /**
     * Walks the archive's chains: of all reports that settings, archive or delivery ledger know, or of the one that is
     * named. Creates nothing: an auditor's identity may read and no more.
     */
    async verify(report: string | null, onFile: (progress: VerifyProgress) => void, signal: AbortSignal) {
      const known = async () => [
        ...settings.reports.map(({ name }) => name),
        ...(await archive.reports(signal)),
        ...(await runs.reports(signal)),
      ];
      const all = report === null ? await known() : [report];
      return createVerifyArchive({ archive, runs, onFile })([...new Set(all)], signal);
    },
  };
}

const nothingSent = together([]);

/** A value that is made when it is first asked for, and then kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
