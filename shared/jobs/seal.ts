import type { ArchiveLink, FileMark } from '../domain/archive-link';
import type { UtcDay } from '../domain/utc-day';
import type { RenderedMail } from '../report/mail';
import type { ArchivedFile } from '../report/mail-content';
import type { ReportFile } from '../report/report-file';
import type { ReportModel } from '../report/report-model';

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

/** A mail as the archive keeps it (`…-mail.json`): what is sent is what stands here, however often it is tried. */
export interface Letter extends RenderedMail {
  readonly schemaVersion: 1;
  readonly report: string;
  readonly edition: string;
  readonly files: readonly (ArchivedFile & {
    readonly contentType: string;
    readonly previous: readonly FileMark[];
  })[];
  readonly eventsByDay: Readonly<Record<UtcDay, number>>;
  readonly openDays: readonly UtcDay[];
}

/** What is to be sent, and where all of it lies. */
export interface Sealed {
  readonly letter: Letter;
  readonly attachments: readonly { name: string; contentType: string; content: Uint8Array }[];
  readonly archive: readonly ArchiveLink[];
}

/**
 * Archives a report's files and then its mail. Whatever a run before has archived stands and is sent: after a death
 * at any line, and with two runs at once, there is one file of each name and one mail.
 */
export function createSeal(archive: Archive) {
  return async ({ model, edition, files, write }: Contents, signal: AbortSignal): Promise<Sealed> => {
    const { report } = model;
    const at = (rest: string): string => `${report}/${edition.slice(0, 4)}/${edition}${rest}`;
    const path = at('-mail.json');
    const contents = new Map<string, Uint8Array>();

    async function put(): Promise<{ content: Uint8Array; link: ArchiveLink }> {
      const kept: Letter['files'][number][] = [];
      for (const { format, name, contentType, content, mark, attached } of files) {
        const file = await archive.add(report, at(`${mark}.${format}`), contentType, content, signal);
        contents.set(file.link.sha256, file.content);
        kept.push({ ...file.link, name, contentType, attached });
      }
      const letter: Letter = {
        schemaVersion: 1,
        report,
        edition,
        ...write(kept),
        files: kept,
        eventsByDay: Object.fromEntries(model.coverage.map(({ day, events }) => [day, events])),
        openDays: model.coverage.filter(({ state }) => state !== 'complete').map(({ day }) => day),
      };
      const text = Buffer.from(JSON.stringify(letter, null, 2));
      return archive.add(report, path, 'application/json', text, signal);
    }

    const { content, link } = (await archive.read(path, signal)) ?? (await put());
    const letter = JSON.parse(Buffer.from(content).toString()) as Letter;
    const attachments: { name: string; contentType: string; content: Uint8Array }[] = [];
    for (const { name, contentType, sha256, path: lies, attached } of letter.files) {
      if (!attached) continue;
      attachments.push({ name, contentType, content: contents.get(sha256) ?? (await fetched(lies, sha256)) });
    }
    const links = letter.files.map((file) => ({
      path: file.path,
      sha256: file.sha256,
      bytes: file.bytes,
      previous: file.previous,
    }));
    return { letter, attachments, archive: [...links, link] };

    async function fetched(lies: string, sha256: string): Promise<Uint8Array> {
      const file = await archive.read(lies, signal);
      if (file?.link.sha256 === sha256) return file.content;
      const what = file === null ? 'is gone' : 'is another one';
      throw new Error(
        `The archived file ${lies}, which ${path} tells of, ${what}: the mail is not sent without it.`,
      );
    }
  };
}
