import { startGraphServer } from '../../local/graph-server';
import { startMailbox } from '../../local/mailbox';
import { startIngestionReceiver } from '../../local/receivers/ingestion-receiver';
import { startSlackReceiver } from '../../local/receivers/slack-receiver';
import { startTeamsReceiver } from '../../local/receivers/teams-receiver';
import { startWebhookReceiver } from '../../local/receivers/webhook-receiver';
import { startStorageEmulator } from '../../local/storage-emulator';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { wireAssignment } from '../../test/support/builders/wire-alerts';
import { type ProxiedRequest, startRecordingProxy } from '../../test/support/servers/recording-proxy';
import type { Calls } from './count-week';

/** What one look asks of Graph and of the tables. */
export type LookCalls = Pick<Calls, 'graph' | 'tableReads' | 'tableWrites'>;

/** Looks for alerts as they were counted. */
export interface LookCounts {
  /** A look that finds nothing new, for one channel and for one of each kind. */
  readonly quietOfOne: LookCalls;
  readonly quietOfFive: LookCalls;
  /** What a look takes more for one new alert on five channels, its event included. */
  readonly alertOnFive: LookCalls;
  /** The row in Log Analytics, bytes of JSON. */
  readonly sentinelBytes: number;
}

/** Fixed, so that the counts can be counted again. */
const start = Date.parse('2026-11-16T12:00:00.000Z');
const pause = 15 * 60_000;

/**
 * Takes looks for real, against a storage emulator, a Graph server and a receiver of each kind on this machine, and
 * counts what each was asked. Every look is put together anew, as each run of the function is.
 */
export async function countLook(): Promise<LookCounts> {
  let now = new Date(start);
  const clock = () => now;
  const graph = await startGraphServer({ events: [], clock });
  const mailbox = await startMailbox({ folder: null, retryAfterSeconds: 0 });
  const receivers = {
    teams: await startTeamsReceiver(),
    slack: await startSlackReceiver(),
    webhook: await startWebhookReceiver(),
  };
  const sentinel = await startIngestionReceiver();
  const storage = await startStorageEmulator();
  const tables = await startRecordingProxy(storage.tableUri);
  const channels = [
    ...Object.entries(receivers).map(([kind, { webhook }]) => ({ name: kind, kind, url: webhook })),
    { name: 'mail', kind: 'mail', recipients: 'soc@contoso.example' },
    {
      ...{ name: 'sentinel', kind: 'sentinel' },
      ...{ endpoint: sentinel.url, rule: sentinel.rule, stream: sentinel.stream },
    },
  ];

  /** The next look, a quarter of an hour after the one before. */
  async function look(count: number): Promise<LookCalls> {
    now = new Date(now.getTime() + pause);
    const settings = loadSettings(
      {
        AUDIT_STORAGE: storage.connectionString.replace(new URL(storage.tableUri).origin, tables.url),
        GRAPH_ENDPOINT: graph.url,
        GRAPH_REQUESTS_PER_10_SECONDS: '0',
        COMMUNICATION_SERVICES: mailbox.connectionString,
        REPORT_SENDER: 'pim@contoso.example',
        ALERTS: JSON.stringify(channels.slice(0, count)),
      },
      { send: false, alert: true },
    );
    const before = [graph.requests.length, tables.requests.length] as const;
    const pipeline = await compose(settings, { clock });
    const { failures } = await pipeline.sendAlerts(now, AbortSignal.timeout(120_000));
    pipeline.close();
    if (failures.length > 0) throw new Error(failures.join('\n'));
    const asked = tables.requests.slice(before[1]);
    return {
      graph: graph.requests.length - before[0],
      tableReads: asked.filter(isRead).length,
      tableWrites: asked.filter((request) => !isRead(request)).length,
    };
  }

  try {
    await look(1);
    const quietOfOne = await look(1);
    await look(5);
    const quietOfFive = await look(5);
    graph.publish([wireAssignment('Directory_1', new Date(now.getTime() + 60_000))]);
    const news = await look(5);
    const alertOnFive = {
      graph: news.graph - quietOfFive.graph,
      tableReads: news.tableReads - quietOfFive.tableReads,
      tableWrites: news.tableWrites - quietOfFive.tableWrites,
    };
    const sentinelBytes = JSON.stringify(sentinel.rows[0]).length;
    return { quietOfOne, quietOfFive, alertOnFive, sentinelBytes };
  } finally {
    await tables.close();
    for (const server of [graph, mailbox, ...Object.values(receivers), sentinel]) await server.close();
    await storage.stop();
  }
}

const isRead = ({ method }: ProxiedRequest): boolean => method === 'GET' || method === 'HEAD';
