import { RestError, TableClient } from '@azure/data-tables';
import { startFaultProxy } from '../support/servers/fault-proxy';
import { startGraphServer } from '../../local/graph-server';
import { startMailbox } from '../../local/mailbox';
import { openTestStorage } from '../support/servers/shared-storage';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import type { Waits } from '../../shared/composition/waits';
import { createCollectionLedger } from '../../shared/storage/azure/collection-ledger';
import { joinRaw } from '../../shared/storage/azure/service/raw-parts';
import { patientWaits, type Spoiler } from '../faults/fault-world';
import { clearStorage, dumpArchive } from '../support/outputs/archive-files';
import { dumpTables } from '../support/servers/pipeline';
import type { ChaosWorld, Job, OpenWorld, Run } from './chaos-state';
import { createFaultPlan, type FaultPlan, type PlanParts } from './fault-plan';
import { archivedMailsOf } from './archived-mails';
import { realFault, type GivenUp } from './real-faults';
import type { Scenario } from './scenario';
import { shownEvents, typed } from './shown-events';
import { createDeliveryLedger } from '../../shared/storage/azure/delivery-ledger';

/** Storage that the scenarios of a campaign use in turn. */
export interface RealGround {
  readonly open: OpenWorld;
  stop(): Promise<void>;
}

const calm: PlanParts = { faults: [], counts: new Map(), seed: null, endRun: () => undefined };
/** Short time limits for runs in which a service does not answer; other runs use `patientWaits`. */
const shortWaits: Waits = {
  ...patientWaits,
  graphRequest: 250,
  gaps: 2_000,
  services: {
    ...patientWaits.services,
    tryTimeout: 250,
    archive: 700,
    mail: { interval: 10, timeout: 2_500 },
  },
};
/** Timeouts in milliseconds: of a run, and of a run in which a service does not answer. */
const runTime = 60_000;
const shortRunTime = 2_500;

/** Starts the storage behind proxies that inject the faults of the current scenario. */
export async function startRealGround(): Promise<RealGround> {
  let spoil: Spoiler = () => undefined;
  const emulator = await openTestStorage();
  const tables = await startFaultProxy(emulator.tableUri, (request) => spoil('Table Storage', request));
  const blobs = await startFaultProxy(emulator.blobUri, (request) => spoil('Blob Storage', request));
  const { connectionString } = emulator;
  const spoiled = connectionString
    .replace(new URL(emulator.tableUri).origin, tables.url)
    .replace(new URL(emulator.blobUri).origin, blobs.url);
  return {
    async open(scenario, counts) {
      const world = await openRealWorld(scenario, counts, spoiled, connectionString);
      spoil = world.spoil;
      return world;
    },
    async stop() {
      await Promise.all([tables.close(), blobs.close()]);
      await emulator.stop();
    },
  };
}

