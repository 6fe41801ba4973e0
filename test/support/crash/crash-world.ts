import { type GraphServer, startGraphServer } from '../../../local/graph-server';
import { type Mailbox, type MailboxMessage, startMailbox } from '../../../local/mailbox';
import { startRecordingProxy } from '../servers/recording-proxy';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';
import { openTestStorage } from '../servers/shared-storage';
import { utcDaysBetween } from '../../../shared/domain/time/utc-day';
import { joinRaw } from '../../../shared/storage/azure/service/raw-parts';
import { isCollected } from '../outputs/collected';
import { createFunctionStarter, type FunctionRun } from '../servers/functions-process';
import { openPipeline, patience, scratchFolder } from '../servers/pipeline';
import type { Call } from './call';
import { readState, type StorageState, writeState } from './storage-state';

const day = 86_400_000;
/** The Monday on which a process is killed: a week is due, the previous mail was incomplete, and old days must go. */
export const monday = new Date('2026-11-23T07:00:00.000Z');
const mondayBefore = new Date(monday.getTime() - 7 * day);
/** The day that could not be read before the previous week was mailed. */
const gap = '2026-11-12';
/** The first day that a retention of 14 days keeps on that Monday. */
export const firstKept = '2026-11-09';
/** All functions that run on a Monday. */
export const allFunctions = ['collectAuditEvents', 'sendWeeklyReport', 'sendCorrections'] as const;

/** A small tenant: a few events a day, on small pages. */
const tenant = createSampleTenant({ now: new Date(monday.getTime() + 7 * day), days: 35 });
export const events: readonly WireEvent[] = tenant.events.filter(isCollected).filter((_, n) => n % 20 === 0);

/** Returns the JSON texts of the tenant's events from `from` until before `to`, sorted. */
export const wireTexts = (from: string, to: string): string[] =>
  events
    .filter(({ activityDateTime }) => activityDateTime >= from && activityDateTime < to)
    .map((event) => JSON.stringify(event))
    .sort();

/** Returns the texts of the stored events, in the order of {@link wireTexts}. */
export const storedTexts = ({ tables }: Pick<StorageState, 'tables'>): string[] =>
  (tables.PimAuditEvents ?? []).map(joinRaw).sort();

/** Decides for each request, in order, whether the process is killed before or after the request passes. */
export type Death = (call: Call, n: number) => 'before' | 'after' | undefined;

export interface Run extends FunctionRun {
  readonly calls: readonly Call[];
}

export interface RunOptions {
  /** Names of the functions; by default all of a Monday. */
  readonly names?: readonly string[];
  readonly death?: Death;
  /** Settings that add to those of the session or replace them. */
  readonly changed?: Readonly<Record<string, string>>;
}

/** Outcome of a session. Files are texts, because Jest takes seconds to compare a Buffer byte by byte. */
export interface Outcome {
  readonly tables: StorageState['tables'];
  readonly files: readonly { readonly path: string; readonly base64: string }[];
  readonly mails: readonly Omit<MailboxMessage, 'at' | 'files'>[];
}

/** A world that starts in one state. */
export interface Session {
  readonly graph: GraphServer;
  readonly mailbox: Mailbox;
  readonly settings: Readonly<Record<string, string>>;
  /** Runs the real functions in sequence, in a process whose clock is frozen at `now`; waits for its end. */
  run(now: Date, options?: RunOptions): Promise<Run>;
  /** Makes Graph answer 403 to requests whose URL matches; null ends this. */
  refuse(pattern: RegExp | null): void;
  /** Returns everything stored, and the mails in order. */
  outcome(): Promise<Outcome>;
  close(): Promise<void>;
}

/**
 * Starts the services that all sessions share, a storage behind proxies that see every request, and makes their initial
 * state. `format` is the format of the report `weekly`; a workbook takes a quarter of a run's time.
 */
