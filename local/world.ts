import { type GraphServer, startGraphServer } from './graph-server';
import type { AccessLimits } from './graph/access-lists';
import type { RequestLimit } from './graph/request-limit';
import type { FaultScript } from './loopback-server';
import { type Mailbox, startMailbox } from './mailbox';
import { startTeamsReceiver, type TeamsDelivery } from './receivers/teams-receiver';
import { createSampleTenant, type SampleTenant } from './sample-tenant/sample-tenant';
import { startStorageEmulator, type StorageEmulator } from './storage-emulator';

/** Options of {@link startWorld}. */
export interface WorldOptions {
  /** The present in the sample tenant. */
  readonly now: Date;
  /** The folder for mails. */
  readonly out: string;
  /** Called before each step, with a short description. */
  readonly onProgress?: ((step: string) => void) | undefined;
  /** The tenant; by default the sample tenant as of `now`. */
  readonly tenant?: SampleTenant | undefined;
  /** The clock of the Graph server and the mailbox; by default the machine's own. */
  readonly clock?: (() => Date) | undefined;
  /** Graph's request limit; none by default, so that a demo does not wait. */
  readonly throttle?: RequestLimit | null | undefined;
  readonly graphFaults?: FaultScript | undefined;
  readonly mailFaults?: FaultScript | undefined;
  /** What Graph refuses when it is asked who holds access; nothing by default. */
  readonly accessLimits?: ((now: Date) => AccessLimits) | undefined;
  /** A folder that keeps the storage between runs; in memory by default. */
  readonly storageFolder?: string | undefined;
  /**
   * Called with each card that the world's Teams channel receives. With it, the world has such a channel, and the
   * settings name it in `ALERTS`.
   */
  readonly onTeamsCard?: ((delivery: TeamsDelivery) => void) | undefined;
  /** App settings that add to or replace those of the world. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** Where a world keeps the audit data. */
export interface WorldStorage {
  /** The setting that names it: a connection string, or `file:FOLDER`. */
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Every service that the pipeline uses, on this machine. */
export interface World<Storage extends WorldStorage = StorageEmulator> {
  readonly tenant: SampleTenant;
  readonly graph: GraphServer;
  readonly mailbox: Mailbox;
  readonly storage: Storage;
  /** The app settings that connect the pipeline to this world. */
  readonly settings: Readonly<Record<string, string>>;
  /** Stops everything, the last started first. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a storage emulator, a Graph-compatible server over a sample tenant and a mailbox, all on free ports of
 * 127.0.0.1. When one does not start, those that did are stopped and the error is thrown.
 */
export function startWorld(options: WorldOptions): Promise<World> {
  return startWorldOn(options, 'Starting the storage emulator', () =>
    startStorageEmulator({ folder: options.storageFolder }),
  );
}

/** {@link startWorld} on a store in a folder: needs no emulator. The folder is kept. */
export function startFolderWorld(options: WorldOptions, folder: string): Promise<World<WorldStorage>> {
  return startWorldOn(options, `Keeping the audit data in ${folder}`, () =>
    Promise.resolve({ connectionString: `file:${folder}`, stop: () => Promise.resolve() }),
  );
}

/** {@link startWorld} on a storage that the caller starts. */
export async function startWorldOn<Storage extends WorldStorage>(
  options: WorldOptions,
  storageStep: string,
  startStorage: () => Promise<Storage>,
): Promise<World<Storage>> {
  const { now, out, clock, onProgress = () => undefined } = options;
  const stops: (() => Promise<void>)[] = [];
  async function stop(): Promise<void> {
    const failures: unknown[] = [];
    // One that fails to stop must not keep the others running.
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) {
      await last().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
  }
  async function started<T>(
    step: string,
    start: () => Promise<T>,
    end: (part: T) => Promise<void>,
  ): Promise<T> {
    onProgress(step);
    const part = await start();
    stops.push(() => end(part));
    return part;
  }

  try {
    const tenant = options.tenant ?? createSampleTenant({ now });
    const { events, lateEvents } = tenant;
    const storage = await started(storageStep, startStorage, (part) => part.stop());
    const graph = await started(
      `Starting the Graph server with ${events.length} events of ${tenant.organization}`,
      () =>
        startGraphServer({
          events,
          lateEvents,
          access: (moment) => tenant.accessAt(moment),
          accessLimits: options.accessLimits,
          clock,
          throttle: options.throttle,
          faults: options.graphFaults,
        }),
      (part) => part.close(),
    );
    const mailbox = await started(
      'Starting the mailbox',
      () => startMailbox({ folder: out, clock, faults: options.mailFaults }),
      (part) => part.close(),
    );
    const teams =
      options.onTeamsCard &&
      (await started(
        'Starting the Teams channel',
        () => startTeamsReceiver({ clock, onDelivery: options.onTeamsCard }),
        (part) => part.close(),
      ));
    const settings = {
      ...settingsFor(tenant, storage, graph, mailbox, options.throttle),
      ...(teams && {
        ALERTS: JSON.stringify([{ name: 'security-team', kind: 'teams', url: teams.webhook }]),
      }),
      ...options.settings,
    };
    return { tenant, graph, mailbox, storage, settings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settingsFor(
  tenant: SampleTenant,
  storage: WorldStorage,
  graph: GraphServer,
  mailbox: Mailbox,
  throttle: RequestLimit | null | undefined,
): Record<string, string> {
  return {
    AzureWebJobsStorage: storage.connectionString,
    AUDIT_STORAGE: storage.connectionString,
    GRAPH_ENDPOINT: graph.url,
    GRAPH_REQUESTS_PER_10_SECONDS: throttle
      ? String(Math.floor((throttle.requests * 10) / throttle.perSeconds))
      : '0',
    COMMUNICATION_SERVICES: mailbox.connectionString,
    COLLECT_SCHEDULE: '0 30 1 * * *',
    REPORT_SCHEDULE: '0 0 7-19/2 * * 1',
    CORRECTION_SCHEDULE: '0 0 4 * * *',
    REPORT_SENDER: 'pim-report@northgate-shipping.example',
    REPORT_RECIPIENTS: 'security@northgate-shipping.example',
    REPORT_ORGANIZATION: tenant.organization,
    REPORT_TIME_ZONE: tenant.timeZone,
  };
}
