import type { Fault, FaultScript, LoopbackServer } from '../../../local/loopback-server';
import { startIngestionReceiver } from '../../../local/receivers/ingestion-receiver';
import { startSlackReceiver } from '../../../local/receivers/slack-receiver';
import { startTeamsReceiver } from '../../../local/receivers/teams-receiver';
import { startWebhookReceiver } from '../../../local/receivers/webhook-receiver';
import type { AlertSender } from '../../../shared/alerts/channels/alert-sender';
import {
  createSentinelSender,
  createSlackSender,
  createTeamsSender,
  createWebhookSender,
} from '../../../shared/alerts/channels/post-senders';
import { createLogsPost } from '../../../shared/alerts/https/logs-post';
import { createPatientPost } from '../../../shared/alerts/https/patient-post';
import { createPost } from '../../../shared/alerts/https/post';
import { createLogsClient } from '../../../shared/clients/logs-client';
import type { AlertMessage } from '../../../shared/domain/alerts/alert';
import { anAlertMessage, aSummary } from '../../support/builders/alerts';
import { patience } from '../../support/servers/pipeline';

/** A sender, its receiver and the bodies that arrived there. */
interface Line {
  readonly server: LoopbackServer;
  readonly sender: AlertSender;
  readonly arrived: () => readonly unknown[];
  /** A part of the URL that must not be shown. */
  readonly secret: string;
}

const opened: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

/** Milliseconds that a receiver may take: short only where a test waits for one that is silent. */
let timeout = 60_000;
afterEach(() => {
  timeout = 60_000;
});

const postTo = (url: string) =>
  createPatientPost(createPost({ url, allowsLoopback: true, limits: { timeout, maxAnswerBytes: 4_096 } }), {
    longestPause: 1_500,
    gap: 0,
  });

const lines = {
  teams: async (faults?: FaultScript): Promise<Line> => {
    const server = await startTeamsReceiver({ faults });
    const { host } = new URL(server.url);
    const sender = createTeamsSender({ host, post: postTo(server.webhook) }, 'UTC');
    return { server, sender, arrived: () => server.deliveries, secret: 'local-signature' };
  },
  slack: async (faults?: FaultScript): Promise<Line> => {
    const server = await startSlackReceiver({ faults });
    const { host } = new URL(server.url);
    const sender = createSlackSender({ host, post: postTo(server.webhook) }, 'UTC');
    return { server, sender, arrived: () => server.messages, secret: 'B00000000' };
  },
  webhook: async (faults?: FaultScript): Promise<Line> => {
    const server = await startWebhookReceiver({ faults, key: 'a shared key' });
    const { host } = new URL(server.url);
    const sender = createWebhookSender({ host, post: postTo(server.webhook) }, 'a shared key');
    return { server, sender, arrived: () => server.bodies, secret: 'pim-alerts' };
  },
  sentinel: async (faults?: FaultScript): Promise<Line> => {
    const server = await startIngestionReceiver({ faults });
    const { host } = new URL(server.url);
    const client = await createLogsClient(server.url, null);
    const post = createPatientPost(
      createLogsPost({ client, host, rule: server.rule, stream: server.stream }),
      { longestPause: 1_500, gap: 0 },
    );
    return {
      server,
      sender: createSentinelSender({ host, post }),
      arrived: () => server.rows,
      secret: server.rule,
    };
  },
};
type Kind = keyof typeof lines;
const kinds = Object.keys(lines) as Kind[];

async function open(kind: Kind, ...faults: readonly (Fault | undefined)[]): Promise<Line> {
  const left = [...faults];
  const line = await lines[kind](() => left.shift());
  opened.push(line.server);
  return line;
}
const attempt = { number: 1, isRepeat: false };
const send = ({ sender }: Line, message: AlertMessage = anAlertMessage()) =>
  sender.send(message, attempt, patience());

test.each(kinds)('%s accepts an alert, and the preview shows the same body', async (kind) => {
  const line = await open(kind);
  const message = anAlertMessage();
  expect(await send(line, message)).toEqual({ state: 'sent' });
  expect(line.arrived()).toHaveLength(1);
  const { body } = line.sender.preview(message);
  const [arrived] = line.arrived();
  if (kind === 'teams') expect(arrived).toEqual({ message: body, problems: [] });
  else if (kind === 'sentinel') expect([arrived]).toEqual(body);
  else expect(arrived).toEqual(body);
});

test.each(kinds)('%s accepts a summary of the largest run', async (kind) => {
  const line = await open(kind);
  expect(await send(line, aSummary(300, { sentence: 'x'.repeat(2_000) }))).toEqual({ state: 'sent' });
  expect(line.arrived()).toHaveLength(kind === 'sentinel' ? 300 : 1);
  if (kind === 'teams') expect(line.arrived()).toMatchObject([{ problems: [] }]);
  expect(line.server.requests).toHaveLength(1);
});

