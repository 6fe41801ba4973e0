import type { ReportRun } from '../../shared/domain/report-run';
import { createHash } from 'node:crypto';
import { createDeliver, type Parcel } from '../../shared/jobs/deliver';
import {
  createFakeMailer,
  createFakeRuns,
  type FakeMailer,
  type FakeRuns,
  type Journal,
} from '../support/ports';
import { aReportModel } from '../support/report';

const now = new Date('2026-11-23T07:00:00.000Z');
const later = new Date('2026-11-23T08:00:00.000Z');
const signal = AbortSignal.timeout(60_000);
const content = Buffer.from('a workbook');
const parcel: Parcel = {
  model: aReportModel(),
  mail: { subject: 'Week 47', html: '<p>All quiet</p>', text: 'All quiet' },
  files: [{ format: 'xlsx', name: 'weekly-2026-W47.xlsx', contentType: 'application/x', content }],
  to: { recipients: ['a@x.example'], cc: ['b@x.example'], bcc: ['c@x.example'] },
};

function open(runs: FakeRuns, mailer: FakeMailer) {
  return createDeliver({
    runs,
    mailer,
    sender: 'pim@x.example',
    replyTo: ['iam@x.example'],
    operationId: (report, period, attempt) => `${report}/${period}/${attempt}`,
  });
}

function world(...outcome: Parameters<typeof createFakeMailer>[1][]) {
  const journal: Journal = [];
  const [runs, mailer] = [createFakeRuns(journal), createFakeMailer(journal, outcome[0])];
  return { journal, runs, mailer, deliver: open(runs, mailer) };
}

const rowOf = (runs: FakeRuns): ReportRun | undefined => runs.rows.get('weekly 2026-W47');

