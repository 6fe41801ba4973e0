import fc from 'fast-check';
import { linkPlace } from '../../../shared/domain/reports/archive-link';
import { isoWeek } from '../../../shared/domain/time/period';
import { correctionEdition } from '../../../shared/domain/reports/delivery-row';
import { createArchiveMail } from '../../../shared/jobs/deliver/archive-mail';
import { parseMailLink, parseMailRecord, sha256Of } from '../../../shared/jobs/deliver/mail-record';
import type { ReportMail } from '../../../shared/jobs/deliver/report-mail';
import { aReportModel } from '../../support/builders/report';
import { aRun, createFakeArchive, createFakeRuns } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
const now = new Date('2026-11-23T07:00:00.000Z');
const later = new Date('2026-11-23T09:00:00.000Z');
const mail = { subject: 'Week 47', html: `<p>${linkPlace}</p>`, text: `Link: ${linkPlace}` };
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
const aMail = (overrides: Partial<ReportMail> = {}): ReportMail => ({
  model,
  edition: '2026-W47',
  to: { recipients: ['a@x.example'], cc: ['b@x.example'], bcc: ['c@x.example'] },
  files: [aFile()],
  renderMail: () => mail,
  ...overrides,
});
const path = (rest: string) => `weekly/2026/2026-W47${rest}`;

function world() {
  const [archive, deliveryLedger] = [createFakeArchive(), createFakeRuns()];
  return { archive, deliveryLedger, archiveMail: createArchiveMail({ archive, deliveryLedger }) };
}

