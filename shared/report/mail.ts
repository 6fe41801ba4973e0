import { mailContent, type Attached, type MailEdition } from './mail/mail-content';
import { mailHtml } from './mail/mail-html';
import { mailText } from './mail/mail-text';
import { reportContext } from './report-context';
import type { ReportModel } from './report-model';

/** A mail without recipients and attachments. */
export interface RenderedMail {
  /** One line without control characters. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The report as a mail: HTML and plain text say the same. */
export function renderMail(
  model: ReportModel,
  attached: Attached = 'whole',
  edition: MailEdition = { files: [], correction: null },
): RenderedMail {
  const content = mailContent(reportContext(model), attached, edition);
  return { subject: content.subject, html: mailHtml(content), text: mailText(content) };
}
