import { createHash } from 'node:crypto';
import { linkPlace } from '../../shared/domain/reports/archive-link';
import { ensureBuilt } from '../support/servers/cli';
import { kindOf, steps, type Call } from '../support/crash/call';
import {
  events,
  firstKept,
  monday,
  openCrashWorld,
  storedTexts,
  wireTexts,
  type CrashWorld,
  type Death,
  type Session,
} from '../support/crash/crash-world';
import { openPipeline, patience } from '../support/servers/pipeline';

// Runs a Monday of a small tenant with the real functions in their own process: they close a gap of the previous week,
// read a week, delete old days, and archive and mail two reports and two corrections. The process is killed at
// one kind of step after the other and started again. `npm run crash` kills it at every request that changes something,
// with a workbook in the mail; `npm run crash -- 163` starts at request 163.
const everyStep = process.env.CRASH === 'every';
/** The end of the name of the file of the report `weekly`. A workbook takes a quarter of a run's time. */
const ending = everyStep ? '.xlsx' : '-activations.csv';
const firstRequest = Number(process.env.CRASH_FROM ?? 1);
const moments = ['before', 'after'] as const;
/** What the suite kills: what is stored, each part of a mail, and one step of a correction, which takes the same ones. */
const chosenSteps: readonly (typeof steps)[number][] = [
  'events stored',
  'days written to their ledger',
  'events purged',
  'mail owed in its ledger',
  'mail archived',
  "mail's file archived",
  "mail's link archived",
  'mail posted',
  'mail closed in its ledger',
  'correction posted',
];

let world: CrashWorld;
const sessions: Session[] = [];
async function open(): Promise<Session> {
  const session = await world.open();
  sessions.push(session);
  return session;
}
/** Closes the servers, also if a test fails: an open server prevents the tests from ending. */
async function closeAll(): Promise<void> {
  for (const session of sessions.splice(0)) await session.close();
}
/** Requests of an undisturbed run, and its outcome. */
let calls: readonly Call[];
let clean: Awaited<ReturnType<Session['outcome']>>;

beforeAll(async () => {
  await ensureBuilt();
  world = await openCrashWorld(everyStep ? 'xlsx' : 'csv');
  const session = await open();
  const run = await session.run(monday);
  expect([run.code, run.output]).toEqual([0, expect.not.stringContaining('"error"')]);
  calls = run.calls;
  clean = await session.outcome();
  await closeAll();
  // All other outcomes are compared with this one, so it must be correct.
  expect(storedTexts(clean)).toEqual(wireTexts(firstKept, monday.toISOString()));
});
afterEach(closeAll);
afterAll(async () => {
  await closeAll();
  await world.close();
});

/** Opens a session and checks that its outcome equals that of the undisturbed run and that its archive is intact. */
async function asIfNothingHadHappened(work: (session: Session) => Promise<void>): Promise<void> {
  const session = await open();
  await work(session);
  // A report whose run was killed is retried after the others, so the order of the mails may differ.
  const inOrder = ({ mails, ...rest }: typeof clean) => ({
    ...rest,
    mails: [...mails].sort((a, b) => (a.operationId < b.operationId ? -1 : 1)),
  });
  expect(inOrder(await session.outcome())).toEqual(inOrder(clean));
  const pipeline = await openPipeline(session);
  const chains = await pipeline.verify(null, () => undefined, patience());
  expect(chains.map(({ problems }) => problems)).toEqual([[], []]);
  await closeAll();
}

test('an undisturbed Monday takes every kind of step, and mails each report and each correction once', () => {
  expect(steps.filter((step) => !calls.some((call) => kindOf(call) === step))).toEqual([]);
  expect(clean.mails.map(({ mail }) => [mail.attachments?.[0]?.name, mail.content.subject])).toEqual([
    [`weekly-2026-W47${ending}`, expect.not.stringMatching(/INCOMPLETE|Correction/)],
    ['auditor-2026-W47-activations.csv', expect.not.stringMatching(/INCOMPLETE|Correction/)],
    [`weekly-2026-W46-correction-1${ending}`, expect.stringMatching(/^Correction: /)],
    ['auditor-2026-W46-correction-1-activations.csv', expect.stringMatching(/^Correction: /)],
  ]);
});

