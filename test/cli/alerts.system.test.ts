import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startGraphServer, type GraphServer } from '../../local/graph-server';
import type { Fault } from '../../local/loopback-server';
import { startMailbox, type Mailbox } from '../../local/mailbox';
import { startIngestionReceiver, type IngestionReceiver } from '../../local/receivers/ingestion-receiver';
import { startSlackReceiver, type SlackReceiver } from '../../local/receivers/slack-receiver';
import { startTeamsReceiver, type TeamsReceiver } from '../../local/receivers/teams-receiver';
import { startWebhookReceiver, type WebhookReceiver } from '../../local/receivers/webhook-receiver';
import { wireAssignment } from '../support/builders/wire-alerts';
import { bundleAlertRun } from '../support/crash/alert-crash-world';
import { endOf, ensureBuilt, runCommand, startCommand } from '../support/servers/cli';
import { scratchFolder } from '../support/servers/pipeline';

const now = new Date();
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const key = 'a shared key';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let graph: GraphServer;
let graphFault: Fault | undefined;
let mailbox: Mailbox;
let teams: TeamsReceiver;
let slack: SlackReceiver;
let webhook: WebhookReceiver;
let webhookFault: Fault | undefined;
let sentinel: IngestionReceiver;

beforeAll(ensureBuilt);
beforeEach(async () => {
  folder = await scratchFolder();
  graphFault = undefined;
  webhookFault = undefined;
  graph = await startGraphServer({ events: [], faults: () => graphFault });
  mailbox = await startMailbox({ folder: null, retryAfterSeconds: 0 });
  teams = await startTeamsReceiver();
  slack = await startSlackReceiver();
  webhook = await startWebhookReceiver({ key, faults: () => webhookFault });
  sentinel = await startIngestionReceiver();
});
afterEach(async () => {
  for (const server of [graph, mailbox, teams, slack, webhook, sentinel]) await server.close();
  await folder.remove();
});

const channels = () => [
  { name: 'inbox', kind: 'mail', recipients: 'soc@contoso.example' },
  { name: 'teams', kind: 'teams', url: teams.webhook },
  { name: 'slack', kind: 'slack', url: '%SLACK_URL%' },
  { name: 'siem', kind: 'webhook', url: webhook.webhook, key },
  {
    ...{ name: 'sentinel', kind: 'sentinel', minimum: 'info' },
    ...{ endpoint: sentinel.url, rule: sentinel.rule, stream: sentinel.stream },
  },
];
const settings = (alerts: unknown = channels()): Record<string, string> => ({
  AUDIT_STORAGE: `file:${folder.path}/store`,
  GRAPH_ENDPOINT: graph.url,
  GRAPH_REQUESTS_PER_10_SECONDS: '0',
  COMMUNICATION_SERVICES: mailbox.connectionString,
  REPORT_SENDER: 'pim-report@contoso.example',
  REPORT_ORGANIZATION: 'Contoso',
  SLACK_URL: slack.webhook,
  ...(alerts === null ? {} : { ALERTS: JSON.stringify(alerts) }),
});
const run = (args: string, given = settings()) =>
  runCommand(args.split(' '), { folder: folder.path, settings: given });
const siemOnly = () => settings(channels().filter(({ name }) => name === 'siem'));
/** The number of messages that each channel received. */
const counts = () => ({
  inbox: mailbox.messages.length,
  teams: teams.deliveries.length,
  slack: slack.messages.length,
  siem: webhook.bodies.length,
  sentinel: sentinel.rows.length,
});

