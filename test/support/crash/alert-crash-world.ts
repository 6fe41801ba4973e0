import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startGraphServer } from '../../../local/graph-server';
import type { FaultScript, ReceivedRequest } from '../../../local/loopback-server';
import { startMailbox } from '../../../local/mailbox';
import { startIngestionReceiver } from '../../../local/receivers/ingestion-receiver';
import { startSlackReceiver } from '../../../local/receivers/slack-receiver';
import { startTeamsReceiver } from '../../../local/receivers/teams-receiver';
import { startWebhookReceiver } from '../../../local/receivers/webhook-receiver';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';
import { openTestStorage } from '../servers/shared-storage';
import { startRecordingProxy } from '../servers/recording-proxy';
import { dumpTables, scratchFolder } from '../servers/pipeline';
import { v8Flags } from '../v8-flags.cjs';
import { writeState } from './storage-state';

/** Time of every alert run. */
export const alertRunTime = new Date('2026-11-16T12:00:00.000Z');

/** A request of an alert run, and its purpose. */
export interface AlertRunCall {
  readonly kind: string;
  readonly n: number;
}

/** Decides for each request of an alert run whether the process dies at it. */
export type AlertRunDeath = (call: AlertRunCall) => 'before' | 'after' | undefined;

/** Kinds of requests of an alert run that change something, or that a process can die at. */
export const alertRunSteps = [
  'table made',
  'page of Graph',
  'events stored',
  'alert filed',
  'alert claimed',
  'alert posted',
  'alert settled',
  'run recorded',
] as const;

/** Returns the purpose of a request; a read of a table is a `read`. */
function kindOf(
  service: string,
  { method, url, body }: Pick<ReceivedRequest, 'method' | 'url' | 'body'>,
): string {
  if (service === 'graph') return 'page of Graph';
  if (service === 'receiver') return method === 'POST' ? 'alert posted' : 'read';
  if (url.includes('/$batch')) return 'events stored';
  if (method === 'GET') return 'read';
  if (url.endsWith('/Tables')) return 'table made';
  const text = `${decodeURIComponent(url)} ${body.toString()}`;
  if (text.includes('_look')) return 'run recorded';
  const [, state = ''] = /"state":"([a-z]+)"/.exec(text) ?? [];
  return state === 'waiting' ? 'alert filed' : state === 'sending' ? 'alert claimed' : 'alert settled';
}

/** Bundles the program of one alert run, with short waits, into a folder. Returns its path. */
export async function bundleAlertRun(folder: string): Promise<string> {
  const runner = join(folder, 'run-alerts.js');
  const root = resolve(__dirname, '../../..');
  await promisify(execFile)(
    join(root, 'node_modules/.bin/esbuild'),
    [
      'test/support/crash/run-alerts.ts',
      ...['--bundle', '--platform=node', '--target=node20', `--outfile=${runner}`, '--log-level=error'],
      '--external:@aws-sdk/client-s3',
      '--main-fields=module,main',
    ],
    { cwd: root },
  );
  return runner;
}

/** Bundles the alert run, and starts the services that all sessions share. */
export async function openAlertCrashWorld() {
  const folder = await scratchFolder();
  const runner = await bundleAlertRun(folder.path);
  const storage = await openTestStorage();
  let admit: (service: string, request: Pick<ReceivedRequest, 'method' | 'url' | 'body'>) => boolean = () =>
    true;
  const tables = await startRecordingProxy(storage.tableUri, undefined, (request) =>
    admit('tables', request),
  );
  const account = storage.connectionString.replace(new URL(storage.tableUri).origin, tables.url);

  /** Opens a session of some channels, with an empty storage and a log of events. */
  async function open(kinds: readonly string[], events: readonly WireEvent[]) {
    await writeState(storage.connectionString, { tables: {}, files: [] });
    const faults =
      (service: string): FaultScript =>
      (request) =>
        admit(service, request) ? undefined : 'reset';
    const clock = () => alertRunTime;
    const graph = await startGraphServer({ events, clock, faults: faults('graph') });
    const receiver = { clock, faults: faults('receiver') };
    const mailbox = await startMailbox({ folder: null, retryAfterSeconds: 0, ...receiver });
    const teams = await startTeamsReceiver(receiver);
    const slack = await startSlackReceiver(receiver);
    const webhook = await startWebhookReceiver(receiver);
    const sentinel = await startIngestionReceiver(receiver);
    const channels: Readonly<Record<string, object>> = {
      mail: { recipients: 'soc@contoso.example' },
      teams: { url: teams.webhook },
      slack: { url: slack.webhook },
      webhook: { url: webhook.webhook },
      sentinel: { endpoint: sentinel.url, rule: sentinel.rule, stream: sentinel.stream },
    };
    const env = {
      PATH: process.env.PATH,
      NOW: alertRunTime.toISOString(),
      AUDIT_STORAGE: account,
      GRAPH_ENDPOINT: graph.url,
      GRAPH_REQUESTS_PER_10_SECONDS: '0',
      COMMUNICATION_SERVICES: mailbox.connectionString,
      REPORT_SENDER: 'pim@contoso.example',
      ALERTS: JSON.stringify(kinds.map((kind) => ({ name: `soc-${kind}`, kind, ...channels[kind] }))),
    };
    return {
      /** Runs the alert job once; resolves when its process has ended, also if it was killed. */
      async runAlerts(death: AlertRunDeath = () => undefined) {
        const child = spawn(process.execPath, [...v8Flags, runner], {
          env,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (text) => (output += String(text)));
        const calls: AlertRunCall[] = [];
        let isDead = false;
        admit = (service, request) => {
          const call = { kind: kindOf(service, request), n: calls.length + 1 };
          calls.push(call);
          // Requests that were sent before the process died still arrive.
          const end = isDead ? undefined : death(call);
          if (end !== undefined) {
            isDead = true;
            child.kill('SIGKILL');
          }
          return end !== 'before';
        };
        const code = await new Promise<number | null>((done) => child.once('close', done));
        return { code, output, calls };
      },
      /** Returns the number of messages that a channel received, and the keys of their alerts, with repeats. */
      arrived(kind: string): { readonly messages: number; readonly keys: readonly string[] } {
        const all: Readonly<Record<string, readonly unknown[]>> = {
          mail: mailbox.messages,
          teams: teams.deliveries,
          slack: slack.messages,
          webhook: webhook.bodies,
          sentinel: sentinel.rows,
        };
        const messages = all[kind] ?? [];
        const keys = [...JSON.stringify(messages).matchAll(/"(?:id|FindingKey)":"([0-9a-f]{32})"/g)];
        return { messages: messages.length, keys: keys.map(([, key]) => key ?? '') };
      },
      /** The states of the rows of a channel. */
      async states(kind: string): Promise<string[]> {
        const { AlertsSent = [] } = await dumpTables(storage.connectionString, ['AlertsSent']);
        return AlertsSent.filter(({ partitionKey }) => partitionKey === `soc-${kind}`).map(({ state }) =>
          String(state),
        );
      },
      async close() {
        admit = () => true;
        for (const server of [graph, mailbox, teams, slack, webhook, sentinel]) await server.close();
      },
    };
  }

  return {
    open,
    async close() {
      await tables.close();
      await storage.stop();
      await folder.remove();
    },
  };
}

export type AlertCrashWorld = Awaited<ReturnType<typeof openAlertCrashWorld>>;
