import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ArchiveLink } from '../../domain/archive-link';
import type { Attachment } from '../../domain/outgoing-mail';
import type { UtcDay } from '../../domain/utc-day';
import type { RenderedMail } from '../../report/mail';
import type { ArchivedFile } from '../../report/mail/mail-content';
import type { ReportFile } from '../../report/report-file';
import type { ReportModel } from '../../report/report-model';

/** Where sent files are kept for good. */
export interface Archive {
  /** A file, or null. @throws Error when its content is not the one that was put there. */
  read(path: string, signal: AbortSignal): Promise<{ content: Uint8Array; link: ArchiveLink } | null>;
  /** Puts a file there; when the path is taken, what lies there stands and comes back. */
  add(
    report: string,
    path: string,
    contentType: string,
    content: Uint8Array,
    signal: AbortSignal,
  ): Promise<{ content: Uint8Array; link: ArchiveLink }>;
}

/** A rendered file of a report and what is done with it beside archiving it. */
export interface ParcelFile extends ReportFile {
  readonly attached: boolean;
  /** What its name in the archive says after the period: `-without-log`. */
  readonly mark: string;
}

/** What is to be archived and mailed of one report. */
export interface Contents {
  readonly model: ReportModel;
  /** The period's label; of a correction with its number. */
  readonly edition: string;
  readonly files: readonly ParcelFile[];
  /** Writes the mail, told where its files lie. */
  readonly write: (files: readonly ArchivedFile[]) => RenderedMail;
}

/** A file as a {@link Letter} encloses it. */
export interface EnclosedFile extends ArchivedFile {
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
}

/** The settings that decide what a mail holds, and so who may read it. */
export interface MadeFor {
  readonly timeZone: string;
  readonly filter: string | null;
  readonly columns: readonly string[] | null;
  readonly formats: readonly string[];
}

/**
 * A mail as the archive keeps it (`…-mail.json`), its files enclosed: what is archived and sent is what stands here,
 * however often it is tried.
 */
export interface Letter extends RenderedMail {
  readonly schemaVersion: 1;
  readonly report: string;
  readonly edition: string;
  /** What the settings asked for. A mail that was made for others is not sent. */
  readonly madeFor: MadeFor;
  /** Stored events of the period when the report was made. */
  readonly events: number;
  readonly openDays: readonly UtcDay[];
  readonly files: readonly EnclosedFile[];
}

/** What is to be sent, and where all of it lies. */
export interface Sealed {
  readonly letter: Letter;
  readonly attachments: readonly Attachment[];
  readonly archive: readonly ArchiveLink[];
}

/**
 * Archives a report's mail and then its files. The mail goes first and holds the files, so that one request decides
 * what the edition is: files and words of two runs, between which late events came, are never mixed. Whatever a run
 * before has archived stands and is sent: after a death at any line, and with two runs at once, there is one file of
 * each name and one mail. Only what was made for other settings than today's is left where it lies, and a second mail
 * (`2026-W47-2`) is put behind it: to be called when it is known that the first one never left.
 * `written` is what the ledger says of an earlier try: it is not put there again.
 */
export function createSeal(archive: Archive) {
  return async (
    contents: Contents,
    written: readonly ArchiveLink[],
    signal: AbortSignal,
  ): Promise<Sealed> => {
    const { report } = contents.model;
    const links: ArchiveLink[] = [];

    /** Sees to it that a file lies where it belongs. */
    async function keep(lies: string, contentType: string, content: () => Uint8Array): Promise<Uint8Array> {
      const kept = written.some((link) => link.path === lies)
        ? await archive.read(lies, signal)
        : await archive.add(report, lies, contentType, content(), signal);
      if (kept === null)
        throw new Error(
          `The archived file ${lies}, of which the ledger tells, is gone: the mail is not sent without it.`,
        );
      const known = written.find((link) => link.path === lies);
      if (known !== undefined && known.sha256 !== kept.link.sha256)
        throw new Error(
          `The archived file ${lies} is not the one of which the ledger tells: the mail is not sent with it.`,
        );
      links.push(known ?? kept.link);
      return kept.content;
    }

    async function keepLetter(nth: number): Promise<Letter> {
      const path = pathOf(contents, nth, '-mail.json');
      const text = await keep(path, 'application/json', () => composed(contents, nth));
      const letter = JSON.parse(Buffer.from(text).toString()) as Letter;
      for (const file of letter.files) {
        await keep(file.path, file.contentType, () => contentOf(file));
        if (links.at(-1)?.sha256 !== file.sha256)
          throw new Error(
            `The archived file ${file.path} is not the one that ${path} tells of: the mail is not sent with it.`,
          );
      }
      return letter;
    }

    let letter = await keepLetter(1);
    for (let nth = 2; !isDeepStrictEqual(letter.madeFor, madeFor(contents)); nth += 1)
      letter = await keepLetter(nth);
    const attachments = letter.files
      .filter(({ attached }) => attached)
      .map((file) => ({ name: file.name, contentType: file.contentType, content: contentOf(file) }));
    return { letter, attachments, archive: links };
  };
}

const pathOf = ({ model: { report }, edition }: Contents, nth: number, rest: string): string =>
  `${report}/${edition.slice(0, 4)}/${edition}${nth === 1 ? '' : `-${nth}`}${rest}`;

const madeFor = ({ model: { period, filter, columns }, files }: Contents): MadeFor => ({
  timeZone: period.timeZone,
  filter,
  columns,
  formats: [...new Set(files.map(({ format }) => format))],
});

const contentOf = ({ content }: EnclosedFile): Uint8Array => Buffer.from(content, 'base64');

function composed(contents: Contents, nth: number): Uint8Array {
  const { model, edition, files, write } = contents;
  const enclosed = files.map(({ format, name, contentType, content, mark, attached }): EnclosedFile => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
    const path = pathOf(contents, nth, `${mark}.${format}`);
    return {
      path,
      name,
      sha256,
      bytes: content.length,
      attached,
      contentType,
      content: bytes.toString('base64'),
    };
  });
  const letter: Letter = {
    schemaVersion: 1,
    report: model.report,
    edition,
    madeFor: madeFor(contents),
    ...write(enclosed),
    events: model.storedEvents,
    openDays: model.coverage.filter(({ state }) => state !== 'complete').map(({ day }) => day),
    files: enclosed,
  };
  return Buffer.from(JSON.stringify(letter, null, 2));
}
