import { mailContent } from './mail-content';
import { mailHtml } from './mail-html';
import { mailText } from './mail-text';
import type { ReportModel } from './report-model';

/** A mail ready to be sent; recipients and attachments are the sender's business. */
export interface RenderedMail {
  /** One line without control characters. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The report as a mail: HTML and plain text say the same. */
export function renderMail(model: ReportModel): RenderedMail {
  const content = mailContent(model);
  return { subject: content.subject, html: mailHtml(content), text: mailText(content) };
}
