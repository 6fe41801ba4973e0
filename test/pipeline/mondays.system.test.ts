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

// Mondays that run twice in parallel, not at all, or with a clock that jumps. The real functions run in their own
// process, except in tests where only the time matters. `npm run crash` lets the clock jump in more steps.
const everyStep = process.env.CRASH === 'every';
const [hour, day] = [3_600_000, 86_400_000];
const after = (milliseconds: number) => new Date(monday.getTime() + milliseconds);

let world: CrashWorld;
let clean: Awaited<ReturnType<Session['outcome']>>;
const sessions: Session[] = [];
/** Time of the services' clocks. */
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
/** Runs all functions in this process, and returns the failures. */
async function runHere(session: Session, now: Date): Promise<readonly string[]> {
  const pipeline = await openPipeline(session);
  const jobs = [pipeline.collect, pipeline.sendWeeklyReports, pipeline.sendDailyMails];
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
  // All other outcomes are compared with this one, so it must be correct.
  expect(storedTexts(clean)).toEqual(wireTexts(firstKept, monday.toISOString()));
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});
afterAll(() => world.close());

describe('a lost lease', () => {
  test('that runs everything twice in parallel has the outcome of one run', async () => {
    const session = await open();
    const runs = await Promise.all([session.run(monday), session.run(monday)]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(inAnyOrder(await session.outcome())).toEqual(inAnyOrder(clean));
    await expectWhole(session);
  });

  test('that runs reports and corrections in parallel mails each once, and the chain is whole', async () => {
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

// The host keeps its retries in the memory of one instance: they end with it, and only the schedule remains.
describe('an instance that dies during a report', () => {
  const names = ['sendWeeklyReport'];
  const beforeTheMail = {
    names,
    death: ({ service, method }: { service: string; method: string }) =>
      service === 'mail' && method === 'POST' ? ('before' as const) : undefined,
  };
  const weekly = (session: Session) => filesOf(session).filter((name) => name?.startsWith('weekly'));

  test('is followed by the next scheduled run two hours later, which sends the report the same day', async () => {
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

  test("on all of Monday is followed by Tuesday's daily run, which sends the report once", async () => {
    const session = await open();
    // The first and the last run of the day.
    for (const hours of [0, 12]) {
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

  test('the daily run sends no report early', async () => {
    const session = await open();
    present = after(-3 * hour);
    await session.run(present, { names: ['collectAuditEvents', 'sendCorrections'] });
    expect(weekly(session)).not.toContain('weekly-2026-W47-activations.csv');
  });
});

describe('five missed Mondays', () => {
  const firstReadable = '2026-11-21';

  test('are made up for, oldest first, each once, and each report says which days Graph no longer has', async () => {
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
    // Graph keeps thirty days: it no longer has the first week, except the end of it.
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
  test('back deletes nothing, and mails nothing twice and no week before the ledger', async () => {
    const session = await open();
    for (const back of everyStep ? [0, hour, day, 7 * day, 0] : [0, 7 * day, 0]) {
      expect([back, await runHere(session, after(-back))]).toEqual([back, []]);
    }
    const { tables, files, mails } = await session.outcome();
    expect([files, mails]).toEqual([clean.files, clean.mails]);
    expect(settled(tables)).toEqual(settled(clean.tables));
    // No mail is due for a week before the first one in the ledger.
    expect(await runHere(session, after(-14 * day))).toEqual([]);
    expect((await session.outcome()).mails).toEqual(clean.mails);
  });

  test('ahead by a week and back loses no event and no week, and corrects what was sent too early', async () => {
    const session = await open();
    for (const ahead of everyStep ? [hour, day, 7 * day] : [hour, 7 * day])
      await runHere(session, after(ahead));
    const { tables } = await session.outcome();
    const today = utcDayOf(monday);
    const said = (tables.CollectionDays ?? []).filter(({ rowKey, state }) => {
      return String(rowKey) >= today && state === 'complete';
    });
    expect(said).toEqual([]);
    // No event is deleted that the true time keeps.
    expect(tables.PimAuditEvents).toEqual(clean.tables.PimAuditEvents);
    // With that clock, a week was sent before its end, and its mail said so.
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

  test('ahead by ten years at the very first run mails the week that is due when it is right again, once', async () => {
    present = monday;
    const session = await world.openEmpty(() => present);
    sessions.push(session);
    const weekly = () => filesOf(session).filter((name) => name?.startsWith('weekly'));
    const tenYears = new Date('2036-11-24T07:00:00.000Z');
    await runHere(session, tenYears);
    expect(weekly()).toEqual(['weekly-2036-W47-activations.csv']);
    for (const hours of [0, 2]) {
      present = after(hours * hour);
      expect(await runHere(session, present)).toEqual([]);
      const { warnings } = await (await openPipeline(session)).sendWeeklyReports(present, patience());
      expect(warnings?.map((warning) => /2036-W\d\d/.exec(warning)?.[0])).toEqual(['2036-W47', '2036-W47']);
      expect(weekly()).toEqual(['weekly-2036-W47-activations.csv', 'weekly-2026-W47-activations.csv']);
    }
    present = after(7 * day);
    expect(await runHere(session, present)).toEqual([]);
    expect(weekly().slice(2)).toEqual(['weekly-2026-W48-activations.csv']);
    await expectWhole(session);
  });

  test('through the end of summer time mails each week once', async () => {
    const session = await world.openEmpty(() => new Date('2026-10-26T12:00:00.000Z'));
    sessions.push(session);
    const pipeline = await openPipeline(session);
    // Amsterdam's Sunday, 25 October, has 25 hours: the week ends at 23:00 UTC, not at 22:00. An hour later Graph shows it.
    for (const at of ['22:58', '23:58', '22:58', '23:58']) {
      const now = new Date(`2026-10-25T${at}:00.000Z`);
      expect((await pipeline.sendWeeklyReports(now, patience())).failures).toEqual([]);
    }
    const weekly = filesOf(session).filter((name) => name?.startsWith('weekly'));
    expect(weekly).toEqual(['weekly-2026-W42-activations.csv', 'weekly-2026-W43-activations.csv']);
  });
});