test('one run sends the alert to every channel once, in the format of its service', async () => {
  graph.publish([wireAssignment('Directory_1', minutesAgo(7))]);
  const first = await run('alerts');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('siem (webhook): 1 sent');
  expect(first.stdout).toMatch(/high {4}assigned-outside-pim {2}.*Hanna/);
  expect(counts()).toEqual({ inbox: 1, teams: 1, slack: 1, siem: 1, sentinel: 1 });
  expect(teams.deliveries[0]?.problems).toEqual([]);
  expect(mailbox.messages[0]?.mail.recipients.to).toEqual([{ address: 'soc@contoso.example' }]);
  expect(mailbox.messages[0]?.mail.content.subject).toMatch(
    /^High: Assigned outside PIM – .*Hanna.* – Contoso$/,
  );
  expect(webhook.bodies).toMatchObject([
    {
      ...{
        schema: 'pim-report/alert/1',
        rule: 'assigned-outside-pim',
        severity: 'high',
        organization: 'Contoso',
      },
      ...{ at: minutesAgo(7).toISOString(), eventIds: ['Directory_1'] },
      principal: { name: 'Hanna', upn: 'hanna@contoso.example', type: 'user' },
      initiator: { name: 'Mallory', type: 'user' },
      role: { id: '62e90394-69f5-4237-9190-012177145e10', privileged: true },
    },
  ]);
  expect(sentinel.rows).toMatchObject([{ Rule: 'assigned-outside-pim', PrincipalName: 'Hanna' }]);
  const [{ id }] = webhook.bodies as [{ id: string }];
  expect(JSON.stringify([teams.deliveries, slack.messages, mailbox.messages])).toContain(`Key ${id}`);
  expect(sentinel.rows[0]?.FindingKey).toBe(id);

  const second = await run('alerts');
  expect(second).toMatchObject({ code: 0, stderr: '' });
  expect(counts()).toEqual({ inbox: 1, teams: 1, slack: 1, siem: 1, sentinel: 1 });
});

test('many alerts become one signed summary for each channel, and single rows for Sentinel', async () => {
  const names = Array.from({ length: 11 }, (_, n) => `Kim${n}`);
  graph.publish(names.map((name, n) => wireAssignment(`Directory_${n}`, minutesAgo(5), name)));
  expect(await run('alerts')).toMatchObject({ code: 0, stderr: '' });
  expect(counts()).toEqual({ inbox: 1, teams: 1, slack: 1, siem: 1, sentinel: 11 });
  expect(webhook.bodies).toMatchObject([
    { schema: 'pim-report/alert-summary/1', count: 11, organization: 'Contoso' },
  ]);
  const [body] = webhook.bodies as [{ id: string }];
  expect(webhook.requests.at(-1)?.headers['idempotency-key']).toBe(body.id);
  expect(teams.deliveries[0]?.problems).toEqual([]);
});

describe('a dry run', () => {
  test('names channels and alerts, and stores and sends nothing', async () => {
    graph.publish([wireAssignment('Directory_1', minutesAgo(7))]);
    const { code, stdout, stderr } = await run('alerts --dry-run');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of [
      'inbox (mail)',
      'teams (teams)',
      'slack (slack)',
      'siem (webhook)',
      'sentinel (sentinel)',
    ])
      expect(stdout).toContain(`${name}: 1 message would be sent`);
    expect(counts()).toEqual({ inbox: 0, teams: 0, slack: 0, siem: 0, sentinel: 0 });
    expect(existsSync(`${folder.path}/store`)).toBe(false);
    const looked = await run('alerts');
    expect(looked).toMatchObject({ code: 0 });
    expect(counts().siem).toBe(1);
  });

  test('shows the bodies as JSON, without a URL', async () => {
    graph.publish([wireAssignment('Directory_1', minutesAgo(7))]);
    const { code, stdout } = await run('alerts --dry-run --json');
    expect(code).toBe(0);
    const preview = JSON.parse(stdout) as { channels: { channel: string; messages: { body: unknown }[] }[] };
    expect(preview.channels.map(({ channel, messages }) => [channel, messages.length])).toEqual(
      ['inbox', 'teams', 'slack', 'siem', 'sentinel'].map((name) => [name, 1]),
    );
    expect(preview.channels[3]?.messages[0]?.body).toMatchObject({ schema: 'pim-report/alert/1' });
    for (const secret of ['local-signature', 'B00000000', 'pim-alerts', key])
      expect(stdout).not.toContain(secret);
  });
});

