import { utcDayOf, utcDaysBetween } from '../../shared/domain/time/utc-day';
import { ensureBuilt } from '../support/servers/cli';
import {
  firstKept,
  monday,
  openCrashWorld,
  storedTexts,
  wireTexts,
  type CrashWorld,
  type Session,
} from '../support/crash/crash-world';
import { openPipeline, patience, settled } from '../support/servers/pipeline';

// Mondays that do not come one by one: twice at once, not at all, or by a clock that jumps. The real functions, each
// run a process of its own, except where only the time matters. `npm run crash` lets the clock jump in more steps.
const everyStep = process.env.CRASH === 'every';
const [hour, day] = [3_600_000, 86_400_000];
const after = (milliseconds: number) => new Date(monday.getTime() + milliseconds);

let world: CrashWorld;
let clean: Awaited<ReturnType<Session['outcome']>>;
const sessions: Session[] = [];
/** What the services' clocks say. */
let present = monday;

async function open(): Promise<Session> {
  present = monday;
  const session = await world.open(() => present);
  sessions.push(session);
  return session;
}
const subjectsOf = ({ mailbox }: Session) => mailbox.messages.map(({ mail }) => mail.content.subject);
const filesOf = ({ mailbox }: Session) => mailbox.messages.map(({ mail }) => mail.attachments?.[0]?.name);
/** Parallel runs send the mails in any order. */
const inAnyOrder = ({ mails, ...stored }: Awaited<ReturnType<Session['outcome']>>) => ({
  ...stored,
  mails: mails.toSorted((a, b) => a.operationId.localeCompare(b.operationId)),
});
/** Does what all functions do, in this process. Returns what failed. */
async function runHere(session: Session, now: Date): Promise<readonly string[]> {
  const pipeline = await openPipeline(session);
  const jobs = [pipeline.collect, pipeline.sendWeeklyReports, pipeline.sendCorrections];
  const failures: string[] = [];
  for (const job of jobs) failures.push(...(await job(now, patience())).failures);
  return failures;
}
async function expectWhole(session: Session): Promise<void> {
  const pipeline = await openPipeline(session);
  const chains = await pipeline.verify(null, () => undefined, patience());
  expect(chains.map(({ problems }) => problems)).toEqual([[], []]);
}

beforeAll(async () => {
  await ensureBuilt();
  world = await openCrashWorld('csv');
  const session = await open();
  expect((await session.run(monday)).code).toBe(0);
  clean = await session.outcome();
  // What all others are held against is true itself.
  expect(storedTexts(clean)).toEqual(wireTexts(firstKept, monday.toISOString()));
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});
afterAll(() => world.close());

