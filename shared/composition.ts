import { EmailClient } from '@azure/communication-email';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { policyProblems } from './analysis/findings/policy-problems';
import { createGraphAuditSource } from './audit-source/graph-audit-source';
import { createGraphGet } from './audit-source/graph-client';
import { createGraphTokens } from './audit-source/graph-token';
import { createPace } from './audit-source/pace';
import { parseEvent } from './audit-source/parse-event';
import { standardRetry } from './audit-source/retry';
import { isLoopback } from './config/fields';
import { readSettings, type Environment } from './config/read-settings';
import { earlySchedule } from './config/schedule';
import type { Settings } from './config/settings';
import { createEmailSender } from './delivery/email-sender';
import { operationId } from './delivery/operation-id';
import { createReportRuns } from './delivery/report-runs';
import { createResumePolicy } from './delivery/resume-policy';
import { activationColumnKeys } from './domain/activation-columns';
import { createCollectionLedger } from './event-store/collection-ledger';
import { createEventStore } from './event-store/event-store';
import { openTables } from './event-store/open-tables';
import { createCollect, type CollectProgress } from './jobs/collect';
import { createDeliver } from './jobs/deliver';
import { createPrepareReport } from './jobs/prepare-report';
import { createPurge } from './jobs/purge';
import { createMakeReports, createSendReports, createWeeklyReports } from './jobs/send-reports';
import { renderMail } from './report/mail';
import { renderReportFile } from './report/report-file';

/** What the jobs tell while they run. */
export interface Listener {
  readonly onCollect?: (progress: CollectProgress) => void;
  readonly onReport?: (step: string, report: string) => void;
  /** A call that failed and is tried again. */
  readonly onRetry?: (message: string) => void;
}

/** Milliseconds that one Graph request may take; a page of 999 events takes some seconds. */
const requestTimeout = 40_000;

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
export async function compose(settings: Settings, listener: Listener = {}) {
  const credential = await createCredential(settings);
  const table = (name: string) => createTable(settings, name, credential);
  const tables = {
    events: table('PimAuditEvents'),
    days: table('CollectionDays'),
    runs: table('ReportRuns'),
  };
  const store = createEventStore(tables.events);
  const ledger = createCollectionLedger(tables.days);
  const runs = createReportRuns(tables.runs);

  const { graphEndpoint, graphRequestsPer10Seconds, retentionDays } = settings;
  const needsToken = !isLocal(graphEndpoint);
  const source = createGraphAuditSource({
    get: createGraphGet(
      graphEndpoint,
      needsToken ? createGraphTokens(graphEndpoint, needed(credential)) : null,
    ),
    endpoint: graphEndpoint,
    pace: createPace(graphRequestsPer10Seconds),
    retry: standardRetry,
    requestTimeout,
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
  const makeReports = createMakeReports({ ...making, collectDays: collect.collectDays });
  const deliver = createDeliver({
    runs,
    mailer: createMailer(settings, credential),
    sender: settings.sender ?? '',
    replyTo: settings.replyTo,
    operationId: (...of) => operationId(tables.runs.url, ...of),
  });
  const sendReports = createSendReports({ deliver, renderFile: renderReportFile, renderMail, ...report });
  const sendWeekly = createWeeklyReports({ runs, makeReports, sendReports });
  const open = (signal: AbortSignal) => openTables(Object.values(tables), signal);
  return {
    /** Makes sure that the tables are there; before any job below. */
    open,
    /** The whole daily run: what is due is read, what is too old is deleted. */
    async collect(now: Date, signal: AbortSignal) {
      await open(signal);
      const result = await collect.collectDue(now, signal);
      // A run whose time is up tells what it did; the next one purges.
      return { ...result, purged: signal.aborted ? [] : await purge(now, signal) };
    },
    /** The whole weekly run: the mail of every report whose week is over. */
    async sendWeeklyReports(now: Date, signal: AbortSignal) {
      await open(signal);
      return sendWeekly(settings.reports, now, signal);
    },
    collectDays: collect.collectDays,
    makeReports,
    /** Makes reports of what the store holds, without asking Graph. */
    makeReportsOffline: createMakeReports({ ...making, collectDays: null }),
    sendReports,
  };
}

const isLocal = (endpoint: string): boolean =>
  endpoint.startsWith('http://') && isLoopback(new URL(endpoint));

/** The identity for everything that has no key: null when nothing needs one. */
async function createCredential(settings: Settings): Promise<TokenCredential | null> {
  const { storage, email, graphEndpoint, clientId, isHosted } = settings;
  const needsIdentity =
    'tableUri' in storage || (email !== null && 'endpoint' in email) || !isLocal(graphEndpoint);
  if (!needsIdentity) return null;
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  if (isHosted)
    return clientId === null ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  return new DefaultAzureCredential(clientId === null ? {} : { managedIdentityClientId: clientId });
}

function createTable({ storage }: Settings, name: string, credential: TokenCredential | null): TableClient {
  if ('tableUri' in storage)
    return new TableClient(storage.tableUri, name, needed(credential), { retryOptions });
  const { connectionString } = storage;
  // Only an emulator is spoken to without TLS.
  const allowInsecureConnection = /UseDevelopmentStorage=true|http:\/\//i.test(connectionString);
  return TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection, retryOptions });
}

function createMailer({ email }: Settings, credential: TokenCredential | null) {
  const resumed = new Set<string>();
  const options = {
    retryOptions,
    additionalPolicies: [{ policy: createResumePolicy(resumed), position: 'perCall' as const }],
  };
  if (email === null) return noMailer;
  if ('connectionString' in email) {
    const allowInsecureConnection = /^endpoint=http:/i.test(email.connectionString);
    return createEmailSender(
      new EmailClient(email.connectionString, { ...options, allowInsecureConnection }),
      resumed,
    );
  }
  if (isLocal(email.endpoint)) {
    // A mailbox on this machine asks for no identity; the SDK wants some key to sign with.
    const connectionString = `endpoint=${email.endpoint}/;accesskey=bG9jYWw=`;
    return createEmailSender(
      new EmailClient(connectionString, { ...options, allowInsecureConnection: true }),
      resumed,
    );
  }
  return createEmailSender(new EmailClient(email.endpoint, needed(credential), options), resumed);
}

const noMailer = {
  send: () => Promise.reject(new Error('COMMUNICATION_SERVICES is not set: no mail can be sent.')),
};

const retryOptions = { maxRetries: 5, retryDelayInMs: 1_000, maxRetryDelayInMs: 30_000 };

function needed<T>(value: T | null): T {
  if (value === null) throw new TypeError('An identity is needed and was not made.');
  return value;
}
