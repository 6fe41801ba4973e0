import type { Fault } from '../../local/loopback-server';
import type { World } from '../../local/world';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { createFunctionRunner } from '../support/servers/functions-process';
import { hostileTexts } from '../support/builders/hostile-text';
import { scratchFolder, startTestWorld } from '../support/servers/pipeline';

// A service or a proxy may put any text into its errors; the CLI and the log repeat it.
const { ansi, logLines, bidiOverride, bidiIsolate, controls, controlsHigh, lineSeparators } = hostileTexts;
const words = [
  'Said',
  ansi,
  logLines,
  bidiOverride,
  bidiIsolate,
  controls,
  controlsHigh,
  lineSeparators,
].join('|');
/** Returns a refusal: the SDKs do not retry it, which keeps the tests short. */
const refusal = (status: number): Fault => ({
  status,
  body: { error: { code: `No${ansi ?? ''}`, message: words } },
});
/** Characters that could control a terminal, forge a line or reverse its order. Line feeds are the log's own. */
const active =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

let world: World;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let graphFault: Fault | undefined;
let mailFault: Fault | undefined;
beforeAll(async () => {
  await ensureBuilt();
  folder = await scratchFolder();
  const faults = { graphFaults: () => graphFault, mailFaults: () => mailFault };
  world = await startTestWorld({ now: new Date(), clock: () => new Date(), ...faults });
});
beforeEach(() => {
  graphFault = mailFault = undefined;
});
afterAll(async () => {
  await world.stop();
  await folder.remove();
});

const run = (args: string) => runCommand(args.split(' '), { folder: folder.path, settings: world.settings });
/** Returns forged lines, which come from the text of a service. */
const forged = (output: string) =>
  output.split('\n').filter((line) => /^(\S+Z )?(error: all|warning: forged)|all events deleted$/.test(line));

test('a message of Graph cannot control a terminal, as text and as JSON', async () => {
  graphFault = refusal(400);
  // In parallel, because each command waits between its attempts.
  const [text, json] = await Promise.all([run('collect'), run('collect --json')]);
  const { error } = JSON.parse(json.stderr) as { error: { message: string } };
  for (const message of [text.stderr, `error: ${error.message}`])
    expect(message).toMatch(/^error: .*\n(?:\d{4}|\d+ days).*HTTP 400 No\\u001b.*\\u001b\[31mforged/m);
  expect([text.code, json.code, json.stdout]).toEqual([1, 1, '']);
  for (const output of [text.stdout, text.stderr, json.stderr])
    expect([active.exec(output), forged(output)]).toEqual([null, []]);
});

test('a message of the mail service cannot control a terminal', async () => {
  mailFault = refusal(400);
  const { code, stdout, stderr } = await run('report --send --no-collect --format json');
  expect(code).toBe(1);
  expect(stderr).toContain('The mail was refused (HTTP 400): Said|');
  for (const output of [stdout, stderr]) expect([active.exec(output), forged(output)]).toEqual([null, []]);
});

test('neither message adds lines to the log of a function, or codes that control a terminal', async () => {
  const runFunction = await createFunctionRunner(folder.path);
  graphFault = refusal(400);
  mailFault = refusal(400);
  // Only the host needs the schedules. A new report, because the ledger has a row for the other one.
  const own = Object.entries(world.settings).filter(([name]) => !name.endsWith('_SCHEDULE'));
  const settings = { ...Object.fromEntries(own), REPORTS: '[{"name":"second","formats":"csv"}]' };
  const { code, lines } = await runFunction('sendWeeklyReport', settings);
  expect(code).toBe(1);
  const messages = lines.map(({ message }) => message);
  expect(messages.filter((message) => message.includes('Said|')).length).toBeGreaterThan(2);
  for (const message of messages) expect([active.exec(message), forged(message)]).toEqual([null, []]);
});
