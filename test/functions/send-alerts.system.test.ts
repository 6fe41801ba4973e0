import { resolve } from 'node:path';
import { startFunctionsHost, type FunctionsHost } from '../../local/functions-host';
import { createFunctionsCore } from '../../local/functions-host/functions-core';
import { loadBundle } from '../../local/functions-host/load-bundle';
import type { LogLine } from '../../local/functions-host/log-sink';
import { startWebhookReceiver, type WebhookReceiver } from '../../local/receivers/webhook-receiver';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';
import type { World } from '../../local/world';
import { telemetryOf } from '../support/outputs/telemetry';
import { ensureBuilt } from '../support/servers/cli';
import { startTestWorld } from '../support/servers/pipeline';

const file = resolve(__dirname, '../../dist/functions/sendAlerts.js');
const now = new Date();
const lines: LogLine[] = [];
let world: World;
let receiver: WebhookReceiver;
let host: FunctionsHost | null = null;
let isRefusing = false;

beforeAll(async () => {
  await ensureBuilt();
  world = await startTestWorld({ now, clock: () => new Date() });
  receiver = await startWebhookReceiver({
    faults: () => (isRefusing ? { status: 404, body: 'gone' } : undefined),
  });
});
afterEach(async () => {
  await host?.stop();
  host = null;
  isRefusing = false;
  lines.length = 0;
});
afterAll(async () => {
  await receiver.close();
  await world.stop();
});

const channels = () => JSON.stringify([{ name: 'siem', kind: 'webhook', url: receiver.webhook }]);
async function start(settings: Readonly<Record<string, string>>): Promise<FunctionsHost> {
  host = await startFunctionsHost({
    files: [file],
    settings: { ...world.settings, ...settings },
    retries: false,
    log: (line) => lines.push(line),
  });
  return host;
}
/** An assignment outside PIM some minutes ago. */
const assigned = (id: string, minutes: number): WireEvent => {
  const outside = world.tenant.events.find(
    ({ activityDisplayName, loggedByService }) =>
      activityDisplayName === 'Add member to role' && loggedByService === 'Core Directory',
  )!;
  const time = new Date(Date.now() - minutes * 60_000).toISOString();
  const initiatedBy = {
    user: { id: 'id-of-mallory', displayName: 'Mallory', userPrincipalName: 'm@x.example' },
  };
  return { ...outside, id, activityDateTime: time, initiatedBy };
};

test.each([undefined, '', '  ', '[]', ' [ ] '])('registers nothing with ALERTS=%j', async (alerts) => {
  const { functions } = await start(alerts === undefined ? {} : { ALERTS: alerts });
  expect(functions).toEqual([]);
});

test('registers one timer without retries if there is a channel', async () => {
  const { functions } = await start({ ALERTS: channels() });
  expect(functions.map(({ name, schedule }) => [name, schedule])).toEqual([['sendAlerts', '0 */15 * * * *']]);
  const { module, registrations } = createFunctionsCore(() => undefined);
  loadBundle(file, module);
  const { metadata } = registrations.functions[0]!;
  expect(Object.values(metadata.bindings)).toEqual([
    expect.objectContaining({ type: 'timerTrigger', direction: 'in' }) as unknown,
  ]);
  expect(metadata.retryOptions ?? null).toBeNull();
});

test('is registered with invalid channels, and each run fails with the one error', async () => {
  const running = await start({ ALERTS: '[{"name":"siem","kind":"pager"}]', RETENTION_DAYS: 'long' });
  await expect(running.fire('sendAlerts')).rejects.toThrow(
    /ALERTS at 0\.kind[\s\S]*RETENTION_DAYS|RETENTION_DAYS[\s\S]*ALERTS at 0\.kind/,
  );
  expect(telemetryOf(lines.map(({ message }) => message))).toMatchObject([
    { event: 'alerts.finished', ok: false },
  ]);
});

test('sends new alerts once, and logs them', async () => {
  world.graph.publish([assigned('Directory_alert_1', 5)]);
  const running = await start({ ALERTS: channels() });
  await running.fire('sendAlerts');
  await running.fire('sendAlerts');
  const alerts = receiver.bodies.filter((body) => JSON.stringify(body).includes('Directory_alert_1'));
  expect(alerts).toMatchObject([
    {
      schema: 'pim-report/alert/1',
      rule: 'assigned-outside-pim',
      severity: 'high',
      organization: 'Northgate Shipping',
      eventIds: ['Directory_alert_1'],
    },
  ]);
  const told = telemetryOf(lines.map(({ message }) => message));
  expect(told).toMatchObject([
    { event: 'alerts.finished', ok: true },
    { event: 'alerts.finished', ok: true, sent: 0 },
  ]);
});

test('fails when a channel failed, so that the monitor sees it, and shows no URL', async () => {
  world.graph.publish([assigned('Directory_alert_2', 4)]);
  isRefusing = true;
  const running = await start({ ALERTS: channels() });
  await expect(running.fire('sendAlerts')).rejects.toThrow(/Alert channel "siem" \(webhook\): .*HTTP 404/);
  const told = telemetryOf(lines.map(({ message }) => message));
  expect(told).toMatchObject([
    { event: 'alert.failed', channel: 'siem', isFinal: true, failedLooks: 1 },
    { event: 'alerts.finished', ok: false },
  ]);
  expect(JSON.stringify(lines)).not.toContain('pim-alerts');
});
