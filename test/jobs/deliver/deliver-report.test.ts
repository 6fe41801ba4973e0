import type { DeliveryRow } from '../../../shared/domain/reports/delivery-row';
import { createHash } from 'node:crypto';
import { linkPlace } from '../../../shared/domain/reports/archive-link';
import {
  aRun,
  createFakeArchive,
  createFakeMailer,
  createFakeRuns,
  type FakeArchive,
  type FakeRuns,
  type Journal,
} from '../../support/fakes/ports';
import { MailRefusalError } from '../../../shared/domain/refusal-error';
import { aReportModel } from '../../support/builders/report';
import { createDeliverReport } from '../../../shared/jobs/deliver/deliver-report';
import type { MailSender } from '../../../shared/jobs/deliver/mail-sender';
import type { ReportArchive } from '../../../shared/jobs/deliver/report-archive';
import { sha256Of } from '../../../shared/jobs/deliver/mail-record';
import type { ReportMail } from '../../../shared/jobs/deliver/report-mail';
import type { DeliveryLedger } from '../../../shared/jobs/report/delivery-ledger';

const now = new Date('2026-11-23T07:00:00.000Z');
const later = new Date('2026-11-23T08:00:00.000Z');
const signal = AbortSignal.timeout(900_000);
const content = Buffer.from('a workbook');
const mail = { subject: 'Week 47', html: `<p>${linkPlace}</p>`, text: `Link: ${linkPlace}` };
const reportMail: ReportMail = {
  model: aReportModel(),
  edition: '2026-W47',
  renderMail: () => mail,
  files: [
    {
      format: 'xlsx',
      name: 'weekly-2026-W47.xlsx',
      contentType: 'application/x',
      content,
      attached: true,
      mark: '',
    },
  ],
  to: { recipients: ['a@x.example'], cc: ['b@x.example'], bcc: ['c@x.example'] },
};

function open(
  deliveryLedger: Pick<DeliveryLedger, 'get' | 'list' | 'begin' | 'replace'>,
  mailer: MailSender,
  archive: Pick<ReportArchive, 'read' | 'add' | 'list'> = createFakeArchive(),
) {
  return createDeliverReport({
    deliveryLedger,
    archive,
    mailer,
    sender: 'pim@x.example',
    replyTo: ['iam@x.example'],
    operationId: (report, period, attempt) => `${report}/${period}/${attempt}`,
  });
}

function world(...outcome: Parameters<typeof createFakeMailer>[1][]) {
  const journal: Journal = [];
  const [deliveryLedger, mailer] = [createFakeRuns(journal), createFakeMailer(journal, outcome[0])];
  const archive = createFakeArchive(journal);
  return { journal, deliveryLedger, mailer, archive, deliver: open(deliveryLedger, mailer, archive) };
}

/** The mail with the hash of its link. */
function linked({ files }: FakeArchive) {
  const sha256 = sha256Of(files.get(linkPath)!);
  return { subject: mail.subject, html: `<p>${sha256}</p>`, text: `Link: ${sha256}` };
}
const linkPath = 'weekly/2026/2026-W47-link.json';
const rowOf = (deliveryLedger: FakeRuns): DeliveryRow | undefined =>
  deliveryLedger.rows.get('weekly 2026-W47');

