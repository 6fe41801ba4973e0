import { isDeepStrictEqual } from 'node:util';
import { chainEnds, linkPlace, type ArchiveLink, type FileMark } from '../../domain/reports/archive-link';
import type { Attachment } from '../../domain/reports/outgoing-mail';
import type { RenderedMail } from '../../report/mail';
import type { DeliveryLedger } from '../report/delivery-ledger';
import {
  archivePath,
  fileContent,
  linkOf,
  parseMailLink,
  parseMailRecord,
  recordOf,
  sha256Of,
  type MailRecord,
} from './mail-record';
import type { ReportArchive } from './report-archive';
import type { ReportMail } from './report-mail';

export interface ArchiveMailParts {
  readonly archive: Pick<ReportArchive, 'read' | 'add' | 'list'>;
  readonly deliveryLedger: Pick<DeliveryLedger, 'list'>;
}

/** An archived mail that is ready to be sent. */
export interface ArchivedMail extends RenderedMail {
  readonly record: MailRecord;
  readonly attachments: readonly Attachment[];
  readonly link: ArchiveLink;
}

const json = 'application/json';

/**
 * Creates the job that archives a report's mail, then its files, then their link.
 *
 * The mail goes first and contains the files, so that one request decides the content of the edition. Two runs can read
 * different events, because late ones arrive in between; their files and texts are never mixed. What an earlier run has
 * archived is kept and sent: even if a run dies at any line, or two run at once, there is one file of each name and one
 * mail. If the archived mail was made for other settings or recipients than today's, it is left as it is, and a second
 * one (`2026-W47-2`) is archived. Call this only if the earlier mail is known never to have been sent.
 *
 * The link goes last, when everything that it covers is archived. It names the last links before it, both those that the
 * ledger has and those that only the archive has.
 *
 * `known` is the link that the ledger has recorded for an earlier attempt. If the archived link of that path is missing
 * or has another hash, nothing is sent. `known` is not used if today's settings belong to another mail of the edition.
 */
export function createArchiveMail({ archive, deliveryLedger }: ArchiveMailParts) {
  return async (
    mail: ReportMail,
    known: ArchiveLink | null,
    now: Date,
    signal: AbortSignal,
  ): Promise<ArchivedMail> => {
    const { edition, model } = mail;
    const first = recordOf(mail, 1);
    for (let nth = 1; ; nth += 1) {
      const [mailPath, linkPath] = ['-mail.json', '-link.json'].map((rest) =>
        archivePath(model.report, edition, nth, rest),
      ) as [string, string];
      const kept = await keptLink(linkPath, known, signal);
      const own = fileContent(nth === 1 ? first : recordOf(mail, nth));
      const content = await archive.add(mailPath, json, own, signal);
      const record = parseMailRecord(content);
      if (record === null) throw changed(mailPath, 'a mail that was archived');
      if (!isDeepStrictEqual(settingsOf(record), settingsOf(first))) continue;
      for (const file of record.files) {
        const bytes = await archive.add(file.path, file.contentType, contentOf(file), signal);
        if (sha256Of(bytes) !== file.sha256) throw changed(file.path, `the one that ${mailPath} encloses`);
      }
      const mark = { path: mailPath, sha256: sha256Of(content) };
      return readyMail(record, kept ?? (await addLink(record, mark, linkPath, now, signal)));
    }
  };

  /** Returns the link that an earlier run has archived, or null if no run has archived one. The mail that it covers must be there. */
  async function keptLink(
    path: string,
    known: ArchiveLink | null,
    signal: AbortSignal,
  ): Promise<ArchiveLink | null> {
    const content = await archive.read(path, signal);
    if (content === null && known?.path !== path) return null;
    const link = content === null ? null : parseMailLink(content);
    if (content === null) throw changed(path, 'there any more');
    if (link === null) throw changed(path, 'a link any more');
    const sha256 = sha256Of(content);
    if (known?.path === path && known.sha256 !== sha256) throw changed(path, 'the one that the ledger names');
    const mail = await archive.read(link.mail.path, signal);
    if (mail === null || sha256Of(mail) !== link.mail.sha256)
      throw changed(link.mail.path, `the one that ${path} names`);
    return { path, sha256, previous: link.previous };
  }

  async function addLink(
    record: MailRecord,
    mail: FileMark,
    path: string,
    now: Date,
    signal: AbortSignal,
  ): Promise<ArchiveLink> {
    const previous = await lastLinks(record.report, signal);
    const archivedAt = await timeAfter(previous, now.toISOString(), signal);
    const own = linkOf(record, { mail, previous, archivedAt });
    const content = await archive.add(path, json, fileContent(own), signal);
    const link = parseMailLink(content);
    if (link?.mail.sha256 !== mail.sha256) throw changed(path, `the link of ${mail.path}`);
    return { path, sha256: sha256Of(content), previous: link.previous };
  }

  /** Returns `now`, or the time of the latest link before it: a clock that was ahead has dated that one too late. */
  async function timeAfter(links: readonly ArchiveLink[], now: string, signal: AbortSignal): Promise<string> {
    let latest = now;
    for (const { path } of links) {
      const content = await archive.read(path, signal);
      const link = content === null ? null : parseMailLink(content);
      if (link !== null && link.archivedAt > latest) latest = link.archivedAt;
    }
    return latest;
  }

  /** Returns the ends of a report's chain, as ledger and archive together know it. */
  async function lastLinks(report: string, signal: AbortSignal): Promise<ArchiveLink[]> {
    const links = new Map<string, ArchiveLink>();
    for (const { link } of await deliveryLedger.list(report, signal))
      if (link !== null) links.set(link.path, link);
    for (const path of await archive.list(report, signal)) {
      if (!path.endsWith('-link.json') || links.has(path)) continue;
      const content = await archive.read(path, signal);
      const link = content === null ? null : parseMailLink(content);
      if (content !== null && link !== null)
        links.set(path, { path, sha256: sha256Of(content), previous: link.previous });
    }
    return chainEnds([...links.values()]);
  }
}

const changed = (path: string, expected: string): Error =>
  new Error(
    `The archived file ${path} is not ${expected}: the mail is not sent. ` +
      'Restore the file (docs/operate.md, "Restoring deleted data"), and find out who changed it.',
  );

/** Returns everything that a mail was made for: it may be sent only where all of it is still wanted. */
const settingsOf = ({ period: { timeZone }, madeFor, recipients }: MailRecord) => ({
  timeZone,
  madeFor,
  recipients,
});

const contentOf = ({ content }: MailRecord['files'][number]): Uint8Array => Buffer.from(content, 'base64');

/** Returns the mail with its link's hash in place. */
function readyMail(record: MailRecord, link: ArchiveLink): ArchivedMail {
  const linked = (text: string) => text.replaceAll(linkPlace, link.sha256);
  return {
    ...{ record, link },
    subject: record.subject,
    html: linked(record.html),
    text: linked(record.text),
    attachments: record.files
      .filter(({ attached }) => attached)
      .map((file) => ({ name: file.name, contentType: file.contentType, content: contentOf(file) })),
  };
}