async function openRealWorld(
  scenario: Scenario,
  counts: PlanParts['counts'],
  spoiledStorage: string,
  connectionString: string,
): Promise<ChaosWorld & { readonly spoil: Spoiler }> {
  let now = new Date(0);
  let plan: FaultPlan = createFaultPlan(calm);
  const givenUp: GivenUp = new Map();
  const said: string[] = [];
  const told: string[] = [];
  const spoil: Spoiler = (on, request) => realFault(on, request, plan, givenUp);
  const events = shownEvents(scenario);
  const graph = await startGraphServer({
    events: events.map(({ wire }) => wire),
    lateEvents: events.map(({ wire, visibleFrom }) => ({ id: wire.id, visibleAt: visibleFrom })),
    retentionDays: scenario.horizonDays,
    clock: () => now,
    pageSizeMax: 3,
    faults: (request) => spoil('Microsoft Graph', request),
  });
  const mailbox = await startMailbox({
    ...{ folder: null, retryAfterSeconds: 0 },
    faults: (request) => spoil('Email', request),
  });
  const loaded = loadSettings(
    {
      AUDIT_STORAGE: spoiledStorage,
      GRAPH_ENDPOINT: graph.url,
      GRAPH_REQUESTS_PER_10_SECONDS: '0',
      COMMUNICATION_SERVICES: mailbox.connectionString,
      COLLECT_OVERLAP_DAYS: String(scenario.overlapDays),
      REPORT_TIME_ZONE: scenario.timeZone,
      REPORT_SENDER: 'pim@contoso.example',
      REPORT_RECIPIENTS: 'audit@contoso.example',
      REPORT_FORMATS: 'csv',
    },
    { send: true },
  );
  // Shorter than the settings allow: a scenario of some days then deletes old events.
  const settings = { ...loaded, retentionDays: scenario.retentionDays };
  const open = (waits: Waits) => compose(settings, { onRetry: (message) => said.push(message) }, waits);

  async function live(job: Job, at: Date, isSilent: boolean): Promise<readonly string[]> {
    const pipeline = await open(isSilent ? shortWaits : patientWaits);
    const signal = AbortSignal.timeout(isSilent ? shortRunTime : runTime);
    try {
      if (job === 'collect') return (await pipeline.collect(at, signal)).failures;
      const { deliveries, failures } = await (job === 'report'
        ? pipeline.sendWeeklyReports(at, signal)
        : pipeline.sendDailyMails(at, signal));
      told.push(...deliveries.filter(({ isNew }) => isNew).map(({ row }) => row.edition));
      return failures;
    } catch (error) {
      return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
    }
  }

  async function run({ jobs, at, faults }: Run): Promise<readonly string[]> {
    now = at;
    plan = createFaultPlan({ ...calm, faults, counts });
    const isSilent = faults.some(({ kind }) => kind === 'hang');
    // No two jobs begin in the same millisecond.
    const lives = jobs.map((job, nth) => live(job, new Date(at.getTime() + nth), isSilent));
    const failures = (await Promise.all(lives)).flat();
    plan = createFaultPlan(calm);
    said.push(...failures);
    return failures;
  }

  const table = (name: string) =>
    TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  const ledger = createCollectionLedger(table('CollectionDays'));
  const runs = createDeliveryLedger(table('ReportRuns'));
  const secrets = [connectionString, mailbox.connectionString].map(
    (text) => /accesskey=([^;]+)|accountkey=([^;]+)/i.exec(text)?.slice(1).find(Boolean) ?? '',
  );
  return {
    ...{ events, said, told, madeAgain: [], spoil, run, secrets: [typed, ...secrets] },
    async look() {
      const signal = AbortSignal.timeout(runTime);
      const { PimAuditEvents = [] } = await ifThere(dumpTables(connectionString, ['PimAuditEvents']), {});
      const raws = PimAuditEvents.map(joinRaw);
      return {
        events: raws.map((raw) => ({ raw, id: (JSON.parse(raw) as { id: string }).id })),
        days: await ifThere(ledger.read(signal), new Map()),
        runs: await runs.list('weekly', signal),
        archivedMails: archivedMailsOf(await dumpArchive(connectionString)),
        mails: mailbox.messages.map(({ operationId, mail }) => ({
          ...{ operationId, subject: mail.content.subject, isGivenUp: givenUp.has(operationId) },
        })),
      };
    },
    async verify() {
      const pipeline = await open(patientWaits);
      const [chain] = await pipeline.verify('weekly', () => undefined, AbortSignal.timeout(runTime));
      return chain?.problems[0] ?? null;
    },
    async close() {
      await Promise.all([graph.close(), mailbox.close()]);
      await clearStorage(connectionString);
    },
  };
}

/** Returns `nothing` if no run has created the table yet. */
function ifThere<T>(reading: Promise<T>, nothing: T): Promise<T> {
  return reading.catch((error: unknown) => {
    if (error instanceof RestError && error.statusCode === 404) return nothing;
    throw error;
  });
}