test.each(everyStep ? moments : (['after'] as const))(
  'a process killed %s one kind of step after the other, and restarted each time, has the outcome of an undisturbed run',
  async (moment) => {
    await asIfNothingHadHappened(async (session) => {
      const left = new Set<string>(everyStep ? steps : chosenSteps);
      const death: Death = (call) => (left.delete(kindOf(call)) ? moment : undefined);
      while (left.size > 0) {
        const before = left.size;
        const run = await session.run(monday, { death });
        expect([run.code, left.size]).toEqual([null, before - 1]);
      }
      expect(await session.run(monday)).toMatchObject({ code: 0 });
    });
  },
);

test("a run killed between the archived mail and its file mails the first run's report, despite late events", async () => {
  const session = await open();
  const death: Death = (call) => (kindOf(call) === "mail's file archived" ? 'before' : undefined);
  expect((await session.run(monday, { death })).code).toBeNull();
  const inWeek = events.find(({ activityDateTime }) => activityDateTime.startsWith('2026-11-20'))!;
  session.graph.publish([{ ...inWeek, id: 'came-late' }]);
  const later = new Date(monday.getTime() + 600_000);
  expect((await session.run(later)).code).toBe(0);

  const { tables, files, mails } = await session.outcome();
  expect(tables.PimAuditEvents).toHaveLength((clean.tables.PimAuditEvents ?? []).length + 1);
  const contentOf = (path: string) => files.find((file) => file.path === path)?.base64 ?? '';
  const { mail } = mails.find(
    ({ mail: { attachments } }) => attachments?.[0]?.name === `weekly-2026-W47${ending}`,
  )!;
  const link = createHash('sha256')
    .update(contentOf('weekly/2026/2026-W47-link.json'), 'base64')
    .digest('hex');
  const written = Buffer.from(contentOf('weekly/2026/2026-W47-mail.json'), 'base64').toString();
  const archived = JSON.parse(written) as Record<string, string>;
  expect([archived.html, archived.text].map((words) => words?.replaceAll(linkPlace, link))).toEqual([
    mail.content.html,
    mail.content.plainText,
  ]);
  expect(contentOf(`weekly/2026/2026-W47${ending}`)).toBe(mail.attachments?.[0]?.contentInBase64);
  // Mail, workbook and ledger are those of the killed run; the next report lists the late event.
  for (const path of ['weekly/2026/2026-W47-mail.json', `weekly/2026/2026-W47${ending}`])
    expect(contentOf(path)).toBe(clean.files.find((file) => file.path === path)?.base64);
  const row = (from: typeof tables) =>
    from.ReportRuns?.find(({ partitionKey, rowKey }) => partitionKey === 'weekly' && rowKey === '2026-W47');
  expect(row(tables)?.events).toBe(row(clean.tables)?.events);
});

(everyStep ? test : test.skip)(
  'killed at every step, one in each world',
  async () => {
    const deadly = calls.flatMap((call, index) =>
      (steps as readonly string[]).includes(kindOf(call)) ? [{ n: index + 1, kind: kindOf(call) }] : [],
    );
    for (const { n, kind } of deadly.filter((call) => call.n >= firstRequest)) {
      for (const moment of moments) {
        process.stdout.write(`${moment} request ${n} of ${calls.length}: ${kind}\n`);
        await asIfNothingHadHappened(async (session) => {
          const run = await session.run(monday, { death: (_, at) => (at === n ? moment : undefined) });
          expect(run.code).toBeNull();
          expect(await session.run(monday)).toMatchObject({ code: 0 });
        });
      }
    }
  },
  4 * 3_600_000,
);
