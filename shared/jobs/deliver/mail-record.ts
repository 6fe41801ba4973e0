import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FileMark } from '../../domain/reports/archive-link';
import { severities } from '../../domain/finding';
import { findingMarks } from '../report/late/late-findings';
import type { ReportMail } from './report-mail';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const fileMark = z.object({ path: z.string(), sha256: hash });
const archivedFile = fileMark.extend({ name: z.string(), bytes: z.number(), attached: z.boolean() });
const addresses = z.array(z.string());
const findingMark = z.object({
  rules: z.array(z.string()),
  severity: z.enum(severities),
  events: z.array(z.string()),
});

/** The facts of a mail that its link covers beside the mail itself. */
const facts = {
  report: z.string(),
  edition: z.string(),
  /** When the report was made: an ISO instant, like all of these. */
  madeAt: z.string(),
  period: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  coverage: z.array(
    z.object({
      day: z.string(),
      state: z.string(),
      events: z.number(),
      lateEvents: z.number(),
      lastReadAt: z.string().nullable(),
    }),
  ),
  /** Stored events of the period. */
  events: z.number(),
  recipients: z.object({ to: addresses, cc: addresses, bcc: addresses }),
  /** What is kept of the findings, to know later which of them came after the mail. */
  findings: z.array(findingMark),
};

/** The settings that decide what a mail holds, and so who may read it. A mail that was made for other settings is not sent. */
const madeFor = z.object({
  filter: z.string().nullable(),
  columns: z.array(z.string()).nullable(),
  formats: z.array(z.string()),
});

const mailRecord = z.object({
  schemaVersion: z.literal(2),
  ...facts,
  madeFor,
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** The files, enclosed in base64. */
  files: z.array(archivedFile.extend({ contentType: z.string(), content: z.string() })),
});

/**
 * A mail as the archive keeps it (`…-mail.json`), its files enclosed: every try sends exactly this. Where the mail
 * prints its own link's hash it holds {@link linkPlace}.
 */
export type MailRecord = z.infer<typeof mailRecord>;

const mailLink = z.object({
  schemaVersion: z.literal(1),
  ...facts,
  /** When the mail was put into the chain. */
  archivedAt: z.string(),
  mail: fileMark,
  files: z.array(archivedFile),
  previous: z.array(fileMark),
});

/**
 * A link of a report's chain (`…-link.json`). Its hash is the SHA-256 of that file: it covers the mail, the files, the
 * facts that both rest on, and the hashes of the links before it.
 */
export type MailLink = z.infer<typeof mailLink>;

/** Parses a file of the archive as a mail; null when it is not one. */
export const parseMailRecord = (content: Uint8Array): MailRecord | null => parse(mailRecord, content);

/** Parses a file of the archive as a link; null when it is not one. */
export const parseMailLink = (content: Uint8Array): MailLink | null => parse(mailLink, content);

function parse<T>(schema: z.ZodType<T>, content: Uint8Array): T | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(content).toString('utf8')));
  } catch {
    return null;
  }
}

/** Returns the content of a record's or a link's file. */
export const fileContent = (of: MailRecord | MailLink): Uint8Array =>
  Buffer.from(`${JSON.stringify(of, null, 2)}\n`);

/** Returns the SHA-256 of a file's content, hexadecimal. */
export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Returns the paths of an edition's files: `weekly/2026/2026-W47…`, or `…-2` for the second mail of an edition. */
export const archivePath = (report: string, edition: string, nth: number, rest: string): string =>
  `${report}/${edition.slice(0, 4)}/${edition}${nth === 1 ? '' : `-${nth}`}${rest}`;

/** Makes the record of a report's mail, which it renders: the mail names the places of its files. */
export function recordOf(mail: ReportMail, nth: number): MailRecord {
  const { model, edition, to } = mail;
  const files = mail.files.map(({ format, name, contentType, content, mark, attached }) => ({
    path: archivePath(model.report, edition, nth, `${mark}.${format}`),
    name,
    sha256: sha256Of(content),
    bytes: content.length,
    attached,
    contentType,
    content: Buffer.from(content.buffer, content.byteOffset, content.length).toString('base64'),
  }));
  const { from, to: end, timeZone } = model.period;
  return {
    schemaVersion: 2,
    report: model.report,
    edition,
    madeAt: model.generatedAt.toISOString(),
    period: { from: from.toISOString(), to: end.toISOString(), timeZone },
    coverage: model.coverage.map(({ day, state, events, lateEvents, lastReadAt }) => ({
      ...{ day, state, events, lateEvents },
      lastReadAt: lastReadAt?.toISOString() ?? null,
    })),
    events: model.storedEvents,
    recipients: { to: [...to.recipients], cc: [...to.cc], bcc: [...to.bcc] },
    findings: findingMarks(model.findings).map(({ rules, severity, events }) => ({
      rules: [...rules],
      severity,
      events: [...events],
    })),
    madeFor: madeForOf(mail),
    ...mail.renderMail(files),
    files,
  };
}

/** Returns the settings that a mail is made for. */
const madeForOf = ({ model: { filter, columns }, files }: ReportMail): MailRecord['madeFor'] => ({
  filter,
  columns: columns === null ? null : [...columns],
  formats: [...new Set(files.map(({ format }) => format))],
});

/** Makes the link of an archived mail from its record and its place in the archive. */
export function linkOf(
  record: MailRecord,
  place: Pick<MailLink, 'archivedAt' | 'mail'> & { readonly previous: readonly FileMark[] },
): MailLink {
  const { mail, previous, archivedAt } = place;
  const { report, edition, madeAt, period, coverage, events, recipients, findings } = record;
  return {
    schemaVersion: 1,
    ...{ report, edition, madeAt, period, coverage, events, recipients, findings },
    archivedAt,
    mail,
    files: record.files.map(({ path, name, sha256, bytes, attached }) => ({
      ...{ path, name, sha256, bytes, attached },
    })),
    previous: previous.map(({ path, sha256 }) => ({ path, sha256 })),
  };
}

/** Returns the UTC days that were not complete when a report was made. */
export const openDaysOf = ({ coverage }: Pick<MailLink, 'coverage'>): string[] =>
  coverage.filter(({ state }) => state !== 'complete').map(({ day }) => day);

/** Returns name and hash of the file that the ledger names: the first attachment, else the first file. */
export function mainFileOf({ files }: Pick<MailLink, 'files'>): { fileName: string; fileHash: string } {
  const file = files.find(({ attached }) => attached) ?? files[0];
  return { fileName: file?.name ?? '', fileHash: file?.sha256 ?? '' };
}