describe('a lost lease', () => {
  test('that runs everything twice at once leaves what one run leaves', async () => {
    const session = await open();
    const runs = await Promise.all([session.run(monday), session.run(monday)]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(inAnyOrder(await session.outcome())).toEqual(inAnyOrder(clean));
    await expectWhole(session);
  });

  test('that runs reports and corrections at once mails each once, and the chain is whole', async () => {
    const session = await open();
    await session.run(monday, { names: ['collectAuditEvents'] });
    const names = ['sendWeeklyReport', 'sendCorrections', 'sendCorrections'];
    const runs = await Promise.all(names.map((name) => session.run(monday, { names: [name] })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(filesOf(session).sort()).toEqual(
      clean.mails.map(({ mail }) => mail.attachments?.[0]?.name).sort(),
    );
    await expectWhole(session);
  });
});

// The host keeps its retries in the memory of one instance: with it they are gone, and only the schedule is left.
describe('an instance that dies while it reports', () => {
  const names = ['sendWeeklyReport'];
  const beforeTheMail = {
    names,
    death: ({ service, method }: { service: string; method: string }) =>
      service === 'mail' && method === 'POST' ? ('before' as const) : undefined,
  };
  const weekly = (session: Session) => filesOf(session).filter((name) => name?.startsWith('weekly'));

  test('is followed by the next run of the schedule, two hours later: the report is out the same day', async () => {
    const session = await open();
    expect((await session.run(monday, beforeTheMail)).code).toBeNull();
    expect(weekly(session)).toEqual([]);
    for (const hours of [2, 4]) {
      present = after(hours * hour);
      expect((await session.run(present, { names })).code).toBe(0);
    }
    expect(weekly(session)).toEqual(['weekly-2026-W47-activations.csv']);
    await expectWhole(session);
  });

  test('all Monday is followed by the daily run of the mails on Tuesday, which sends what is owed once', async () => {
    const session = await open();
    for (const hours of [0, 2, 4]) {
      present = after(hours * hour);
      expect((await session.run(present, beforeTheMail)).code).toBeNull();
    }
    for (const hours of [21, 45]) {
      present = after(hours * hour);
      expect((await session.run(present, { names: ['sendCorrections'] })).code).toBe(0);
    }
    expect(weekly(session)).toEqual(['weekly-2026-W47-activations.csv']);
    await expectWhole(session);
  });

  test('no report is sent early by the daily run of the mails', async () => {
    const session = await open();
    present = after(-3 * hour);
    await session.run(present, { names: ['collectAuditEvents', 'sendCorrections'] });
    expect(weekly(session)).not.toContain('weekly-2026-W47-activations.csv');
  });
});

describe('five missed Mondays', () => {
  const firstReadable = '2026-11-21';

  test('are made up for, the oldest first, each once; what Graph no longer has is said', async () => {
    const session = await open();
    present = after(28 * day);
    const names = ['sendWeeklyReport'];
    const changed = { RETENTION_DAYS: '0' };
    const dead = await session.run(present, {
      names,
      changed,
      death: ({ service, method }) =>
        service === 'mail' && method === 'POST' && session.mailbox.messages.length === 2
          ? 'after'
          : undefined,
    });
    expect(dead.code).toBeNull();
    expect((await session.run(after(28 * day + hour / 6), { names, changed })).code).toBe(0);
    const weeks = ['W47', 'W48', 'W49', 'W50', 'W51'];
    const weekly = filesOf(session).filter((name) => name?.startsWith('weekly'));
    expect(weekly).toEqual(weeks.map((week) => `weekly-2026-${week}-activations.csv`));
    expect(filesOf(session).filter((name) => name?.startsWith('auditor'))).toHaveLength(5);
    const [first, ...others] = subjectsOf(session).filter((_, n) =>
      filesOf(session)[n]?.startsWith('weekly'),
    );
    expect(first).toContain('INCOMPLETE');
    for (const subject of others) expect(subject).not.toContain('INCOMPLETE');
    await expectWhole(session);

    const outcome = await session.outcome();
    const stateOf = new Map(outcome.tables.CollectionDays?.map(({ rowKey, state }) => [rowKey, state]));
    // Graph keeps thirty days: of the first week, all but its end is gone.
    const states = utcDaysBetween(new Date('2026-11-16'), new Date('2026-12-21')).map((each) => [
      each,
      each < firstReadable ? 'lost' : 'complete',
    ]);
    expect(states.map(([each]) => [each, stateOf.get(each)])).toEqual(states);
    const readable = (text: string) =>
      (JSON.parse(text) as { activityDateTime: string }).activityDateTime >= firstReadable;
    expect(storedTexts(outcome).filter(readable)).toEqual(wireTexts(firstReadable, present.toISOString()));
  });
});

describe('a clock that jumps', () => {
  test('back takes nothing back and mails nothing twice, nor what was not owed', async () => {
    const session = await open();
    for (const back of everyStep ? [0, hour, day, 7 * day, 0] : [0, 7 * day, 0]) {
      expect([back, await runHere(session, after(-back))]).toEqual([back, []]);
    }
    const { tables, files, mails } = await session.outcome();
    expect([files, mails]).toEqual([clean.files, clean.mails]);
    expect(settled(tables)).toEqual(settled(clean.tables));
    // Behind the first week of the ledger no week is owed.
    expect(await runHere(session, after(-14 * day))).toEqual([]);
    expect((await session.outcome()).mails).toEqual(clean.mails);
  });

  test('ahead by a week, and back, loses no event and no week: what was said too early is corrected', async () => {
    const session = await open();
    for (const ahead of everyStep ? [hour, day, 7 * day] : [hour, 7 * day])
      await runHere(session, after(ahead));
    const { tables } = await session.outcome();
    const today = utcDayOf(monday);
    const said = (tables.CollectionDays ?? []).filter(({ rowKey, state }) => {
      return String(rowKey) >= today && state === 'complete';
    });
    expect(said).toEqual([]);
    // Nothing was deleted that the true clock keeps.
    expect(tables.PimAuditEvents).toEqual(clean.tables.PimAuditEvents);
    // A week that was not over went out by that clock, and said so.
    const early = session.mailbox.messages.find(({ mail }) =>
      mail.attachments?.[0]?.name.startsWith('weekly-2026-W48'),
    );
    expect(early?.mail.content.subject).toContain('INCOMPLETE');

    for (const days of [0, 4, 8]) {
      present = after(days * day);
      expect(await runHere(session, present)).toEqual([]);
    }
    const names = filesOf(session);
    expect(names).toContain('weekly-2026-W48-correction-1-activations.csv');
    expect(new Set(names).size).toBe(names.length);
    const ledger = (await session.outcome()).tables.CollectionDays ?? [];
    const week = ledger.filter(({ rowKey }) => String(rowKey) >= today && String(rowKey) <= '2026-11-29');
    expect(week.map(({ state }) => state)).toEqual(Array(7).fill('complete'));
    await expectWhole(session);
  });

  test('through the end of summer time mails each week once', async () => {
    const session = await world.openEmpty(() => new Date('2026-10-26T12:00:00.000Z'));
    sessions.push(session);
    const pipeline = await openPipeline(session);
    // Amsterdam's Sunday, 25 October, has 25 hours: the week ends at 23:00 UTC, not at 22:00.
    for (const at of ['22:30', '23:30', '22:30', '23:30']) {
      const now = new Date(`2026-10-25T${at}:00.000Z`);
      expect((await pipeline.sendWeeklyReports(now, patience())).failures).toEqual([]);
    }
    const weekly = filesOf(session).filter((name) => name?.startsWith('weekly'));
    expect(weekly).toEqual(['weekly-2026-W42-activations.csv', 'weekly-2026-W43-activations.csv']);
  });
});
