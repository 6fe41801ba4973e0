import { resolve } from 'node:path';
import { startFunctionsHost, type FunctionsHost } from '../../local/functions-host';
import { createFunctionsCore } from '../../local/functions-host/functions-core';
import { loadBundle } from '../../local/functions-host/load-bundle';
import type { LogLine } from '../../local/functions-host/log-sink';
import type { Fault } from '../../local/loopback-server';
import type { World } from '../../local/world';
import { ensureBuilt } from '../support/servers/cli';
import { telemetryOf } from '../support/outputs/telemetry';
import { openTable, startTestWorld } from '../support/servers/pipeline';

const names = ['collectAuditEvents', 'sendWeeklyReport', 'sendCorrections'] as const;
const fileOf = (name: string) => resolve(__dirname, `../../dist/functions/${name}.js`);
const files = names.map(fileOf);
const now = new Date();
const lines: LogLine[] = [];
let world: World;
let host: FunctionsHost | null = null;
let fault: Fault | undefined;

beforeAll(async () => {
  await ensureBuilt();
  // A workbook takes half of a report's time.
  const settings = { REPORT_FORMATS: 'csv' };
  world = await startTestWorld({ now, clock: () => new Date(), settings, graphFaults: () => fault });
});
afterEach(async () => {
  await host?.stop();
  host = null;
  fault = undefined;
  lines.length = 0;
});
afterAll(() => world.stop());

const start = async (settings: Readonly<Record<string, string>> = world.settings) => {
  host = await startFunctionsHost({ files, settings, log: (line) => lines.push(line) });
  return host;
};

/** The registrations of a bundle as `@azure/functions` passes them to the host, with the given settings. */
async function registered(name: string, settings: Readonly<Record<string, string>> = world.settings) {
  await start(settings);
  const { module, registrations } = createFunctionsCore(() => undefined);
  loadBundle(fileOf(name), module);
  return registrations.functions[0]!;
}