export async function openCrashWorld(format: 'xlsx' | 'csv' = 'xlsx') {
  const folder = await scratchFolder();
  const start = await createFunctionStarter(folder.path);
  const storage = await openTestStorage();
  const account = storage.connectionString;
  let refused: RegExp | null = null;
  let admit: (call: Call) => boolean = () => true;
  const tables = await startRecordingProxy(storage.tableUri, undefined, (request) =>
    admit({ service: 'tables', ...request }),
  );
  const blobs = await startRecordingProxy(storage.blobUri, undefined, (request) =>
    admit({ service: 'blobs', ...request }),
  );
  const proxied = account
    .replace(new URL(storage.tableUri).origin, tables.url)
    .replace(new URL(storage.blobUri).origin, blobs.url);

  async function open(state: StorageState, clock: () => Date): Promise<Session> {
    await writeState(account, state);
    const faults = (service: Call['service']) => (request: Omit<Call, 'service'>) => {
      if (service === 'graph' && refused?.test(decodeURIComponent(request.url)))
        return { status: 403, body: {} };
      return admit({ ...request, service }) ? undefined : ('reset' as const);
    };
    const graph = await startGraphServer({ events, clock, pageSizeMax: 12, faults: faults('graph') });
    const mailbox = await startMailbox({ folder: null, clock, retryAfterSeconds: 0, faults: faults('mail') });
    const settings = {
      AzureWebJobsStorage: proxied,
      AUDIT_STORAGE: proxied,
      GRAPH_ENDPOINT: graph.url,
      GRAPH_REQUESTS_PER_10_SECONDS: '0',
      COMMUNICATION_SERVICES: mailbox.connectionString,
      REPORT_SENDER: 'pim-report@northgate-shipping.example',
      REPORT_RECIPIENTS: 'security@northgate-shipping.example',
      REPORT_ORGANIZATION: tenant.organization,
      REPORT_TIME_ZONE: tenant.timeZone,
      RETENTION_DAYS: '14',
      REPORTS: JSON.stringify([
        { name: 'weekly', formats: format },
        { name: 'auditor', formats: 'csv' },
      ]),
    };
    return {
      graph,
      mailbox,
      settings,
      async run(now, { names = allFunctions, death = () => undefined, changed = {} } = {}) {
        const calls: Call[] = [];
        const { child, ended } = start(names, { ...settings, ...changed, FROZEN_CLOCK: now.toISOString() });
        admit = (call) => {
          calls.push(call);
          const end = death(call, calls.length);
          // `before`: the request has no effect. `after`: it has, but the process is killed before the response.
          if (end !== undefined) child.kill('SIGKILL');
          return end !== 'before';
        };
        return { ...(await ended), calls };
      },
      async outcome() {
        const { tables: rows, files: blobs } = await readState(account);
        const files = blobs.map(({ path, content }) => ({ path, base64: content.toString('base64') }));
        const mails = mailbox.messages.map(({ operationId, mail }) => ({ operationId, mail }));
        return { tables: withoutRunsOwn(rows), files, mails };
      },
      refuse(pattern) {
        refused = pattern;
      },
      async close() {
        admit = () => true;
        refused = null;
        await graph.close();
        await mailbox.close();
      },
    };
  }

  const before = await open({ tables: {}, files: [] }, () => mondayBefore);
  const pipeline = await openPipeline(before);
  await pipeline.open(patience());
  const days = utcDaysBetween(new Date(mondayBefore.getTime() - 14 * day), mondayBefore).slice(0, -1);
  await pipeline.collectDaysAndSnapshot(
    days.filter((each) => each !== gap),
    mondayBefore,
    patience(),
  );
  before.refuse(/./);
  const { failures } = await pipeline.sendWeeklyReports(mondayBefore, patience());
  if (failures.length !== 1 || before.mailbox.messages.length !== 2)
    throw new Error(`The week before was not mailed incomplete: ${failures.join('\n')}`);
  await before.close();
  const state = await readState(account);

  return {
    /** Opens a session with the state before the Monday; the services' clock shows that Monday by default. */
    open: (clock: () => Date = () => monday) => open(state, clock),
    /** Opens a session with an empty storage. */
    openEmpty: (clock: () => Date) => open({ tables: {}, files: [] }, clock),
    async close() {
      await tables.close();
      await blobs.close();
      await storage.stop();
      await folder.remove();
    },
  };
}

export type CrashWorld = Awaited<ReturnType<typeof openCrashWorld>>;

/** Removes `newEvents`, the number of events since the previous run: a killed run counts some of them. */
function withoutRunsOwn(tables: StorageState['tables']): StorageState['tables'] {
  const strip = (row: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'newEvents'));
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(strip)]));
}
