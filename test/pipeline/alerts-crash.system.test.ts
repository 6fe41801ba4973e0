import { wireAssignment } from '../support/builders/wire-alerts';
import {
  alertRunSteps,
  alertRunTime,
  openAlertCrashWorld,
  type AlertCrashWorld,
  type AlertRunDeath,
} from '../support/crash/alert-crash-world';

// Runs the alert job in its own process, kills it at each kind of step in turn and starts it again. `npm run crash`
// kills it at every request that changes something, each in its own world.
const everyStep = process.env.CRASH === 'every';
const kinds = ['mail', 'teams', 'slack', 'webhook', 'sentinel'] as const;
const moments = ['before', 'after'] as const;
const tenMinutesAgo = new Date(alertRunTime.getTime() - 600_000);
const assigned = (...names: readonly string[]) =>
  names.map((name) => wireAssignment(`Directory_${name}`, tenMinutesAgo, name));

/** Whether a repeat has no effect: a mail is looked up before it is sent again, a webhook's receiver knows its key. */
const isIdempotent = (kind: string): boolean => kind === 'mail' || kind === 'webhook';

let world: AlertCrashWorld;
let session: Awaited<ReturnType<AlertCrashWorld['open']>> | null = null;
beforeAll(async () => {
  world = await openAlertCrashWorld();
});
afterEach(async () => {
  await session?.close();
  session = null;
});
afterAll(() => world.close());

async function open(channels: readonly string[], names: readonly string[] = ['Hanna']) {
  await session?.close();
  session = await world.open(channels, assigned(...names));
  return session;
}

test('an undisturbed alert run takes every kind of step on every channel, and the next one sends nothing', async () => {
  const run = await open(kinds);
  const first = await run.runAlerts();
  expect([first.code, first.output]).toEqual([0, '']);
  expect(alertRunSteps.filter((step) => !first.calls.some((call) => call.kind === step))).toEqual([]);
  for (const step of alertRunSteps.filter((each) => each.startsWith('alert')))
    expect([step, first.calls.filter(({ kind }) => kind === step).length]).toEqual([step, kinds.length]);
  const second = await run.runAlerts();
  expect([second.code, second.output]).toEqual([0, '']);
  expect(second.calls.filter((call) => call.kind.startsWith('alert'))).toEqual([]);
  for (const kind of kinds) {
    expect([kind, run.arrived(kind).messages]).toEqual([kind, 1]);
    expect([kind, await run.states(kind)]).toEqual([kind, ['sent']]);
  }
});

// A channel whose receiver does not recognize a repeat is killed after each kind of step, and one whose receiver does,
// before it; `npm run crash` does both to all channels.
const killed: readonly (typeof kinds)[number][] = everyStep ? kinds : ['teams', 'webhook'];
describe.each(killed)('%s', (kind) => {
  test.each(everyStep ? moments : kind === 'webhook' ? (['before'] as const) : (['after'] as const))(
    'an alert run killed %s each kind of step in turn loses no alert, and repeats one only if unavoidable',
    async (moment) => {
      const run = await open([kind]);
      const left = new Set<string>(alertRunSteps);
      while (left.size > 0) {
        const before = left.size;
        const { code } = await run.runAlerts((call) => (left.delete(call.kind) ? moment : undefined));
        expect([code, before - left.size]).toEqual([null, 1]);
      }
      const last = await run.runAlerts();
      expect([last.code, last.output]).toEqual([0, '']);
      expect(await run.states(kind)).toEqual(['sent']);
      // Killed once between the acceptance of the message and the write that stores it.
      expect(run.arrived(kind).messages).toBe(isIdempotent(kind) ? 1 : 2);
      expect(new Set(run.arrived(kind).keys).size).toBeLessThanOrEqual(1);
    },
  );
});

test.each(everyStep ? (['webhook', 'sentinel'] as const) : (['webhook'] as const))(
  'many alerts of a run killed at %s all arrive, and a summary that was tried keeps its key',
  async (kind) => {
    const names = Array.from({ length: 12 }, (_, n) => `Kim${n}`);
    const run = await open([kind], names);
    for (const [step, moment] of [
      ['alert filed', 'after'],
      ['alert claimed', 'before'],
      ['alert posted', 'after'],
    ] as const) {
      const { code } = await run.runAlerts((call) => (call.kind === step ? moment : undefined));
      expect(code).toBeNull();
    }
    const last = await run.runAlerts();
    expect([last.code, last.output]).toEqual([0, '']);
    expect(await run.states(kind)).toEqual(Array(12).fill('sent'));
    const { keys } = run.arrived(kind);
    // Keys of the twelve alerts and of their summaries.
    expect(new Set(keys).size).toBeGreaterThanOrEqual(12);
    if (kind === 'webhook') expect(new Set(keys).size).toBe(keys.length);
  },
);

(everyStep ? test.each(kinds) : test.skip.each(kinds))(
  'killed at every single request, each in a world of its own: %s',
  async (kind) => {
    const { calls } = await (await open([kind])).runAlerts();
    for (const { kind: step, n } of calls.filter((call) =>
      (alertRunSteps as readonly string[]).includes(call.kind),
    )) {
      for (const moment of moments) {
        process.stdout.write(`${kind}: ${moment} request ${n} of ${calls.length}: ${step}\n`);
        const run = await open([kind]);
        const death: AlertRunDeath = (call) => (call.n === n ? moment : undefined);
        expect((await run.runAlerts(death)).code).toBeNull();
        const last = await run.runAlerts();
        expect([last.code, last.output]).toEqual([0, '']);
        expect(await run.states(kind)).toEqual(['sent']);
        const isUnknown = moment === 'after' ? step === 'alert posted' : step === 'alert settled';
        const isDoubled = isUnknown && !isIdempotent(kind);
        expect(run.arrived(kind).messages).toBe(isDoubled ? 2 : 1);
      }
    }
  },
  3_600_000,
);