describe.each(kinds)('%s', (kind) => {
  test.each([400, 403, 404, 410])(
    'does not repeat an alert after HTTP %i, and says what to check',
    async (status) => {
      const line = await open(kind, { status, body: 'secret words of the receiver' });
      const outcome = await send(line);
      expect(outcome).toEqual({
        state: 'refused',
        reason: expect.stringMatching(
          new RegExp(`^127\\.0\\.0\\.1:\\d+ refused it \\(HTTP ${status}\\)\\. \\w.+\\.$`),
        ) as string,
      });
      expect(JSON.stringify(outcome)).not.toContain('secret words');
      expect(JSON.stringify(outcome)).not.toContain(line.secret);
      expect(line.server.requests).toHaveLength(1);
    },
  );

  test.each([500, 502, 503, 401, 413])('leaves an alert to the next run after HTTP %i', async (status) => {
    const line = await open(kind, { status, body: 'no' });
    expect(await send(line)).toMatchObject({ state: 'failed', isResting: false });
    expect(line.server.requests).toHaveLength(1);
  });

  test('does not follow a redirect', async () => {
    const line = await open(kind, { status: 307, headers: { location: '/elsewhere' } });
    expect(await send(line)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('Redirects are not followed') as string,
    });
    expect(line.server.requests).toHaveLength(1);
    expect(line.arrived()).toEqual([]);
  });

  test('sends an alert again within the run after HTTP 429 with a short Retry-After', async () => {
    const line = await open(kind, { status: 429, headers: { 'retry-after': '1' } });
    expect(await send(line)).toEqual({ state: 'sent' });
    expect(line.server.requests).toHaveLength(2);
    expect(line.arrived()).toHaveLength(1);
  });

  test.each([{ 'retry-after': '60' }, {}])(
    'pauses the channel after HTTP 429 with the headers %j',
    async (headers) => {
      const line = await open(kind, { status: 429, headers });
      expect(await send(line)).toMatchObject({ state: 'failed', isResting: true });
      expect(line.server.requests).toHaveLength(1);
    },
  );

  test('fails after a connection reset, and names only the host', async () => {
    const line = await open(kind, 'lost');
    const outcome = await send(line);
    expect(outcome).toMatchObject({ state: 'failed', isResting: false });
    expect(JSON.stringify(outcome)).toContain('127.0.0.1');
    expect(JSON.stringify(outcome)).not.toContain(line.secret);
    expect(line.arrived()).toHaveLength(1);
  });

  test('throws the abort reason when the run is over', async () => {
    const line = await open(kind);
    const reason = new Error('The run is over.');
    const ended = line.sender.send(anAlertMessage(), attempt, AbortSignal.abort(reason));
    await expect(ended).rejects.toBe(reason);
  });
});

test.each(['teams', 'slack', 'webhook'] as const)(
  'a channel pauses when %s does not answer',
  async (kind) => {
    timeout = 400;
    const line = await open(kind, 'hang');
    expect(await send(line)).toMatchObject({
      state: 'failed',
      isResting: true,
      reason: expect.stringMatching(/did not answer within/) as string,
    });
  },
);

test('the local Teams receiver accepts a card that Teams would not show, and records its problems', async () => {
  const server = await startTeamsReceiver();
  opened.push(server);
  const answer = await fetch(server.webhook, {
    method: 'POST',
    body: JSON.stringify({
      type: 'message',
      attachments: [{ content: { type: 'AdaptiveCard', body: [{}] } }],
    }),
  });
  expect(answer.status).toBe(202);
  expect(server.deliveries).toMatchObject([
    { problems: expect.arrayContaining([expect.any(String)]) as string[] },
  ]);
});

describe('Slack', () => {
  test.each([
    'action_prohibited',
    'invalid_token',
    'channel_not_found',
    'no_service',
    'channel_is_archived',
  ] as const)('its error %s is named in the reason of the refusal', async (refusal) => {
    const server = await startSlackReceiver({ refusal });
    opened.push(server);
    const { host } = new URL(server.url);
    const sender = createSlackSender({ host, post: postTo(server.webhook) }, 'UTC');
    const outcome = await sender.send(anAlertMessage(), attempt, patience());
    expect(outcome).toMatchObject({ state: 'refused', reason: expect.stringContaining(refusal) as string });
  });

  test('its local receiver refuses 51 blocks', async () => {
    const server = await startSlackReceiver();
    opened.push(server);
    const section = { type: 'section', text: { type: 'plain_text', text: 'x' } };
    const statuses = await Promise.all(
      [50, 51].map(async (count) => {
        const body = JSON.stringify({ text: 'x', blocks: Array.from({ length: count }, () => section) });
        const answer = await fetch(server.webhook, { method: 'POST', body });
        return [answer.status, await answer.text()];
      }),
    );
    expect(statuses).toEqual([
      [200, 'ok'],
      [400, 'invalid_blocks'],
    ]);
  });

  test('HTTP 200 without "ok" is a failure', async () => {
    const line = await open('slack', { status: 200, body: '<html>a proxy</html>' });
    expect(await send(line)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('not with "ok"') as string,
    });
  });
});

describe('a webhook', () => {
  test('counts an alert that it receives twice under one key as one', async () => {
    const line = await open('webhook', 'lost');
    const message = anAlertMessage();
    expect(await send(line, message)).toMatchObject({ state: 'failed' });
    expect(await send(line, message)).toEqual({ state: 'sent' });
    expect(line.arrived()).toHaveLength(1);
    const [first, second] = line.server.requests;
    expect(first?.body.equals(second?.body ?? Buffer.alloc(0))).toBe(true);
    expect(first?.headers['x-pim-report-signature']).toBe(second?.headers['x-pim-report-signature']);
  });

  test('refuses an alert that was signed with another key', async () => {
    const server = await startWebhookReceiver({ key: 'the right one' });
    opened.push(server);
    const { host } = new URL(server.url);
    const sender = createWebhookSender({ host, post: postTo(server.webhook) }, 'a wrong one');
    expect(await sender.send(anAlertMessage(), attempt, patience())).toMatchObject({ state: 'refused' });
    expect(server.bodies).toEqual([]);
  });
});

test('rows for Sentinel are sent compressed and with every column of the stream', async () => {
  const line = await open('sentinel');
  const message = anAlertMessage();
  await send(line, message);
  expect(line.server.requests[0]?.headers['content-encoding']).toBe('gzip');
  expect(line.arrived()).toEqual(line.sender.preview(message).body);
});
