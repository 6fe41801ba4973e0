import { startFaultProxy } from '../support/servers/fault-proxy';
import { startGraphServer, type GraphServer } from '../../local/graph-server';
import type { Fault, ReceivedRequest } from '../../local/loopback-server';
import { startMailbox, type Mailbox } from '../../local/mailbox';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { openTestStorage } from '../support/servers/shared-storage';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import type { Waits } from '../../shared/composition/waits';
import type { Dependency, Secrets } from './fault-row';
import { clearStorage } from '../support/outputs/archive-files';
import { isCollected } from '../support/outputs/collected';

/** Week 2026-W47 has ended; the nine days before are within the retention. */
export const monday = new Date('2026-11-23T07:00:00.000Z');
const tenant = createSampleTenant({ now: monday, days: 9 });
/** A few events of each day: a small log is enough to show the effect of a fault. */
const events = tenant.events.filter((event, index) => index % 6 === 0 || !isCollected(event));

/** Returns the raw events that must be stored in the end, from a day on. */
export const collectedFrom = (day: string): string[] =>
  events
    .filter((event) => isCollected(event) && event.activityDateTime >= day)
    .map((event) => JSON.stringify(event));

/** Short pauses and long time limits: a slow answer on a busy machine is not a fault. */
export const patientWaits: Waits = {
  graph: { attempts: 4, refusedAttempts: 3, firstDelay: 1, maxDelay: 4, maxRetryAfter: 5_000 },
  graphRequest: 20_000,
  snapshot: 60_000,
  gaps: 60_000,
  services: {
    tryTimeout: 20_000,
    maxRetryAfter: 5_000,
    throttlePause: 1,
    retries: 2,
    firstDelay: 1,
    maxDelay: 4,
    archive: 20_000,
    mail: { interval: 10, timeout: 5_000 },
  },
  alerts: {
    ...{ post: { timeout: 20_000, maxAnswerBytes: 4_096 }, maxPause: 5_000, slackGap: 1, takeOverAfter: 100 },
  },
};

/** Returns the same waits, with a short time limit for a service that will not answer. */
export const waitsForSilent = (on: Dependency): Waits => {
  const { services } = patientWaits;
  if (on === 'Microsoft Graph') return { ...patientWaits, graphRequest: 250 };
  return {
    ...patientWaits,
    services: { ...services, ...(on === 'Blob Storage' ? { archive: 2_000 } : { tryTimeout: 250 }) },
  };
};

/** Returns the fault of a request to a service. */
export type Spoiler = (on: Dependency, request: ReceivedRequest) => Fault | undefined;

/** Storage emulator, Graph server and mailbox, each behind faults that can be changed. */
export interface FaultWorld {
  readonly graph: GraphServer;
  readonly mailbox: Mailbox;
  /** Connects to the storage without the faults. */
  readonly connectionString: string;
  readonly secrets: Secrets;
  spoil: Spoiler;
  /** Opens the real jobs in this world; adds the messages of retries to `told`. */
  open(
    settings: Readonly<Record<string, string>>,
    told?: string[],
    waits?: Waits,
  ): ReturnType<typeof compose>;
  /** Deletes everything in the storage. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Returns a key from a connection string. */
function keyIn(text: string, name: string): string {
  const [, key] = new RegExp(`${name}=([^;]+)`).exec(text) ?? [];
  if (key === undefined) throw new TypeError(`The connection string has no ${name}.`);
  return key;
}

const calm: Spoiler = () => undefined;

/** Starts a {@link FaultWorld}. Graph's pages hold up to `pageSizeMax` events. */
export async function startFaultWorld(pageSizeMax = 8): Promise<FaultWorld> {
  const through = (on: Dependency) => (request: ReceivedRequest) => world.spoil(on, request);
  const emulator = await openTestStorage();
  const tables = await startFaultProxy(emulator.tableUri, through('Table Storage'));
  const blobs = await startFaultProxy(emulator.blobUri, through('Blob Storage'));
  const graph = await startGraphServer({
    events,
    clock: () => monday,
    pageSizeMax,
    faults: through('Microsoft Graph'),
  });
  const mailbox = await startMailbox({ folder: null, retryAfterSeconds: 0, faults: through('Email') });
  const { connectionString } = emulator;
  const spoiled = connectionString
    .replace(new URL(emulator.tableUri).origin, tables.url)
    .replace(new URL(emulator.blobUri).origin, blobs.url);
  const base = {
    AUDIT_STORAGE: spoiled,
    GRAPH_ENDPOINT: graph.url,
    GRAPH_REQUESTS_PER_10_SECONDS: '0',
    COMMUNICATION_SERVICES: mailbox.connectionString,
    REPORT_SENDER: 'pim@contoso.example',
    REPORT_RECIPIENTS: 'audit@contoso.example',
    REPORT_FORMATS: 'csv',
  };
  const world: FaultWorld = {
    graph,
    mailbox,
    connectionString,
    secrets: {
      accountKey: keyIn(connectionString, 'AccountKey'),
      accessKey: keyIn(mailbox.connectionString, 'accesskey'),
      typed: 'TYPED-BY-A-PERSON',
    },
    spoil: calm,
    open({ RETENTION_DAYS = '9', ...settings }, told = [], waits = patientWaits) {
      const loaded = loadSettings({ ...base, ...settings }, { send: true });
      // Shorter than the settings allow: a small log is enough.
      return compose(
        { ...loaded, retentionDays: Number(RETENTION_DAYS) },
        { onRetry: (message) => told.push(message) },
        waits,
      );
    },
    clear: () => clearStorage(connectionString),
    async stop() {
      await Promise.all([tables, blobs, graph, mailbox].map((server) => server.close()));
      await emulator.stop();
    },
  };
  return world;
}
