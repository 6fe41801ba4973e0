import type { ArchiveLink } from '../../domain/archive-link';
import type { Attachment } from '../../domain/outgoing-mail';
import type { UtcDay } from '../../domain/utc-day';
import type { RenderedMail } from '../../report/mail';
import type { ArchivedFile } from '../../report/mail/mail-content';
import type { ReportFile } from '../../report/report-file';
import type { ReportModel } from '../../report/report-model';
import type { Addressees } from '../report/report-request';

/** A rendered file of a report. */
export interface MailFile extends ReportFile {
  /** Whether the mail carries it; every file is archived. */
  readonly attached: boolean;
  /** What its name in the archive says after the period: `-without-log`, or nothing. */
  readonly mark: string;
}

/** A report to archive and mail. */
export interface ReportMail {
  readonly model: ReportModel;
  /** The period's label; for a correction with its number. */
  readonly edition: string;
  readonly to: Addressees;
  readonly files: readonly MailFile[];
  /** Renders the mail, given the places of its files in the archive. */
  readonly write: (files: readonly ArchivedFile[]) => RenderedMail;
}

/** The settings that decide what a mail holds, and so who may read it. */
export interface MadeFor {
  readonly timeZone: string;
  readonly filter: string | null;
  readonly columns: readonly string[] | null;
  readonly formats: readonly string[];
}

/** A file inside a {@link MailRecord}. */
export interface EnclosedFile extends ArchivedFile {
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
}

/** A mail as the archive keeps it (`…-mail.json`), its files enclosed: every try sends exactly this. */
export interface MailRecord extends RenderedMail {
  readonly schemaVersion: 1;
  readonly report: string;
  readonly edition: string;
  /** A mail that was made for other settings is not sent. */
  readonly madeFor: MadeFor;
  /** Stored events of the period when the report was made. */
  readonly events: number;
  readonly openDays: readonly UtcDay[];
  readonly files: readonly EnclosedFile[];
}

/** An archived mail that is ready to be sent. */
export interface ArchivedMail {
  readonly record: MailRecord;
  readonly attachments: readonly Attachment[];
  /** The archived files: the mail first. */
  readonly archive: readonly ArchiveLink[];
}
