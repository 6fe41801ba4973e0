import fc from 'fast-check';
import { linkPlace } from '../../../../shared/domain/reports/archive-link';
import { createArchiveMail } from '../../../../shared/jobs/deliver/archive-mail';
import {
  createVerifyArchive,
  isEmptyChain,
  type VerifyProgress,
} from '../../../../shared/jobs/deliver/verify/verify-archive';
import { aReportMail, editions, openArchiveWorld, operationId } from '../../../tampering/archive-world';
import { createFakeArchive, createFakeRuns } from '../../../support/fakes/ports';

// Ways to tamper are in test/tampering.

const signal = AbortSignal.timeout(900_000);

describe('verifying an archive', () => {
  test('checks each report of settings, archive and ledger once, and reports its progress', async () => {
    const { archive, deliveryLedger } = await openArchiveWorld();
    const seen: VerifyProgress[] = [];
    const onFile = (progress: VerifyProgress) => seen.push(progress);
    const verify = createVerifyArchive({
      archive,
      deliveryLedger,
      operationId,
      configured: ['weekly', 'new'],
      onFile,
    });
    const chains = await verify(null, signal);
    expect(chains.map(({ report, files }) => [report, files])).toEqual([
      ['weekly', 12],
      ['new', 0],
      ['auditor', 12],
    ]);
    expect(seen.at(-1)).toEqual({ report: 'auditor', filesDone: 12, filesTotal: 12 });
    expect((await verify('auditor', signal)).map(({ report }) => report)).toEqual(['auditor']);
  });

  test('finds no problems without archive and ledger rows', async () => {
    const [archive, deliveryLedger] = [createFakeArchive(), createFakeRuns()];
    const verify = createVerifyArchive({ archive, deliveryLedger, operationId, configured: ['weekly'] });
    expect(await verify(null, signal)).toEqual([
      { report: 'weekly', mails: 0, files: 0, links: [], unsent: [], replaced: [], open: [], problems: [] },
    ]);
  });

  test('keeps a report that the settings name after archive and ledger lost all its mails, and no other one', async () => {
    const { archive, deliveryLedger } = await openArchiveWorld();
    for (const edition of editions) deliveryLedger.rows.delete(`auditor ${edition}`);
    for (const at of [...archive.files.keys()]) if (at.startsWith('auditor/')) archive.files.delete(at);
    const reports = async (...configured: string[]) =>
      (await createVerifyArchive({ archive, deliveryLedger, operationId, configured })(null, signal)).map(
        (chain) => [chain.report, isEmptyChain(chain)],
      );
    expect(await reports('weekly', 'auditor')).toEqual([
      ['weekly', false],
      ['auditor', true],
    ]);
    archive.files.set('former/.keep', Buffer.alloc(0));
    expect(await reports('weekly')).toEqual([
      ['weekly', false],
      ['former', false],
    ]);
    archive.reports = () => Promise.resolve(['weekly', 'empty folder']);
    expect(await reports('weekly')).toEqual([['weekly', false]]);
  });

  test.each(['sending', 'failed'] as const)(
    'lists a mail that the ledger marks as %s, not as sent',
    async (state) => {
      const { deliveryLedger, chains } = await openArchiveWorld();
      expect((await chains())[0]).toMatchObject({ open: [] });
      const sentAt = state === 'failed' ? new Date('2026-11-16T07:00:00.000Z') : null;
      deliveryLedger.set({ ...deliveryLedger.rows.get('weekly 2026-W46')!, state, sentAt });
      expect((await chains())[0]).toMatchObject({
        open: [{ path: 'weekly/2026/2026-W46-mail.json', state }],
        problems: [],
      });
    },
  );

  test('returns the links newest first, as printed in their mails', async () => {
    const { chains, mailer } = await openArchiveWorld();
    const [weekly] = await chains();
    const printed = editions.map((edition) =>
      mailer.mails.get(`weekly ${edition} 1`)?.text.replace('Link: ', ''),
    );
    expect(weekly?.links).toEqual([...printed].reverse());
  });

  test('lists a mail made for other settings and never sent as unsent', async () => {
    const { archive, deliveryLedger, deliver, chains } = await openArchiveWorld();
    const archiveMail = createArchiveMail({ archive, deliveryLedger });
    const now = new Date('2026-11-30T07:00:00.000Z');
    const narrow = aReportMail('weekly', '2026-W48');
    await archiveMail(
      { ...narrow, to: { recipients: ['old@x.example'], cc: [], bcc: [] } },
      null,
      now,
      signal,
    );
    // The run died, and the settings have changed since.
    await deliver(narrow, new Date(now.getTime() + 60_000));
    const [weekly] = await chains();
    expect(weekly).toMatchObject({
      unsent: [{ path: 'weekly/2026/2026-W48-mail.json', link: weekly?.links[1] }],
      problems: [],
    });
  });

  test('lists a mail whose week was sent again to others as replaced, not as unsent', async () => {
    const { deliveryLedger, deliver, chains } = await openArchiveWorld();
    deliveryLedger.set({ ...deliveryLedger.rows.get('weekly 2026-W47')!, state: 'failed' });
    expect((await chains())[0]).toMatchObject({ unsent: [], replaced: [], problems: [] });
    const mail = aReportMail('weekly', '2026-W47');
    await deliver(
      { ...mail, to: { recipients: ['new@x.example'], cc: [], bcc: [] } },
      new Date('2026-11-30T07:00:00.000Z'),
    );
    const [weekly] = await chains();
    expect(weekly).toMatchObject({
      unsent: [],
      replaced: [{ path: 'weekly/2026/2026-W47-mail.json', link: weekly?.links[1] }],
      problems: [],
    });
  });

  test('compares operation ids only for mails that were sent after the store was moved', async () => {
    const { archive, deliveryLedger, deliver } = await openArchiveWorld();
    const moved = (...of: Parameters<typeof operationId>) => `moved ${operationId(...of)}`;
    const verify = createVerifyArchive({ archive, deliveryLedger, operationId: moved, configured: [] });
    const problems = async () => (await verify('weekly', signal)).flatMap(({ problems }) => problems);
    expect(await problems()).toEqual([]);
    await deliver(aReportMail('weekly', '2026-W48'), new Date('2026-11-30T07:00:00.000Z'));
    const row = deliveryLedger.rows.get('weekly 2026-W48')!;
    deliveryLedger.set({ ...row, operationId: moved('weekly', '2026-W48', 1) });
    expect(await problems()).toEqual([]);
    // It is compared for each later mail.
    await deliver(aReportMail('weekly', '2026-W49'), new Date('2026-12-07T07:00:00.000Z'));
    expect(await problems()).toEqual([
      `The ledger's row of weekly 2026-W49 was changed, or the store was in another place when its mail was sent: attempt 1 has the operation id moved weekly 2026-W49 1 here, found "weekly 2026-W49 1".`,
    ]);
  });

  test('accepts a link that is dated after its mail because the clock was ahead', async () => {
    const { deliver, problems } = await openArchiveWorld();
    await deliver(aReportMail('weekly', '2026-W48'), new Date('2026-12-07T07:00:00.000Z'));
    await deliver(aReportMail('weekly', '2026-W48-correction-1'), new Date('2026-12-01T07:00:00.000Z'));
    expect(await problems()).toEqual([]);
  });

  test('does not say that a row was changed if a clock that was ahead can be the reason', async () => {
    const { archive, deliveryLedger, deliver, problems } = await openArchiveWorld();
    const mail = aReportMail('weekly', '2026-W48');
    await createArchiveMail({ archive, deliveryLedger })(
      mail,
      null,
      new Date('2026-12-03T07:00:00.000Z'),
      signal,
    );
    // The run died, and the clock has been corrected since.
    await deliver(mail, new Date('2026-11-30T07:00:00.000Z'));
    expect(await problems()).toEqual([
      "The ledger's row of weekly 2026-W48 was changed, or a clock was ahead: its mail left at 2026-11-30T07:00:00.000Z, " +
        'but weekly/2026/2026-W48-link.json was archived after that, at 2026-12-03T07:00:00.000Z.',
    ]);
  });

  test.each([
    [
      'a mail without its link',
      ['-mail.json'],
      /W48-mail\.json belongs to no archived mail.*next run settles/,
    ],
    ['a mail without its row', ['-mail.json', '.xlsx', '-link.json'], /knows no mail of weekly 2026-W48/],
  ])('reports %s, left by a run that died, until the next run completes it', async (_, kept, says) => {
    const { archive, deliveryLedger, deliver, problems } = await openArchiveWorld();
    const mail = aReportMail('weekly', '2026-W48');
    const now = new Date('2026-11-30T07:00:00.000Z');
    await createArchiveMail({ archive, deliveryLedger })(mail, null, now, signal);
    for (const at of [...archive.files.keys()])
      if (at.includes('W48') && !kept.some((rest) => at.endsWith(rest))) archive.files.delete(at);
    expect((await problems()).join('\n')).toMatch(says);
    await deliver(mail, new Date(now.getTime() + 60_000));
    expect(await problems()).toEqual([]);
  });

  test('reports a mail that does not print its hash', async () => {
    const { deliver, problems } = await openArchiveWorld();
    const mail = aReportMail('weekly', '2026-W48');
    await deliver(
      { ...mail, renderMail: () => ({ subject: '', html: linkPlace, text: '' }) },
      mail.model.generatedAt,
    );
    expect(await problems()).toEqual(["weekly/2026/2026-W48-mail.json does not print its link's hash."]);
  });

  test('finds no problems after runs that archive one after the other or simultaneously', async () => {
    const rounds = fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(rounds, fc.scheduler(), async (rounds, scheduler) => {
        const world = await openArchiveWorld([]);
        const { archive } = world;
        const [add, list] = [archive.add.bind(archive), archive.list.bind(archive)];
        Object.assign(archive, {
          add: (...of: Parameters<typeof add>) =>
            scheduler.schedule(Promise.resolve()).then(() => add(...of)),
          list: (...of: Parameters<typeof list>) =>
            scheduler.schedule(Promise.resolve()).then(() => list(...of)),
        });
        for (const [nth, weeks] of rounds.entries()) {
          const now = new Date(Date.UTC(2027, 0, 4 + 7 * nth, 7));
          const runs = weeks.map((week) => world.deliver(aReportMail('weekly', `2026-W1${week}`), now));
          await scheduler.waitFor(Promise.all(runs));
        }
        Object.assign(archive, { add, list });
        expect(await world.problems()).toEqual([]);
        expect(await world.isProvenByMails()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