describe('delivering a report', () => {
  test('writes the row before it sends the mail, and closes it when the mail was accepted', async () => {
    const { journal, deliveryLedger, archive, deliver } = world();
    const { row, isNew } = await deliver(reportMail, now, signal);
    expect(journal).toEqual([
      'archive weekly/2026/2026-W47-mail.json',
      'archive weekly/2026/2026-W47.xlsx',
      'archive weekly/2026/2026-W47-link.json',
      'begin weekly sending',
      'mail Week 47',
      'replace weekly sent',
    ]);
    expect(isNew).toBe(true);
    expect(rowOf(deliveryLedger)).toEqual(row);
    expect(row).toEqual({
      report: 'weekly',
      edition: '2026-W47',
      timeZone: 'UTC',
      state: 'sent',
      attempt: 1,
      operationId: 'weekly/2026-W47/1',
      mailHost: 'mail.communication.azure.com',
      fileName: 'weekly-2026-W47.xlsx',
      fileHash: createHash('sha256').update(content).digest('hex'),
      recipients: ['a@x.example', 'b@x.example', 'c@x.example'],
      events: 84,
      openDays: [],
      lookedThrough: null,
      link: { path: linkPath, sha256: sha256Of(archive.files.get(linkPath)!), previous: [] },
      enteredAt: now,
      startedAt: now,
      sentAt: now,
      error: null,
    });
  });

  test('passes all parts of the mail to the mail service', async () => {
    const { mailer, archive, deliver } = world();
    await deliver(reportMail, now, signal);
    expect([...mailer.mails.values()]).toEqual([
      {
        sender: 'pim@x.example',
        to: ['a@x.example'],
        cc: ['b@x.example'],
        bcc: ['c@x.example'],
        replyTo: ['iam@x.example'],
        ...linked(archive),
        attachments: [{ name: 'weekly-2026-W47.xlsx', contentType: 'application/x', content }],
      },
    ]);
  });

  test('does nothing when the mail was already sent', async () => {
    const { journal, deliver } = world();
    const first = await deliver(reportMail, now, signal);
    journal.length = 0;
    expect(await deliver(reportMail, later, signal)).toEqual({ row: first.row, isNew: false });
    expect(journal).toEqual([]);
  });

  /** Each step at which a process can die; the step itself may have been done or not. */
  const steps = [
    ['get', 1],
    ['add', 1],
    ['add', 2],
    ['add', 3],
    ['begin', 1],
    ['send', 1],
    ['replace', 1],
  ] as const;
  test.each(steps.flatMap((step) => [[...step, 'before'] as const, [...step, 'after'] as const]))(
    'sends one mail, the one archived first, if the process dies at %s %i, %s it is done',
    async (step, nth, when) => {
      const [deliveryLedger, mailer, archive] = [createFakeRuns(), createFakeMailer(), createFakeArchive()];
      let calls = 0;
      /** A process that stops at the step. */
      const dying =
        (name: string) =>
        <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
          async function (...args: A): Promise<R> {
            if (name !== step || (calls += 1) !== nth) return call(...args);
            if (when === 'after') await call(...args);
            // A killed process does not run its catch blocks.
            return new Promise<R>(() => undefined);
          };
      const first = open(
        {
          get: dying('get')(deliveryLedger.get.bind(deliveryLedger)),
          list: deliveryLedger.list.bind(deliveryLedger),
          begin: dying('begin')(deliveryLedger.begin.bind(deliveryLedger)),
          replace: dying('replace')(deliveryLedger.replace.bind(deliveryLedger)),
        },
        { ...mailer, send: dying('send')(mailer.send.bind(mailer)) },
        {
          read: dying('read')(archive.read.bind(archive)),
          add: dying('add')(archive.add.bind(archive)),
          list: archive.list.bind(archive),
        },
      );
      void first(reportMail, now, signal);
      await new Promise((resolve) => setImmediate(resolve));
      expect(calls).toBe(nth);
      const before = [...archive.files.keys()];

      const fresh = Buffer.from('a workbook of another minute');
      const files = reportMail.files.map((file) => ({ ...file, content: fresh }));
      const again = { ...reportMail, files, renderMail: () => ({ ...mail, subject: 'Of another minute' }) };
      const { row } = await open(deliveryLedger, mailer, archive)(again, later, signal);
      expect([...mailer.mails.keys()]).toEqual(['weekly/2026-W47/1']);
      expect(rowOf(deliveryLedger)).toEqual(row);
      expect(row).toMatchObject({ state: 'sent', attempt: 1, error: null });
      expect([...archive.files.keys()]).toEqual([
        'weekly/2026/2026-W47-mail.json',
        'weekly/2026/2026-W47.xlsx',
        linkPath,
      ]);
      const { subject, attachments } = [...mailer.mails.values()][0]!;
      const sent = attachments[0]!.content;
      // Text and files come from the same run.
      expect([subject, Buffer.from(sent).toString()]).toEqual(
        before.length > 0 ? ['Week 47', 'a workbook'] : ['Of another minute', 'a workbook of another minute'],
      );
      expect(row.fileHash).toBe(createHash('sha256').update(sent).digest('hex'));
      expect(sha256Of(archive.files.get('weekly/2026/2026-W47.xlsx')!)).toBe(row.fileHash);
    },
  );

  test('sends the archived mail, and not one that was written later', async () => {
    const { mailer, archive, deliver } = world((n) =>
      n === 1 ? new Error('the domain is not linked') : { sent: true },
    );
    await expect(deliver(reportMail, now, signal)).rejects.toThrow('not linked');
    const fresh = { ...mail, subject: 'Week 47, of another day' };
    const files = reportMail.files.map((file) => ({ ...file, content: Buffer.from('of another day') }));
    await deliver({ ...reportMail, renderMail: () => fresh, files }, later, signal);
    expect([...mailer.mails.values()]).toMatchObject([{ ...linked(archive), attachments: [{ content }] }]);
  });

  test('attaches only the files marked as attached, and archives all of them', async () => {
    const { mailer, archive, deliver } = world();
    const [whole] = reportMail.files;
    const light = { ...whole!, content: Buffer.from('light'), mark: '-without-log', name: 'light.xlsx' };
    const files = [{ ...whole!, attached: false }, light];
    let told: unknown;
    const renderMail = (archived: unknown) => ((told = archived), mail);
    const { row } = await deliver({ ...reportMail, files, renderMail }, now, signal);
    expect([...archive.files.keys()]).toEqual([
      'weekly/2026/2026-W47-mail.json',
      'weekly/2026/2026-W47.xlsx',
      'weekly/2026/2026-W47-without-log.xlsx',
      linkPath,
    ]);
    expect([...mailer.mails.values()][0]?.attachments.map(({ name }) => name)).toEqual(['light.xlsx']);
    expect(row.fileName).toBe('light.xlsx');
    expect(told).toMatchObject([
      { path: 'weekly/2026/2026-W47.xlsx', attached: false, bytes: content.length },
      { path: 'weekly/2026/2026-W47-without-log.xlsx', attached: true, bytes: 5 },
    ]);
  });

  test('does not send a mail whose link is missing in the archive', async () => {
    const { mailer, archive, deliver } = world((n) => (n === 1 ? new Error('reset') : { sent: true }));
    await expect(deliver(reportMail, now, signal)).rejects.toThrow('reset');
    archive.files.delete(linkPath);
    await expect(deliver(reportMail, later, signal)).rejects.toThrow(/W47-link\.json is not there any more/);
    expect(mailer.mails.size).toBe(0);
  });

  test('does not send when another file is stored at the path of its file', async () => {
    const { mailer, archive, deliver } = world();
    await archive.add('weekly/2026/2026-W47.xlsx', 'x', Buffer.from('not ours'), signal);
    await expect(deliver(reportMail, now, signal)).rejects.toThrow(
      /2026-W47\.xlsx is not the one that weekly/,
    );
    expect(mailer.mails.size).toBe(0);
  });

  test('sends an open mail again under the same id when the service does not know it', async () => {
    const { deliveryLedger, mailer, deliver } = world((n) =>
      n === 1 ? new Error('connection reset') : { sent: true },
    );
    await expect(deliver(reportMail, now, signal)).rejects.toThrow('connection reset');
    expect(rowOf(deliveryLedger)).toMatchObject({
      state: 'sending',
      error: 'connection reset',
      sentAt: null,
    });
    await deliver(reportMail, later, signal);
    expect(mailer.takenUp).toEqual(['weekly/2026-W47/1']);
    expect(mailer.sends).toEqual(['weekly/2026-W47/1', 'weekly/2026-W47/1']);
    expect(rowOf(deliveryLedger)).toMatchObject({ state: 'sent', sentAt: later, error: null });
  });

  /** Sends a mail that the service accepts, and loses the answer. */
  async function lost() {
    const { deliveryLedger, mailer, archive } = world();
    const deaf: MailSender = {
      ...mailer,
      send: async (...of) => {
        await mailer.send(...of);
        throw new Error('connection reset');
      },
    };
    await expect(open(deliveryLedger, deaf, archive)(reportMail, now, signal)).rejects.toThrow(
      'connection reset',
    );
    return { deliveryLedger, mailer, archive };
  }

  test('closes the row of a mail that the service has, with its original recipients', async () => {
    const { deliveryLedger, mailer, archive } = await lost();
    const changed = { ...reportMail, to: { recipients: ['new@x.example'], cc: [], bcc: [] } };
    const { row, isNew } = await open(deliveryLedger, mailer, archive)(changed, later, signal);
    expect([isNew, row.state, row.sentAt]).toEqual([true, 'sent', later]);
    expect(row.recipients).toEqual(['a@x.example', 'b@x.example', 'c@x.example']);
    expect(rowOf(deliveryLedger)).toEqual(row);
    expect(mailer.sends).toHaveLength(1);
  });

  test('reports a mail that the service has as new in only one of two runs', async () => {
    const { deliveryLedger, mailer, archive } = await lost();
    let inner: Awaited<ReturnType<ReturnType<typeof open>>> | null = null;
    const crowded: MailSender = {
      ...mailer,
      lookUp: async (...of) => {
        inner = await open(deliveryLedger, mailer, archive)(
          reportMail,
          new Date(later.getTime() + 1),
          signal,
        );
        return mailer.lookUp(...of);
      },
    };
    const outer = await open(deliveryLedger, crowded, archive)(reportMail, later, signal);
    expect([inner!.isNew, outer.isNew]).toEqual([true, false]);
    expect(outer.row).toEqual(inner!.row);
    expect(mailer.sends).toHaveLength(1);
  });

  test('leaves the row open with the reason when the service cannot tell the state of the mail', async () => {
    const { deliveryLedger, mailer, archive } = await lost();
    const silent: MailSender = { ...mailer, lookUp: () => Promise.reject(new Error('HTTP 503')) };
    await expect(open(deliveryLedger, silent, archive)(reportMail, later, signal)).rejects.toThrow(
      'HTTP 503',
    );
    expect(rowOf(deliveryLedger)).toMatchObject({ state: 'sending', error: 'HTTP 503', startedAt: later });
    expect(rowOf(deliveryLedger)).toMatchObject({ enteredAt: now });
    expect(mailer.sends).toHaveLength(1);
  });

  test('sends a new mail under a new id when the service has dropped the open one', async () => {
    const { deliveryLedger, mailer, archive } = await lost();
    const dropped: MailSender = {
      ...mailer,
      lookUp: () => Promise.resolve({ sent: false, reason: 'EmailDropped' }),
    };
    const again = open(deliveryLedger, dropped, archive);
    await expect(again(reportMail, later, signal)).rejects.toThrow(/dropped .* \(EmailDropped\)/);
    expect(rowOf(deliveryLedger)).toMatchObject({ state: 'failed', attempt: 1 });
    expect((await again(reportMail, later, signal)).row).toMatchObject({ state: 'sent', attempt: 2 });
  });

  describe('after another mail service was configured', () => {
    test('does not send a mail that the first may have taken, and says how to decide', async () => {
      const { deliveryLedger, mailer, archive } = await lost();
      const other = createFakeMailer([], undefined, 'other.communication.azure.com');
      const moved = open(deliveryLedger, other, archive);
      for (const at of [later, new Date(later.getTime() + 7_200_000)]) {
        const refused = await moved(reportMail, at, signal).catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(MailRefusalError);
        const { message } = refused as Error;
        expect(message).toBe(
          'The mail of 2026-W47 was posted to mail.communication.azure.com (operation weekly/2026-W47/1), which may have ' +
            'sent it. COMMUNICATION_SERVICES now leads to other.communication.azure.com, which cannot know: the mail is ' +
            'not posted again. Find out whether it arrived, and do what docs/operate.md says under "Another mail service".',
        );
        expect(rowOf(deliveryLedger)).toMatchObject({
          state: 'sending',
          attempt: 1,
          error: message,
          startedAt: at,
        });
      }
      expect([other.takenUp, other.sends]).toEqual([[], []]);
      // With the first service again, the run asks it.
      expect((await open(deliveryLedger, mailer, archive)(reportMail, later, signal)).row.state).toBe('sent');
      expect(mailer.sends).toHaveLength(1);
    });

    test('sends the mail under a new id when a person has set the row to failed', async () => {
      const { deliveryLedger, archive } = await lost();
      deliveryLedger.set({ ...rowOf(deliveryLedger)!, state: 'failed' });
      const other = createFakeMailer([], undefined, 'other.communication.azure.com');
      expect((await open(deliveryLedger, other, archive)(reportMail, later, signal)).row).toMatchObject({
        ...{ state: 'sent', attempt: 2, mailHost: 'other.communication.azure.com' },
      });
      expect(other.sends).toEqual(['weekly/2026-W47/2']);
    });

    test('sends a mail that the first refused', async () => {
      const { deliveryLedger, archive, deliver } = world(
        () => new MailRefusalError('the domain is not linked'),
      );
      await expect(deliver(reportMail, now, signal)).rejects.toThrow('not linked');
      expect(rowOf(deliveryLedger)).toMatchObject({ state: 'sending', mailHost: null });
      const other = createFakeMailer([], undefined, 'other.communication.azure.com');
      expect((await open(deliveryLedger, other, archive)(reportMail, later, signal)).row).toMatchObject({
        ...{ state: 'sent', attempt: 1, mailHost: 'other.communication.azure.com' },
      });
    });

    test('does not send a mail whose state the first refuses to say', async () => {
      const { deliveryLedger, mailer, archive } = await lost();
      const closed: MailSender = {
        ...mailer,
        lookUp: () => Promise.reject(new MailRefusalError('HTTP 401')),
      };
      await expect(open(deliveryLedger, closed, archive)(reportMail, later, signal)).rejects.toThrow(
        'HTTP 401',
      );
      const other = createFakeMailer([], undefined, 'other.communication.azure.com');
      await expect(open(deliveryLedger, other, archive)(reportMail, later, signal)).rejects.toThrow(
        'was posted to',
      );
      expect(other.sends).toEqual([]);
    });
  });

  test('makes a new mail if the filter has changed since the mail was refused', async () => {
    const { deliveryLedger, mailer, archive, deliver } = world((n) =>
      n === 1 ? new Error('the domain is not linked') : { sent: true },
    );
    await expect(deliver(reportMail, now, signal)).rejects.toThrow('not linked');
    const narrowed = {
      ...reportMail,
      model: aReportModel({ filter: 'Roles: Exchange Administrator' }),
      renderMail: () => ({ ...mail, subject: 'Exchange alone' }),
      files: reportMail.files.map((file) => ({ ...file, content: Buffer.from('narrow') })),
    };
    const { row } = await deliver(narrowed, later, signal);
    expect([...mailer.mails.values()].map(({ subject }) => subject)).toEqual(['Exchange alone']);
    expect(row.link?.path).toBe('weekly/2026/2026-W47-2-link.json');
    expect(archive.files.size).toBe(6);
    expect(row.fileHash).toBe(createHash('sha256').update('narrow').digest('hex'));
    expect(rowOf(deliveryLedger)).toEqual(row);
  });

  test('takes over the row of a week that was due', async () => {
    const { journal, deliveryLedger, deliver } = world();
    deliveryLedger.set(aRun({ state: 'due', operationId: '', events: null, link: null, sentAt: null }));
    const { row } = await deliver(reportMail, later, signal);
    expect(row).toMatchObject({
      state: 'sent',
      attempt: 1,
      operationId: 'weekly/2026-W47/1',
      enteredAt: now,
      startedAt: later,
    });
    expect(journal).toContain('replace weekly sending');
  });

  test('sends a new mail under a new id after the service dropped the first', async () => {
    const { deliveryLedger, mailer, deliver } = world((n) =>
      n === 1 ? { sent: false, reason: 'EmailDropped' } : { sent: true },
    );
    await expect(deliver(reportMail, now, signal)).rejects.toThrow(/dropped .* \(EmailDropped\)/);
    expect(rowOf(deliveryLedger)).toMatchObject({ state: 'failed', attempt: 1 });
    const { row } = await deliver(reportMail, later, signal);
    expect(row).toMatchObject({ state: 'sent', attempt: 2, operationId: 'weekly/2026-W47/2' });
    expect(mailer.sends).toEqual(['weekly/2026-W47/1', 'weekly/2026-W47/2']);
    expect(mailer.takenUp).toEqual([]);
  });

  test('sends one mail when two runs begin at the same moment', async () => {
    const { deliveryLedger, mailer, deliver } = world();
    const ends = await Promise.all([deliver(reportMail, now, signal), deliver(reportMail, now, signal)]);
    expect(mailer.mails.size).toBe(1);
    expect(new Set(mailer.sends)).toEqual(new Set(['weekly/2026-W47/1']));
    expect(ends.map(({ row }) => row.state)).toEqual(['sent', 'sent']);
    expect(rowOf(deliveryLedger)?.state).toBe('sent');
  });

  test('keeps the row of a faster run that sent the mail', async () => {
    const { deliveryLedger, mailer, archive, deliver } = world();
    await deliver(reportMail, now, signal);
    let first = true;
    const blind: DeliveryLedger = {
      ...deliveryLedger,
      get: (...of) => (first ? ((first = false), Promise.resolve(null)) : deliveryLedger.get(...of)),
    };
    const late = open(blind, mailer, archive);
    expect(await late(reportMail, later, signal)).toMatchObject({ isNew: false, row: { sentAt: now } });
    expect(mailer.sends).toHaveLength(1);
  });

  test.each([
    ['fails', new Error('connection reset')],
    ['is given up', { sent: false, reason: 'EmailDropped' } as const],
    ['succeeds', { sent: true } as const],
  ])('does not reopen a row that another run closed while its own mail %s', async (_, end) => {
    const { deliveryLedger, archive, mailer } = world();
    const slow: MailSender = {
      ...mailer,
      async send() {
        // Meanwhile the other run takes over the open mail and finishes it.
        await open(deliveryLedger, mailer, archive)(reportMail, later, signal);
        if (end instanceof Error) throw end;
        return end;
      },
    };
    const { isNew, row } = await open(deliveryLedger, slow, archive)(reportMail, now, signal);
    expect(isNew).toBe(false);
    expect(row).toMatchObject({ state: 'sent', sentAt: later, error: null });
    expect(rowOf(deliveryLedger)).toEqual(row);
    expect(mailer.mails.size).toBe(1);
  });

  test('reports the mail as sent even if the answer to closing the row was lost', async () => {
    const { deliveryLedger, mailer, archive } = world();
    const deaf: DeliveryLedger = {
      ...deliveryLedger,
      // The client retried, and its first attempt had already changed the version.
      replace: async (...of) => (await deliveryLedger.replace(...of), null),
    };
    const { isNew, row } = await open(deaf, mailer, archive)(reportMail, now, signal);
    expect(isNew).toBe(true);
    expect(row).toMatchObject({ state: 'sent', sentAt: now });
    expect(rowOf(deliveryLedger)).toEqual(row);
    expect(mailer.sends).toHaveLength(1);
  });

  test('closes a row that another run has changed and left open', async () => {
    const { deliveryLedger, mailer, archive } = world();
    const slow: MailSender = {
      ...mailer,
      async send() {
        const { row, version } = (await deliveryLedger.get('weekly', '2026-W47', signal))!;
        await deliveryLedger.replace({ ...row, error: 'reset' }, version, signal);
        return { sent: true };
      },
    };
    expect(await open(deliveryLedger, slow, archive)(reportMail, now, signal)).toMatchObject({ isNew: true });
    expect(rowOf(deliveryLedger)).toMatchObject({ state: 'sent', error: null });
  });

  test('writes the row again when it was deleted while the mail was sent', async () => {
    const { journal, deliveryLedger, mailer, deliver } = world(() => {
      deliveryLedger.rows.clear();
      return { sent: true };
    });
    const { isNew, row } = await deliver(reportMail, now, signal);
    expect([isNew, row.state, rowOf(deliveryLedger)]).toEqual([true, 'sent', row]);
    expect(journal.slice(-2)).toEqual(['mail Week 47', 'begin weekly sent']);
    expect(mailer.mails.size).toBe(1);
  });

  test.each([
    ['sent', false, later],
    ['sending', true, now],
  ] as const)(
    'closes a deleted row that another run rewrites as %s at the same moment',
    async (state, isOurs, sentAt) => {
      const { deliveryLedger, mailer, archive } = world();
      const crowded: DeliveryLedger = {
        ...deliveryLedger,
        begin: async (row, ...rest) => {
          // The row did not exist before; now another run has written it.
          if (row.state === 'sent') deliveryLedger.set({ ...row, state, sentAt: later, startedAt: later });
          return deliveryLedger.begin(row, ...rest);
        },
      };
      const forgetful: MailSender = {
        ...mailer,
        send: async (...of) => {
          const end = await mailer.send(...of);
          deliveryLedger.rows.clear();
          return end;
        },
      };
      const { isNew, row } = await open(crowded, forgetful, archive)(reportMail, now, signal);
      expect([isNew, row.state, row.sentAt]).toEqual([isOurs, 'sent', sentAt]);
      expect(rowOf(deliveryLedger)).toEqual(row);
    },
  );

  test('sends a mail without files', async () => {
    const { deliver } = world();
    const { row } = await deliver({ ...reportMail, files: [] }, now, signal);
    expect(row).toMatchObject({ state: 'sent', fileName: '', fileHash: '' });
  });
});
