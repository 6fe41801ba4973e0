import type { RenderedMail } from '../../report/mail';
import type { ArchivedFile } from '../../report/mail/mail-proof';
import type { ReportFile } from '../../report/report-file';
import type { ReportModel } from '../../report/report-model';
import type { Addressees } from '../report/report-request';

/** A rendered file of a report. */
export interface MailFile extends ReportFile {
  /** Whether the mail carries it; every file is archived. */
  readonly attached: boolean;
}

/** A report to archive and mail. */
export interface ReportMail {
  readonly model: ReportModel;
  /** The period's label; for a correction with its number. */
  readonly edition: string;
  readonly to: Addressees;
  readonly files: readonly MailFile[];
  /** Renders the mail, given the places of its files in the archive. */
  readonly renderMail: (files: readonly ArchivedFile[]) => RenderedMail;
}