describe('the functions', () => {
  test.each([
    ['collectAuditEvents', '%COLLECT_SCHEDULE%'],
    ['sendWeeklyReport', '%REPORT_SCHEDULE%'],
    ['sendCorrections', '%CORRECTION_SCHEDULE%'],
  ])('register %s as one timer on %s, without a network endpoint', async (name, schedule) => {
    const { metadata } = await registered(name);
    expect(metadata.name).toBe(name);
    expect(Object.values(metadata.bindings)).toEqual([
      expect.objectContaining({ type: 'timerTrigger', direction: 'in', schedule }) as unknown,
    ]);
    expect(metadata.retryOptions?.maxRetryCount).toBeGreaterThan(0);
  });

  test('take their schedules from the settings, or else the defaults', async () => {
    const { functions } = await start({ ...world.settings, COLLECT_SCHEDULE: '0 0 3 * * *' });
    expect(functions.map(({ name, schedule }) => [name, schedule])).toEqual([
      ['collectAuditEvents', '0 0 3 * * *'],
      ['sendWeeklyReport', '0 0 7-19/2 * * 1'],
      ['sendCorrections', '0 0 4 * * *'],
    ]);
    await host?.stop();
    const { COLLECT_SCHEDULE, REPORT_SCHEDULE, CORRECTION_SCHEDULE, ...rest } = world.settings;
    expect([COLLECT_SCHEDULE, REPORT_SCHEDULE, CORRECTION_SCHEDULE]).not.toContain(undefined);
    const plain = await start(rest);
    expect(plain.functions.map(({ schedule }) => schedule)).toEqual([
      '0 30 1 * * *',
      '0 0 7-19/2 * * 1',
      '0 0 4 * * *',
    ]);
  });

  test.each(names)(
    'register %s despite bad settings; each run fails with one error that names all of them',
    async (name) => {
      const bad = {
        ...world.settings,
        REPORT_TIME_ZONE: 'Mars/Olympus',
        RETENTION_DAYS: 'long',
        AUDIT_STORAGE: 'x',
        COLLECT_SCHEDULE: 'every night',
      };
      const running = await startFunctionsHost({
        files,
        settings: bad,
        retries: false,
        log: (line) => lines.push(line),
      });
      host = running;
      expect(running.functions.map((one) => one.name)).toEqual(names);
      // The host never runs a function with an unreadable schedule, so it gets the default one.
      expect(running.functions[0]?.schedule).toBe('0 30 1 * * *');
      const failed = await running.fire(name).catch((error: unknown) => error as Error);
      const { message } = failed as Error;
      for (const setting of ['AUDIT_STORAGE', 'COLLECT_SCHEDULE', 'REPORT_TIME_ZONE', 'RETENTION_DAYS'])
        expect(message).toContain(setting);
      expect(message).not.toMatch(/^\s+at /m);
      const finished = { collectAuditEvents: 'collection.finished', sendWeeklyReport: 'reports.finished' };
      const expected =
        name === 'sendCorrections' ? [] : [expect.objectContaining({ event: finished[name], ok: false })];
      expect(telemetryOf(lines.map((line) => line.message))).toEqual(expected);
    },
  );

  test('need the settings of mail only for mailing', async () => {
    const { REPORT_SENDER, REPORT_RECIPIENTS, COMMUNICATION_SERVICES, ...rest } = world.settings;
    expect([REPORT_SENDER, REPORT_RECIPIENTS, COMMUNICATION_SERVICES]).not.toContain(undefined);
    host = await startFunctionsHost({ files, settings: rest, retries: false });
    for (const name of ['sendWeeklyReport', 'sendCorrections']) {
      await expect(host.fire(name)).rejects.toThrow(
        /COMMUNICATION_SERVICES is not set[\s\S]*REPORT_SENDER: is not set[\s\S]*no recipient/,
      );
    }
    fault = { status: 403, body: { error: { code: 'Forbidden', message: 'No.' } } };
    await expect(host.fire('collectAuditEvents')).rejects.toThrow(/AuditLog\.Read\.All/);
  });

  test.each([
    ['collectAuditEvents', { status: 403, body: { error: { code: 'Forbidden', message: 'No.' } } }],
    ['sendWeeklyReport', { status: 403, body: { error: { code: 'Forbidden', message: 'No.' } } }],
  ])('let %s fail when Graph refuses, so that the host knows', async (name, answer) => {
    const { handler } = await registered(name);
    fault = answer;
    const told: string[] = [];
    const log = (...words: unknown[]) => told.push(words.map(String).join(' '));
    const run = (handler as (...args: unknown[]) => Promise<void>)({}, { log, warn: log, error: log });
    await expect(run).rejects.toThrow(/HTTP 403.*AuditLog\.Read\.All/);
    expect(told.length).toBeGreaterThan(0);
    // The report is still sent, and says what is missing.
    if (name === 'sendWeeklyReport') {
      expect(world.mailbox.messages.map(({ mail }) => mail.content.subject)).toEqual([
        expect.stringContaining('INCOMPLETE') as unknown,
      ]);
    }
  });

  test('collect, then log one line for each day', async () => {
    await (await start()).fire('collectAuditEvents');
    const said = lines.filter(({ source }) => source === 'function').map(({ message }) => message);
    expect(said).toHaveLength(32);
    expect(said.at(-3)).toMatch(/^\d{4}-\d\d-\d\d complete: \d+ events?, \d+ new, \d+ late$/);
    expect(said.at(-2)).toMatch(/^standing access read in full: \d+ assignments, \d+ role settings$/);
  });

  test('mail a report once, and one correction when the missing days are read', async () => {
    const running = await start();
    await running.fire('sendWeeklyReport');
    await running.fire('sendWeeklyReport');
    // The first mail is from the test above, sent without Graph.
    expect(world.mailbox.messages.map(({ mail }) => mail.content.subject)).toEqual([
      expect.stringContaining('INCOMPLETE') as unknown,
      expect.stringMatching(/^(?!.*INCOMPLETE).*[Cc]orrect/) as unknown,
    ]);
    expect(lines.some(({ message }) => message.includes('had been sent to 1 address'))).toBe(true);
  });

  test('log a warning about a week that a run with a clock ahead has entered, and do not fail', async () => {
    const runs = await openTable(world.storage.connectionString, 'ReportRuns');
    const { value: sent } = (await runs.listEntities().next()) as { value: Record<string, unknown> };
    const ahead = new Date('2126-11-18T07:00:00Z');
    await runs.createEntity({ ...sent, partitionKey: 'weekly', rowKey: '2126-W46', enteredAt: ahead });
    await (await start()).fire('sendWeeklyReport');
    expect(lines.filter(({ message }) => message.includes('2126-W46'))).toMatchObject([
      { message: expect.stringMatching(/^Report "weekly": a run whose clock was ahead/) as string },
    ]);
    await runs.deleteEntity('weekly', '2126-W46');
  });
});
