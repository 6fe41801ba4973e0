import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionsHost, startFunctionsHost } from '../../local/functions-host';
import type { LogLine } from '../../local/functions-host/log-sink';
import { bundleFixture } from './bundle-fixture';

const settings = { TICK_SCHEDULE: '0 30 1 * * *', GREETING: 'hello' };
const clock = () => new Date('2026-11-23T07:00:00Z');

let folder: string;
let host: FunctionsHost | null = null;
const lines: LogLine[] = [];
const log = (line: LogLine): void => void lines.push(line);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-host-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await host?.stop();
  host = null;
  lines.length = 0;
});

const tick = `
  import { app } from '@azure/functions';
  let runs = 0;
  app.hook.preInvocation((context) => { context.invocationContext.log('before'); });
  app.timer('tick', {
    schedule: '%TICK_SCHEDULE%',
    handler: async (timer, context) => {
      runs += 1;
      context.log('tick', runs, process.env.GREETING, JSON.stringify(timer), context.functionName);
    },
  });`;
const failing = `
  import { app } from '@azure/functions';
  let tries = 0;
  app.timer('failing', {
    schedule: '0 0 0 1 1 *',
    retry: { strategy: 'fixedDelay', delayInterval: 0, maxRetryCount: 2 },
    handler: (timer, context) => {
      tries += 1;
      context.log('retry', context.retryContext?.retryCount, 'of', context.retryContext?.maxRetryCount);
      throw new Error('the ledger cannot be written (try ' + tries + ')');
    },
  });`;
const everySecond = tick.replace('%TICK_SCHEDULE%', '* * * * * *');

describe('the functions host', () => {
  test('loads bundles, resolves their schedules and fires a timer with the data of a timer trigger', async () => {
    const files = [
      await bundleFixture(folder, 'tick', tick),
      await bundleFixture(folder, 'failing', failing),
    ];
    host = await startFunctionsHost({ files, settings, clock, log });
    expect(host.functions.map(({ name, schedule }) => [name, schedule])).toEqual([
      ['tick', '0 30 1 * * *'],
      ['failing', '0 0 0 1 1 *'],
    ]);
    expect(host.functions[0]?.nextRun(clock())).toEqual(new Date('2026-11-24T01:30:00Z'));

    await host.fire('tick');
    const [before, line] = lines;
    expect(before?.message).toBe('before');
    expect(line).toMatchObject({ level: 'information', source: 'function' });
    expect(line?.message).toMatch(/^tick 1 hello .* tick$/);
    expect(JSON.parse(/\{.*\}/.exec(line!.message)![0])).toEqual({
      schedule: { adjustForDST: true },
      scheduleStatus: {
        last: '1970-01-01T00:00:00.000Z',
        lastUpdated: '2026-11-23T07:00:00.000Z',
        next: '2026-11-24T01:30:00.000Z',
      },
      isPastDue: false,
    });
  });

  test('runs a chunk that two bundles share once in each host', async () => {
    const [first, second] = [join(folder, 'first.js'), join(folder, 'second.js')];
    await writeFile(join(folder, 'shared.js'), `process.env.LOADED = (process.env.LOADED ?? '') + 'x';`);
    for (const file of [first, second]) await writeFile(file, `require('./shared.js');`);
    for (const loaded of ['x', 'xx']) {
      const running = await startFunctionsHost({ files: [first, second], settings, log });
      await running.stop();
      expect(process.env.LOADED).toBe(loaded);
    }
    delete process.env.LOADED;
  });

  test('follows the retry policy, then throws the error of the function', async () => {
    host = await startFunctionsHost({
      files: [await bundleFixture(folder, 'failing', failing)],
      settings,
      log,
    });
    await expect(host.fire('failing')).rejects.toThrow('the ledger cannot be written (try 3)');
    expect(lines.filter(({ source }) => source === 'function').map(({ message }) => message)).toEqual([
      'retry 0 of 2',
      'retry 1 of 2',
      'retry 2 of 2',
    ]);
  });

  test('tries once when retries are off', async () => {
    const files = [await bundleFixture(folder, 'failing', failing)];
    host = await startFunctionsHost({ files, settings, log, retries: false });
    await expect(host.fire('failing')).rejects.toThrow('the ledger cannot be written (try 1)');
  });

  test('puts settings into the environment and removes them on stop', async () => {
    process.env.GREETING = 'before';
    host = await startFunctionsHost({ files: [await bundleFixture(folder, 'tick', tick)], settings, log });
    expect(process.env.GREETING).toBe('hello');
    await host.stop();
    expect(process.env.GREETING).toBe('before');
    expect('TICK_SCHEDULE' in process.env).toBe(false);
    delete process.env.GREETING;
    host = null;
  });

  test('fires on schedule until it is stopped', async () => {
    host = await startFunctionsHost({
      files: [await bundleFixture(folder, 'every', everySecond)],
      settings,
      log,
    });
    host.runSchedules();
    await new Promise((resolve) => setTimeout(resolve, 2300));
    await host.stop();
    const ticks = lines.filter(({ message }) => message.startsWith('tick')).length;
    expect(ticks).toBeGreaterThanOrEqual(1);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(lines.filter(({ message }) => message.startsWith('tick'))).toHaveLength(ticks);
    host = null;
  });

  test.each([
    ['throws', `throw new Error('3 settings are wrong');`, /throws\.js failed to load: 3 settings are wrong/],
    [
      'unset',
      tick.replace('TICK_SCHEDULE', 'MISSING'),
      /tick cannot be scheduled: '%MISSING%' does not resolve/,
    ],
    ['nonsense', tick.replace('%TICK_SCHEDULE%', 'every day'), /"every day" is not an NCRONTAB schedule/],
    [
      'http',
      `import { app } from '@azure/functions'; app.http('open', { handler: () => ({}) });`,
      /open has no timer trigger/,
    ],
  ])('names the fault when a file %s', async (name, source, expected) => {
    const files = [await bundleFixture(folder, name, source)];
    await expect(startFunctionsHost({ files, settings, log })).rejects.toThrow(expected);
    expect(process.env.TICK_SCHEDULE).toBeUndefined();
  });

  test('lists the functions when the requested one does not exist', async () => {
    host = await startFunctionsHost({ files: [await bundleFixture(folder, 'tick', tick)], settings, log });
    await expect(host.fire('tock')).rejects.toThrow('There is no function tock; there are: tick.');
  });
});
