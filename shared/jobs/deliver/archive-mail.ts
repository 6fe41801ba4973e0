import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ArchiveLink } from '../../domain/archive-link';
import type { ReportArchive } from './report-archive';
import type { ArchivedMail, EnclosedFile, MadeFor, MailRecord, ReportMail } from './report-mail';

/**
 * Creates the job that archives a report's mail and then its files.
 *
 * The mail goes first and encloses the files, so that one request decides what the edition is: files and words of two
 * runs, between which late events came, are never mixed. Whatever an earlier run has archived is kept and sent: after
 * a death at any line, and with two runs at once, there is one file of each name and one mail. Only a mail that was
 * made for other settings than today's is left where it is, and a second one (`2026-W47-2`) is archived behind it. Call
 * this only when the earlier mail is known never to have left.
 *
 * `written` are the files that the ledger names for an earlier try: they are read and not stored again.
 */
export function createArchiveMail(archive: Pick<ReportArchive, 'read' | 'add'>) {
  return async (
    mail: ReportMail,
    written: readonly ArchiveLink[],
    signal: AbortSignal,
  ): Promise<ArchivedMail> => {
    const { report } = mail.model;
    const links: ArchiveLink[] = [];

    /** Stores a file, or reads the one that is stored already. */
    async function keep(path: string, contentType: string, content: () => Uint8Array): Promise<Uint8Array> {
      const known = written.find((link) => link.path === path);
      const kept =
        known === undefined
          ? await archive.add(report, path, contentType, content(), signal)
          : await archive.read(path, signal);
      if (kept === null)
        throw new Error(
          `The archived file ${path}, of which the ledger tells, is gone: the mail is not sent without it.`,
        );
      if (known !== undefined && known.sha256 !== kept.link.sha256)
        throw new Error(
          `The archived file ${path} is not the one of which the ledger tells: the mail is not sent with it.`,
        );
      links.push(known ?? kept.link);
      return kept.content;
    }

    async function keepMail(nth: number): Promise<MailRecord> {
      const path = pathOf(mail, nth, '-mail.json');
      const text = await keep(path, 'application/json', () => recordOf(mail, nth));
      const record = JSON.parse(Buffer.from(text).toString()) as MailRecord;
      for (const file of record.files) {
        await keep(file.path, file.contentType, () => contentOf(file));
        if (links.at(-1)?.sha256 !== file.sha256)
          throw new Error(
            `The archived file ${file.path} is not the one that ${path} tells of: the mail is not sent with it.`,
          );
      }
      return record;
    }

    let record = await keepMail(1);
    for (let nth = 2; !isDeepStrictEqual(record.madeFor, madeFor(mail)); nth += 1)
      record = await keepMail(nth);
    const attachments = record.files
      .filter(({ attached }) => attached)
      .map((file) => ({ name: file.name, contentType: file.contentType, content: contentOf(file) }));
    return { record, attachments, archive: links };
  };
}

const pathOf = ({ model: { report }, edition }: ReportMail, nth: number, rest: string): string =>
  `${report}/${edition.slice(0, 4)}/${edition}${nth === 1 ? '' : `-${nth}`}${rest}`;

const madeFor = ({ model: { period, filter, columns }, files }: ReportMail): MadeFor => ({
  timeZone: period.timeZone,
  filter,
  columns,
  formats: [...new Set(files.map(({ format }) => format))],
});

const contentOf = ({ content }: EnclosedFile): Uint8Array => Buffer.from(content, 'base64');

function recordOf(mail: ReportMail, nth: number): Uint8Array {
  const { model, edition } = mail;
  const files = mail.files.map(({ format, name, contentType, content, mark, attached }): EnclosedFile => ({
    path: pathOf(mail, nth, `${mark}.${format}`),
    name,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    attached,
    contentType,
    content: Buffer.from(content.buffer, content.byteOffset, content.length).toString('base64'),
  }));
  const record: MailRecord = {
    schemaVersion: 1,
    report: model.report,
    edition,
    madeFor: madeFor(mail),
    ...mail.write(files),
    events: model.storedEvents,
    openDays: model.coverage.filter(({ state }) => state !== 'complete').map(({ day }) => day),
    files,
  };
  return Buffer.from(JSON.stringify(record, null, 2));
}