describe('archiving a mail', () => {
  test('stores the mail, its files and then the link, and returns the files to attach', async () => {
    const { archive, archiveMail } = world();
    const whole = aFile({ attached: false });
    const lighter = aFile({ mark: '-without-log', name: 'lighter.xlsx', content: Buffer.from('lighter') });
    const { attachments } = await archiveMail(aMail({ files: [whole, lighter] }), null, now, signal);
    expect([...archive.files.keys()]).toEqual(
      ['-mail.json', '.xlsx', '-without-log.xlsx', '-link.json'].map(path),
    );
    expect(attachments).toEqual([
      { name: 'lighter.xlsx', contentType: 'application/x', content: Buffer.from('lighter') },
    ]);
  });

  test("links the mail, files, facts and previous links, and prints the link's hash in the mail", async () => {
    const { archive, deliveryLedger, archiveMail } = world();
    const before = { path: 'weekly/2026/2026-W46-link.json', sha256: 'ab'.repeat(32), previous: [] };
    deliveryLedger.set(aRun({ edition: '2026-W46', link: before }));
    const day = { events: 3, lateEvents: 0, lastReadAt: null };
    const coverage = [
      { ...day, day: '2026-11-16', state: 'complete' as const, lastReadAt: now },
      { ...day, day: '2026-11-17', state: 'partial' as const },
    ];
    const { link, html, text, record } = await archiveMail(
      aMail({ model: { ...model, coverage } }),
      null,
      now,
      signal,
    );
    const content = archive.files.get(path('-link.json'))!;
    const facts = {
      report: 'weekly',
      edition: '2026-W47',
      period: { from: '2026-11-16T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', timeZone: 'UTC' },
      coverage: [
        { ...coverage[0], lastReadAt: now.toISOString() },
        { ...coverage[1], lastReadAt: null },
      ],
      events: 84,
      recipients: { to: ['a@x.example'], cc: ['b@x.example'], bcc: ['c@x.example'] },
      findings: [{ rules: ['assigned-outside-pim'], severity: 'high', events: ['873e94a4e96b'] }],
    };
    expect(parseMailLink(content)).toEqual({
      schemaVersion: 1,
      ...facts,
      madeAt: model.generatedAt.toISOString(),
      archivedAt: now.toISOString(),
      mail: { path: path('-mail.json'), sha256: sha256Of(archive.files.get(path('-mail.json'))!) },
      files: [
        {
          path: path('.xlsx'),
          name: 'weekly-2026-W47.xlsx',
          sha256: sha256Of(Buffer.from('a workbook')),
          bytes: 10,
          attached: true,
        },
      ],
      previous: [{ path: before.path, sha256: before.sha256 }],
    });
    expect(record).toMatchObject(facts);
    expect(link).toEqual({
      path: path('-link.json'),
      sha256: sha256Of(content),
      previous: [{ path: before.path, sha256: before.sha256 }],
    });
    expect([html, text]).toEqual([`<p>${link.sha256}</p>`, `Link: ${link.sha256}`]);
    expect(parseMailRecord(archive.files.get(path('-mail.json'))!)).toMatchObject(mail);
  });

  test('never dates a link before the links it names, even if the clock was set back', async () => {
    const { archive, archiveMail } = world();
    await archiveMail(aMail(), null, later, signal);
    await archiveMail(aMail({ edition: '2026-W48' }), null, now, signal);
    const link = parseMailLink(archive.files.get('weekly/2026/2026-W48-link.json')!);
    expect(link).toMatchObject({ archivedAt: later.toISOString(), previous: [{ path: path('-link.json') }] });
  });

  test('names every end of the chain, including mails whose row was never written', async () => {
    const { deliveryLedger, archiveMail } = world();
    const one = await archiveMail(aMail(), null, now, signal);
    deliveryLedger.set(aRun({ link: one.link }));
    const lost = await archiveMail(aMail({ edition: '2026-W48' }), null, now, signal);
    const next = await archiveMail(aMail({ edition: '2026-W49' }), null, now, signal);
    expect(next.link.previous.map((mark) => mark.path)).toEqual([lost.link.path]);
    deliveryLedger.set(
      aRun({
        edition: '2026-W50',
        link: { path: 'weekly/2026/2026-W50-link.json', sha256: 'cd'.repeat(32), previous: [] },
      }),
    );
    const both = await archiveMail(aMail({ edition: '2026-W51' }), null, now, signal);
    expect(both.link.previous.map((mark) => mark.path)).toEqual([
      'weekly/2026/2026-W49-link.json',
      'weekly/2026/2026-W50-link.json',
    ]);
  });

  test('returns the mail, files and link of the first run in a later run with other content', async () => {
    const { archive, archiveMail } = world();
    const first = await archiveMail(aMail(), null, now, signal);
    const other = aMail({
      files: [aFile({ content: Buffer.from('another') })],
      renderMail: () => ({ ...mail, subject: 'Other' }),
    });
    expect(await archiveMail(other, null, later, signal)).toEqual(first);
    expect(await archiveMail(other, first.link, later, signal)).toEqual(first);
    expect(archive.files.size).toBe(3);
  });

  test('stores binary files with only the bytes of the file, not of its longer buffer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.nat(5), async (bytes, before) => {
        const buffer = new Uint8Array([...Array<number>(before).fill(7), ...bytes, 7, 7]);
        const content = buffer.subarray(before, before + bytes.length);
        const { archive, archiveMail } = world();
        const { attachments } = await archiveMail(aMail({ files: [aFile({ content })] }), null, now, signal);
        expect([...(attachments[0]?.content ?? [])]).toEqual([...bytes]);
        expect([...(archive.files.get(path('.xlsx')) ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  test.each<[string, Partial<ReportMail>]>([
    ['another filter', { model: { ...model, filter: 'Roles: Exchange Administrator' } }],
    ['other columns', { model: { ...model, columns: ['principal'] } }],
    ['another zone', { model: { ...model, period: isoWeek('2026-W47', 'Europe/Berlin') } }],
    ['other formats', { files: [aFile({ format: 'csv', content: Buffer.from('a,b') })] }],
    ['other recipients', { to: { recipients: ['z@x.example'], cc: [], bcc: [] } }],
  ])(
    'archives a second mail after one made for %s, and returns the second from then on',
    async (_, asked) => {
      const { archive, archiveMail } = world();
      const first = await archiveMail(aMail(), null, now, signal);
      const changed = aMail({ renderMail: () => ({ ...mail, subject: 'Other' }), ...asked });
      const second = await archiveMail(changed, first.link, later, signal);
      expect(second.record.subject).toBe('Other');
      const [format] = second.record.madeFor.formats;
      expect([...archive.files.keys()].slice(3)).toEqual(
        ['-2-mail.json', `-2.${format}`, '-2-link.json'].map(path),
      );
      expect(second.link.previous).toEqual([{ path: first.link.path, sha256: first.link.sha256 }]);
      expect(await archiveMail({ ...changed, renderMail: () => mail }, second.link, later, signal)).toEqual(
        second,
      );
      // Back to the first settings: the first mail is the one to send again.
      expect(await archiveMail(aMail(), second.link, later, signal)).toEqual(first);
    },
  );

  test.each<[string, (files: Map<string, Uint8Array>) => unknown, RegExp]>([
    [
      'the link is gone',
      (files) => files.delete(path('-link.json')),
      /W47-link\.json is not there any more: the mail is not sent\. Restore/,
    ],
    [
      'the link is another one',
      (files) => files.set(path('-link.json'), Buffer.from(`${String(files.get(path('-link.json')))} `)),
      /W47-link\.json is not the one that the ledger names/,
    ],
    [
      'the link is no link',
      (files) => files.set(path('-link.json'), Buffer.from('{}')),
      /W47-link\.json is not a link any more/,
    ],
    [
      'the mail is gone',
      (files) => files.delete(path('-mail.json')),
      /W47-mail\.json is not the one that weekly\/2026\/2026-W47-link\.json names/,
    ],
    [
      'the mail is another one',
      (files) => files.set(path('-mail.json'), Buffer.from('{}')),
      /W47-mail\.json is not the one that/,
    ],
    [
      'a file is another one',
      (files) => files.set(path('.xlsx'), Buffer.from('not ours')),
      /W47\.xlsx is not the one that weekly\/2026\/2026-W47-mail\.json encloses/,
    ],
  ])('sends and writes nothing when %s', async (_, spoil, says) => {
    const { archive, archiveMail } = world();
    const { link } = await archiveMail(aMail(), null, now, signal);
    spoil(archive.files);
    const files = new Map(archive.files);
    await expect(archiveMail(aMail(), link, later, signal)).rejects.toThrow(says);
    expect(archive.files).toEqual(files);
  });

  test('restores a lost file from the mail, since the link covers its hash', async () => {
    const { archive, archiveMail } = world();
    const first = await archiveMail(aMail(), null, now, signal);
    archive.files.delete(path('.xlsx'));
    expect(await archiveMail(aMail(), first.link, later, signal)).toEqual(first);
    expect(archive.files.get(path('.xlsx'))).toEqual(Buffer.from('a workbook'));
  });

  test('sends nothing if the archived mail was replaced by something else', async () => {
    const { archive, archiveMail } = world();
    archive.files.set(path('-mail.json'), Buffer.from('{"schemaVersion":2}'));
    await expect(archiveMail(aMail(), null, now, signal)).rejects.toThrow(/is not a mail that was archived/);
  });

  test('stores each file of each report and edition at its own path, which is valid in any archive', async () => {
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
        const { archive, archiveMail } = world();
        for (const { report, edition } of mails)
          await archiveMail(aMail({ model: { ...model, report }, edition, files }), null, now, signal);
        expect(archive.files.size).toBe(mails.length * 5);
        for (const at of archive.files.keys())
          expect(at).toMatch(/^[\w-]{1,40}\/\d{4}\/[\w-]{1,60}\.(xlsx|csv|json)$/);
      }),
    );
  });
});
