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

/** The requests of one alert run to Graph and to the tables. */
export type AlertRunCalls = Pick<Calls, 'graph' | 'tableReads' | 'tableWrites'>;

/** Alert runs as they were counted. */
export interface AlertRunCounts {
  /** A run that finds nothing new, for one channel and for one of each kind. */
  readonly quietOfOne: AlertRunCalls;
  readonly quietOfFive: AlertRunCalls;
  /** The further requests for one new alert on five channels, its event included. */
  readonly alertOnFive: AlertRunCalls;
  /** The row in Log Analytics, bytes of JSON. */
  readonly sentinelBytes: number;
}

/** Fixed, so that the counts can be counted again. */
const start = Date.parse('2026-11-16T12:00:00.000Z');
const pause = 15 * 60_000;

/**
 * Runs the real alert job, against a storage emulator, a Graph server and a receiver of each kind on this machine, and
 * counts the requests to each. Every run is composed anew, as in the function.
 */
export async function countAlertRun(): Promise<AlertRunCounts> {
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

  /** Runs the job a quarter of an hour after the last run. */
  async function runNext(count: number): Promise<AlertRunCalls> {
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
    await runNext(1);
    const quietOfOne = await runNext(1);
    await runNext(5);
    const quietOfFive = await runNext(5);
    graph.publish([wireAssignment('Directory_1', new Date(now.getTime() + 60_000))]);
    const news = await runNext(5);
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