describe('a failing run', () => {
  test('without ALERTS exits with 2', async () => {
    for (const alerts of [null, []]) {
      const { code, stdout, stderr } = await run('alerts', settings(alerts));
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/ALERTS: is not set/);
    }
  });

  test('with invalid settings exits with 2, and names all of them in one error without the secret', async () => {
    const bad = [
      { name: 'a', kind: 'slack', url: 'http://hooks.slack.com/services/T0/B0/verysecretpath' },
      { name: 'A', kind: 'teams', url: 'https://10.0.0.7/secretpath' },
      { name: 'c', kind: 'webhook', url: 'https://169.254.169.254/secretpath', key: '' },
      { name: 'd', kind: 'mail', recipients: 'nobody' },
      { name: 'e', kind: 'pager', url: 'https://pager.example/secretpath' },
    ];
    const { code, stderr } = await run('alerts', settings(bad));
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/secretpath|\n\s+at /);
    expect(stderr).toMatch(/ALERTS at/);
    const addresses = bad.slice(0, 2).map((channel, n) => ({ ...channel, name: `n${n}` }));
    const second = await run('alerts', settings([...addresses, { ...bad[2], key: 'k', name: 'n2' }]));
    expect(second.code).toBe(2);
    for (const host of ['hooks.slack.com', '10.0.0.7', '169.254.169.254'])
      expect(second.stderr).toContain(host);
    expect(second.stderr).not.toContain('secretpath');
  });

  test('names a rule that does not exist or cannot alert, and suggests one', async () => {
    const rules = ['assigned-outside-pin', 'time-in-role'];
    const { code, stderr } = await run('alerts', settings([{ ...channels()[1], rules }]));
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "assigned-outside-pim"');
    expect(stderr).toContain('"time-in-role", which cannot alert');
  });

  test('with a failing channel exits with 1, the others get their alerts, and the next run tries again', async () => {
    graph.publish([wireAssignment('Directory_1', minutesAgo(7))]);
    webhookFault = { status: 503, body: 'secret words' };
    const { code, stderr } = await run('alerts');
    expect(code).toBe(1);
    expect(stderr).toMatch(/Alert channel "siem" \(webhook\): 127\.0\.0\.1:\d+ answered HTTP 503\./);
    expect(stderr).not.toMatch(/secret words|pim-alerts/);
    expect(counts()).toEqual({ inbox: 1, teams: 1, slack: 1, siem: 0, sentinel: 1 });
    webhookFault = undefined;
    expect(await run('alerts')).toMatchObject({ code: 0 });
    expect(counts()).toEqual({ inbox: 1, teams: 1, slack: 1, siem: 1, sentinel: 1 });
  });

  test('that cannot read Graph exits with 1, and its output does not look like a quiet day', async () => {
    graphFault = {
      status: 403,
      body: { error: { code: 'Authentication_MSGraphPermissionMissing', message: 'No.' } },
    };
    const { code, stdout, stderr } = await run('alerts');
    expect(code).toBe(1);
    expect(stderr).toContain('New events could not be checked');
    expect(stderr).toContain('AuditLog.Read.All');
    expect(stdout).not.toMatch(/events from/);
  });

  test('that is killed while a receiver hangs is repeated by the next run under the same key', async () => {
    graph.publish([wireAssignment('Directory_1', minutesAgo(7))]);
    webhookFault = 'hang';
    const child = startCommand(['alerts'], { folder: folder.path, settings: siemOnly() });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (webhook.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGKILL');
    await ended;
    webhookFault = undefined;
    // The command waits 45 s before it takes over an alert of another process. This one waits 0.2 s.
    const runner = await bundleAlertRun(folder.path);
    const env = { PATH: process.env.PATH, NOW: new Date().toISOString(), ...siemOnly() };
    expect(await endOf(spawn(process.execPath, [runner], { env }))).toMatchObject({ code: 0 });
    expect(webhook.bodies).toHaveLength(1);
    const keys = webhook.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

test('with downloaded settings, only the commands for alerts need the values from the Key Vault', async () => {
  const SLACK_URL = '@Microsoft.KeyVault(SecretUri=https://kv-contoso.vault.azure.net/secrets/pim-slack)';
  const downloaded = { ...settings(), SLACK_URL };
  expect(await run('collect', downloaded)).toMatchObject({ code: 0, stderr: '' });
  expect((await run('verify', downloaded)).stderr).not.toContain('ALERTS');
  const refused = await run('alerts --dry-run', downloaded);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/ALERTS at 2\.url: .*Key Vault reference that was not resolved/);
  const checked = await run('doctor', downloaded);
  expect(checked.code).toBe(0);
  expect(checked.stdout).toMatch(/WARNING +alerts .*\n.*SLACK_URL holds a Key Vault reference/);
  // As docs/alerts.md describes.
  const named = await run('alerts --dry-run', { ...downloaded, SLACK_URL: slack.webhook });
  expect(named).toMatchObject({ code: 0, stderr: '' });
});
