import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createFunctionsCore } from '../../local/functions-host/functions-core';
import { loadBundle } from '../../local/functions-host/load-bundle';
import { startFunctionsHost } from '../../local/functions-host';
import type { Fault } from '../../local/loopback-server';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World } from '../../local/world';
import { ensureBuilt } from '../support/servers/cli';
import { startTestWorld } from '../support/servers/pipeline';
import { telemetryOf, type ToldEvent } from '../support/outputs/telemetry';

const now = new Date();
const forbidden = { status: 403, body: { error: { code: 'Forbidden', message: 'No.' } } };
/** Two weeks: what a run tells depends little on the events. */
const tenant = createSampleTenant({ now, days: 14, scale: 0.5 });
let world: World;
let graphFault: Fault | undefined;
let mailFault: Fault | undefined;

beforeAll(ensureBuilt);
beforeEach(async () => {
  // A workbook takes half of a report's time.
  const settings = { REPORT_FORMATS: 'csv' };
  const faults = { graphFaults: () => graphFault, mailFaults: () => mailFault };
  world = await startTestWorld({ now, tenant, clock: () => new Date(), settings, ...faults });
});
afterEach(async () => {
  graphFault = mailFault = undefined;
  await world.stop();
});

/** Runs a built function once, without the host's retries; returns its telemetry, its lines and its error. */
async function run(name: string, settings: Readonly<Record<string, string>> = {}) {
  const file = resolve(__dirname, `../../dist/functions/${name}.js`);
  const host = await startFunctionsHost({ files: [file], settings: { ...world.settings, ...settings } });
  const { module, registrations } = createFunctionsCore(() => undefined);
  loadBundle(file, module);
  const lines: { level: string; message: string }[] = [];
  const at = (level: string) => (message: string) => void lines.push({ level, message });
  const context = { log: at('log'), warn: at('warn'), error: at('error') };
  const handler = registrations.functions[0]!.handler as (...args: unknown[]) => Promise<void>;
  const error = await handler({}, context).then(
    () => null,
    (reason: unknown) => reason as Error,
  );
  await host.stop();
  return { lines, error, told: telemetryOf(lines.map(({ message }) => message)) };
}

/** Replaces the key of the storage's connection string, so that it answers 403 to everything. */
const strangersKey = () => ({
  AUDIT_STORAGE: world.storage.connectionString.replace(/AccountKey=[^;]+/, 'AccountKey=c3RyYW5nZXI='),
});

const only = (told: readonly ToldEvent[], event: string): ToldEvent => {
  const found = told.filter((one) => one.event === event);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('collectAuditEvents logs', () => {
  test('that it finished, and what it read', async () => {
    const { told, error, lines } = await run('collectAuditEvents');
    expect(error).toBeNull();
    expect(told).toEqual([
      {
        event: 'collection.finished',
        ok: true,
        days: 30,
        notComplete: [],
        events: expect.any(Number) as unknown,
        newEvents: expect.any(Number) as unknown,
        lateEvents: 0,
        failures: [],
        standingAccess: {
          state: 'complete',
          kept: 'stored',
          rows: expect.any(Number) as unknown,
          warnings: [],
        },
        seconds: expect.any(Number) as unknown,
      },
    ]);
    expect(told[0]?.events).toBe(told[0]?.newEvents);
    const perDay = lines.flatMap(({ message }) => /: (\d+) events/.exec(message)?.slice(1).map(Number) ?? []);
    expect(told[0]?.events).toBe(perDay.reduce((sum, count) => sum + count, 0));
  });

  test('that Graph refused, with every unknown day, before it throws', async () => {
    graphFault = forbidden;
    const { told, error, lines } = await run('collectAuditEvents');
    expect(error?.message).toContain('AuditLog.Read.All');
    const finished = only(told, 'collection.finished');
    expect(finished).toMatchObject({ ok: false, days: 30, events: 0 });
    expect(finished.notComplete).toHaveLength(30);
    expect(finished.failures).toEqual([expect.stringMatching(/HTTP 403.*AuditLog\.Read\.All/) as unknown]);
    expect(lines.at(-1)?.level).toBe('error');
  });

  test('that the storage could not be opened', async () => {
    const { told, error } = await run('collectAuditEvents', strangersKey());
    expect(error?.message).toContain('could not be opened');
    expect(only(told, 'collection.finished')).toMatchObject({
      ok: false,
      days: 0,
      failures: [expect.stringContaining('Storage Table Data Contributor') as unknown],
    });
  });
});

describe('sendWeeklyReport logs', () => {
  test('that the mail was sent, and the next time that it had been sent', async () => {
    const first = await run('sendWeeklyReport');
    expect(first.error).toBeNull();
    const sent = only(first.told, 'report.sent');
    expect(sent).toMatchObject({ report: 'weekly', isNew: true, complete: true });
    expect(sent.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sent.operationId).toBe(world.mailbox.messages[0]?.operationId);
    expect(only(first.told, 'reports.finished')).toMatchObject({ ok: true, sent: 1, failures: [] });
    const second = await run('sendWeeklyReport');
    expect(second.told).toEqual([
      { ...sent, isNew: false, complete: null },
      { event: 'report.week', report: 'weekly', period: sent.period, isSent: true },
      expect.objectContaining({ event: 'reports.finished', ok: true, sent: 1 }) as unknown,
    ]);
  });

  test('that the report is incomplete when Graph refused, and fails', async () => {
    graphFault = forbidden;
    const { told, error } = await run('sendWeeklyReport');
    expect(error?.message).toContain('HTTP 403');
    expect(only(told, 'report.sent')).toMatchObject({ isNew: true, complete: false });
    expect(only(told, 'reports.finished')).toMatchObject({ ok: false, sent: 1 });
  });

  test('that the mail was refused', async () => {
    mailFault = forbidden;
    const { told, error } = await run('sendWeeklyReport');
    expect(error?.message).toContain('The mail was refused (HTTP 403)');
    expect(told.map(({ event }) => event)).toEqual(['mail.refused', 'report.week', 'reports.finished']);
    expect(told[0]).toMatchObject({
      report: 'weekly',
      reason: expect.stringContaining('Communication and Email Service Owner') as unknown,
    });
    expect(told[1]).toMatchObject({ report: 'weekly', isSent: false });
    expect(told[2]).toMatchObject({ ok: false, sent: 0 });
  });

  test('that the storage could not be opened', async () => {
    const { told } = await run('sendWeeklyReport', strangersKey());
    expect(told).toEqual([
      expect.objectContaining({
        event: 'reports.finished',
        ok: false,
        sent: 0,
        failures: [expect.stringContaining('could not be opened') as unknown],
      }) as unknown,
    ]);
  });
});

test('the host keeps every line: it samples nothing, and logs information of functions', () => {
  const host = JSON.parse(readFileSync(resolve(__dirname, '../../host.json'), 'utf8')) as {
    logging: {
      logLevel: Record<string, string>;
      applicationInsights: { samplingSettings: { isEnabled: boolean } };
    };
  };
  expect(host.logging.applicationInsights.samplingSettings.isEnabled).toBe(false);
  expect(host.logging.logLevel).toMatchObject({ Function: 'Information', 'Host.Results': 'Information' });
});
