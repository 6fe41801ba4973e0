import { type GraphServer, startGraphServer } from '../../../local/graph-server';
import { type Mailbox, type MailboxMessage, startMailbox } from '../../../local/mailbox';
import { startRecordingProxy } from '../servers/recording-proxy';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';
import { startStorageEmulator } from '../../../local/storage-emulator';
import { utcDaysBetween } from '../../../shared/domain/time/utc-day';
import { joinRaw } from '../../../shared/storage/azure/service/raw-parts';
import { isCollected } from '../outputs/collected';
import { createFunctionStarter, type FunctionRun } from '../servers/functions-process';
import { openPipeline, patience, scratchFolder } from '../servers/pipeline';
import type { Call } from './call';
import { readState, type StorageState, writeState } from './storage-state';

const day = 86_400_000;
/** The Monday on which a process dies: a week is due, the one before it was mailed incomplete, old days are to go. */
export const monday = new Date('2026-11-23T07:00:00.000Z');
const mondayBefore = new Date(monday.getTime() - 7 * day);
/** The day that could not be read when the week before was mailed. */
const gap = '2026-11-12';
/** The first day that is kept on that Monday, in a fortnight's retention. */
export const firstKept = '2026-11-09';
/** All that a Monday does. */
export const allFunctions = ['collectAuditEvents', 'sendWeeklyReport', 'sendCorrections'] as const;

/** A small tenant: a handful of events a day, pages of a few. */
const tenant = createSampleTenant({ now: new Date(monday.getTime() + 7 * day), days: 35 });
export const events: readonly WireEvent[] = tenant.events.filter(isCollected).filter((_, n) => n % 20 === 0);

/** The tenant's events of a half-open span as they are on the wire, text by text; bounds are texts of instants. */
export const wireTexts = (from: string, to: string): string[] =>
  events
    .filter(({ activityDateTime }) => activityDateTime >= from && activityDateTime < to)
    .map((event) => JSON.stringify(event))
    .sort();

/** The texts of the events that are stored, in the order of {@link wireTexts}. */
export const storedTexts = ({ tables }: Pick<StorageState, 'tables'>): string[] =>
  (tables.PimAuditEvents ?? []).map(joinRaw).sort();

/** Says of each request of a process, in order, whether the process dies at it, and whether it still gets through. */
export type Death = (call: Call, n: number) => 'before' | 'after' | undefined;

export interface Run extends FunctionRun {
  readonly calls: readonly Call[];
}

export interface RunOptions {
  /** Which functions; all of a Monday's when left out. */
  readonly names?: readonly string[];
  readonly death?: Death;
  /** Settings beside or instead of those of the session. */
  readonly changed?: Readonly<Record<string, string>>;
}

/** What came of a session. Files are texts: Jest compares a Buffer byte by byte, which takes seconds. */
export interface Outcome {
  readonly tables: StorageState['tables'];
  readonly files: readonly { readonly path: string; readonly base64: string }[];
  readonly mails: readonly Omit<MailboxMessage, 'at' | 'files'>[];
}

/** A world at one moment, with what has come of it. */
export interface Session {
  readonly graph: GraphServer;
  readonly mailbox: Mailbox;
  readonly settings: Readonly<Record<string, string>>;
  /** Starts the real functions, one after the other, in a process whose clock stands at `now`; waits for its end. */
  run(now: Date, options?: RunOptions): Promise<Run>;
  /** From now on Graph answers 403 to requests whose URL matches; to none with null. */
  refuse(pattern: RegExp | null): void;
  /** All that is stored, and what was mailed, in order. */
  outcome(): Promise<Outcome>;
  close(): Promise<void>;
}

/**
 * Starts what all sessions share: a storage behind proxies that see every request, and the state they begin with. The
 * report `weekly` has the files of `format`; a workbook takes a run a quarter of its time.
 */
export async function openCrashWorld(format: 'xlsx' | 'csv' = 'xlsx') {
  const folder = await scratchFolder();
  const start = await createFunctionStarter(folder.path);
  const storage = await startStorageEmulator();
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
          // Dead before the request has any effect; where it may have one, nobody lives to hear of it.
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
  await pipeline.collectDays(
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
    /** As it was before the Monday; the services' clock stands at that Monday by default. */
    open: (clock: () => Date = () => monday) => open(state, clock),
    /** Where nothing has ever run. */
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

/** What is new since the run before is a run's own story: one that died has told a part of it. */
function withoutRunsOwn(tables: StorageState['tables']): StorageState['tables'] {
  const strip = ({ newEvents, ...row }: Record<string, unknown>) => (void newEvents, row);
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(strip)]));
}
