import fc from 'fast-check';
import { isoWeek } from '../../../shared/domain/period';
import { createFakeArchive } from '../../support/fakes/ports';
import { aReportModel } from '../../support/builders/report';
import { correctionEdition } from '../../../shared/domain/report-run';
import { createArchiveMail } from '../../../shared/jobs/deliver/archive-mail';
import type { ReportMail } from '../../../shared/jobs/deliver/report-mail';

const signal = AbortSignal.timeout(60_000);
const mail = { subject: 'Week 47', html: '<p>All quiet</p>', text: 'All quiet' };
const model = aReportModel();
type File = ReportMail['files'][number];

const aFile = (overrides: Partial<File> = {}): File => ({
  format: 'xlsx',
  name: 'weekly-2026-W47.xlsx',
  contentType: 'application/x',
  content: Buffer.from('a workbook'),
  attached: true,
  mark: '',
  ...overrides,
});
const contentsOf = (overrides: Partial<ReportMail> = {}): ReportMail => ({
  model,
  edition: '2026-W47',
  to: { recipients: ['a@x.example'], cc: [], bcc: [] },
  files: [aFile()],
  write: () => mail,
  ...overrides,
});

describe('sealing a report', () => {
  test('puts the mail there, then its files, and attaches what is to be attached', async () => {
    const archive = createFakeArchive();
    const whole = aFile({ attached: false });
    const lighter = aFile({ mark: '-without-log', name: 'lighter.xlsx', content: Buffer.from('lighter') });
    const sealed = await createArchiveMail(archive)(contentsOf({ files: [whole, lighter] }), [], signal);
    expect([...archive.files.keys()]).toEqual([
      'weekly/2026/2026-W47-mail.json',
      'weekly/2026/2026-W47.xlsx',
      'weekly/2026/2026-W47-without-log.xlsx',
    ]);
    expect(sealed.archive).toEqual([...archive.files.values()].map(({ link }) => link));
    expect(sealed.attachments).toEqual([
      { name: 'lighter.xlsx', contentType: 'application/x', content: Buffer.from('lighter') },
    ]);
  });

  test('tells in the mail what it was made for and of, and which days were open', async () => {
    const day = { events: 3, lateEvents: 0, lastReadAt: null };
    const coverage = [
      { ...day, day: '2026-11-16', state: 'complete' as const },
      { ...day, day: '2026-11-17', state: 'partial' as const },
      { ...day, day: '2026-11-18', state: 'lost' as const, events: 0 },
    ];
    const seal = createArchiveMail(createFakeArchive());
    const { record } = await seal(contentsOf({ model: { ...model, coverage } }), [], signal);
    expect(record).toMatchObject({
      ...mail,
      schemaVersion: 1,
      report: 'weekly',
      edition: '2026-W47',
      madeFor: { timeZone: 'UTC', filter: null, columns: null, formats: ['xlsx'] },
      events: 84,
      openDays: ['2026-11-17', '2026-11-18'],
    });
  });

  test('gives whoever comes later the first one’s mail and files, whatever they bring', async () => {
    const archive = createFakeArchive();
    const seal = createArchiveMail(archive);
    const first = await seal(contentsOf(), [], signal);
    const other = contentsOf({
      files: [aFile({ content: Buffer.from('another') })],
      write: () => ({ ...mail, subject: 'Other' }),
    });
    expect(await seal(other, [], signal)).toEqual(first);
    expect(await seal(other, first.archive, signal)).toEqual(first);
    expect(archive.files.size).toBe(2);
  });

  test('encloses bytes that are no text, and of a longer buffer only the file’s own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.nat(5), async (bytes, before) => {
        const buffer = new Uint8Array([...Array<number>(before).fill(7), ...bytes, 7, 7]);
        const content = buffer.subarray(before, before + bytes.length);
        const archive = createFakeArchive();
        const { attachments } = await createArchiveMail(archive)(
          contentsOf({ files: [aFile({ content })] }),
          [],
          signal,
        );
        expect([...(attachments[0]?.content ?? [])]).toEqual([...bytes]);
        expect([...(archive.files.get('weekly/2026/2026-W47.xlsx')?.content ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  test.each<[string, Partial<ReportMail>]>([
    ['another filter', { model: { ...model, filter: 'Roles: Exchange Administrator' } }],
    ['other columns', { model: { ...model, columns: ['principal'] } }],
    ['another zone', { model: { ...model, period: isoWeek('2026-W47', 'Europe/Berlin') } }],
    ['other formats', { files: [aFile({ format: 'csv', content: Buffer.from('a,b') })] }],
  ])('puts a second mail behind one that was made for %s, and gives that from then on', async (_, asked) => {
    const archive = createFakeArchive();
    const seal = createArchiveMail(archive);
    const first = await seal(contentsOf(), [], signal);
    const changed = contentsOf({ write: () => ({ ...mail, subject: 'Other' }), ...asked });
    const second = await seal(changed, first.archive, signal);
    expect(second.record.subject).toBe('Other');
    const [format] = second.record.madeFor.formats;
    expect(second.archive.map(({ path }) => path)).toEqual([
      'weekly/2026/2026-W47-mail.json',
      'weekly/2026/2026-W47.xlsx',
      'weekly/2026/2026-W47-2-mail.json',
      `weekly/2026/2026-W47-2.${format}`,
    ]);
    expect(await seal({ ...changed, write: () => mail }, second.archive, signal)).toEqual(second);
    expect((await seal(contentsOf(), second.archive, signal)).record).toEqual(first.record);
  });

  test('does not send what the ledger knows with another hash', async () => {
    const seal = createArchiveMail(createFakeArchive());
    const { archive: written } = await seal(contentsOf(), [], signal);
    const others = written.map((link) => ({ ...link, sha256: '0'.repeat(64) }));
    await expect(seal(contentsOf(), others, signal)).rejects.toThrow(
      'The archived file weekly/2026/2026-W47-mail.json is not the one of which the ledger tells',
    );
  });

  test('does not put there again what the ledger tells of, and says that it is gone', async () => {
    const archive = createFakeArchive();
    const seal = createArchiveMail(archive);
    const { archive: written } = await seal(contentsOf(), [], signal);
    for (const { path } of written) {
      const kept = archive.files.get(path)!;
      archive.files.delete(path);
      await expect(seal(contentsOf(), written, signal)).rejects.toThrow(
        `The archived file ${path}, of which the ledger tells, is gone: the mail is not sent without it.`,
      );
      archive.files.set(path, kept);
    }
  });

  test('does not send a file that is another one than its mail tells of', async () => {
    const archive = createFakeArchive();
    const path = 'weekly/2026/2026-W47.xlsx';
    await archive.add('weekly', path, 'x', Buffer.from('of somebody else'), signal);
    await expect(createArchiveMail(archive)(contentsOf(), [], signal)).rejects.toThrow(
      `The archived file ${path} is not the one that weekly/2026/2026-W47-mail.json tells of`,
    );
  });

  test('keeps every file of every report and edition at a path of its own, that any archive can hold', async () => {
    const week = fc.tuple(fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 1, max: 53 }));
    const editions = week
      .map(([year, week]) => `${year}-W${String(week).padStart(2, '0')}`)
      .chain((label) => fc.constantFrom(label, correctionEdition(label), '2026-11-02_2026-11-15'));
    const reports = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);
    const mails = fc.uniqueArray(fc.record({ report: reports, edition: editions }), {
      selector: ({ report, edition }) => `${report} ${edition}`,
    });
    const files = [aFile({ format: 'xlsx' }), aFile({ format: 'csv' }), aFile({ mark: '-without-log' })];
    await fc.assert(
      fc.asyncProperty(mails, async (mails) => {
        const archive = createFakeArchive();
        const seal = createArchiveMail(archive);
        const paths: string[] = [];
        for (const { report, edition } of mails) {
          const sealed = await seal(contentsOf({ model: { ...model, report }, edition, files }), [], signal);
          paths.push(...sealed.archive.map(({ path }) => path));
        }
        expect(new Set(paths).size).toBe(mails.length * 4);
        // Also what metadata of a blob may hold, where a comma parts one path from the next.
        for (const path of paths) expect(path).toMatch(/^[\w-]{1,40}\/\d{4}\/[\w-]{1,60}\.(xlsx|csv|json)$/);
      }),
    );
  });
});