describe('delivering a report', () => {
  test('writes the row before the mail leaves and closes it when the mail was accepted', async () => {
    const { journal, runs, deliver } = world();
    const { run, isNew } = await deliver(parcel, now, signal);
    expect(journal).toEqual(['begin weekly sending', 'mail Week 47', 'put weekly sent']);
    expect(isNew).toBe(true);
    expect(rowOf(runs)).toEqual(run);
    expect(run).toEqual({
      report: 'weekly',
      period: '2026-W47',
      state: 'sent',
      attempt: 1,
      operationId: 'weekly/2026-W47/1',
      fileName: 'weekly-2026-W47.xlsx',
      fileHash: createHash('sha256').update(content).digest('hex'),
      recipients: ['a@x.example', 'b@x.example', 'c@x.example'],
      eventsByDay: expect.objectContaining({ '2026-11-16': expect.any(Number) as number }) as object,
      startedAt: now,
      sentAt: now,
      error: null,
    });
  });

  test('hands the whole mail over', async () => {
    const { mailer, deliver } = world();
    await deliver(parcel, now, signal);
    expect([...mailer.mails.values()]).toEqual([
      {
        sender: 'pim@x.example',
        to: ['a@x.example'],
        cc: ['b@x.example'],
        bcc: ['c@x.example'],
        replyTo: ['iam@x.example'],
        ...parcel.mail,
        attachments: parcel.files,
      },
    ]);
  });

  test('does nothing when the mail has been sent', async () => {
    const { journal, deliver } = world();
    const first = await deliver(parcel, now, signal);
    journal.length = 0;
    expect(await deliver(parcel, later, signal)).toEqual({ run: first.run, isNew: false });
    expect(journal).toEqual([]);
  });

  /** Each step at which a process can die; the step itself may have been done or not. */
  const steps = ['get', 'begin', 'send', 'put'] as const;
  test.each(steps.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
    'makes one mail when the process dies at %s, %s it is done',
    async (step, when) => {
      const runs = createFakeRuns();
      const mailer = createFakeMailer();
      /** A process of its own: it reaches the step and not beyond. */
      const dying = <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
        async function (...args: A): Promise<R> {
          if (when === 'after') await call(...args);
          // A process that is killed does not come to its catch blocks.
          return new Promise<R>(() => undefined);
        };
      const first = open(
        {
          ...runs,
          ...(step === 'get' && { get: dying(runs.get.bind(runs)) }),
          ...(step === 'begin' && { begin: dying(runs.begin.bind(runs)) }),
          ...(step === 'put' && { put: dying(runs.put.bind(runs)) }),
        },
        { ...mailer, ...(step === 'send' && { send: dying(mailer.send.bind(mailer)) }) },
      );
      void first(parcel, now, signal);
      await new Promise((resolve) => setImmediate(resolve));

      const { run } = await open(runs, mailer)(parcel, later, signal);
      expect(mailer.mails.size).toBe(1);
      expect([...mailer.mails.keys()]).toEqual(['weekly/2026-W47/1']);
      expect(rowOf(runs)).toEqual(run);
      expect(run).toMatchObject({ state: 'sent', attempt: 1, error: null });
    },
  );

  test('takes an open sending up under its own id and says that it does', async () => {
    const { runs, mailer, deliver } = world((n) =>
      n === 1 ? new Error('connection reset') : { sent: true },
    );
    await expect(deliver(parcel, now, signal)).rejects.toThrow('connection reset');
    expect(rowOf(runs)).toMatchObject({ state: 'sending', error: 'connection reset', sentAt: null });
    await deliver(parcel, later, signal);
    expect(mailer.sends).toEqual([
      { operationId: 'weekly/2026-W47/1', resume: false },
      { operationId: 'weekly/2026-W47/1', resume: true },
    ]);
    expect(rowOf(runs)).toMatchObject({ state: 'sent', sentAt: later, error: null });
  });

  test('makes a new mail under a new id after the service gave one up', async () => {
    const { runs, mailer, deliver } = world((n) =>
      n === 1 ? { sent: false, reason: 'EmailDropped' } : { sent: true },
    );
    await expect(deliver(parcel, now, signal)).rejects.toThrow(/gave .* up \(EmailDropped\)/);
    expect(rowOf(runs)).toMatchObject({ state: 'failed', attempt: 1 });
    const { run } = await deliver(parcel, later, signal);
    expect(run).toMatchObject({ state: 'sent', attempt: 2, operationId: 'weekly/2026-W47/2' });
    expect(mailer.sends.map(({ resume }) => resume)).toEqual([false, false]);
  });

  test('makes one mail when two begin at the same moment', async () => {
    const { runs, mailer, deliver } = world();
    const ends = await Promise.all([deliver(parcel, now, signal), deliver(parcel, now, signal)]);
    expect(mailer.mails.size).toBe(1);
    expect(new Set(mailer.sends.map(({ operationId }) => operationId))).toEqual(
      new Set(['weekly/2026-W47/1']),
    );
    expect(ends.map(({ run }) => run.state)).toEqual(['sent', 'sent']);
    expect(rowOf(runs)?.state).toBe('sent');
  });

  test('does not take back what a faster run has sent', async () => {
    const { runs, mailer } = world();
    const slow = open({ ...runs, get: (...of) => runs.get(...of) }, mailer);
    await open(runs, mailer)(parcel, now, signal);
    const begin = runs.begin.bind(runs);
    let first = true;
    const late = createDeliver({
      runs: {
        ...runs,
        get: (...of) => (first ? ((first = false), Promise.resolve(null)) : runs.get(...of)),
        begin,
      },
      mailer,
      sender: 'pim@x.example',
      replyTo: [],
      operationId: (report, period, attempt) => `${report}/${period}/${attempt}`,
    });
    expect(await late(parcel, later, signal)).toMatchObject({ isNew: false, run: { sentAt: now } });
    expect(await slow(parcel, later, signal)).toMatchObject({ isNew: false });
    expect(mailer.sends).toHaveLength(1);
  });

  test('goes also without a file', async () => {
    const { deliver } = world();
    const { run } = await deliver({ ...parcel, files: [] }, now, signal);
    expect(run).toMatchObject({ state: 'sent', fileName: '' });
  });
});
