import type { Attached } from '../../report/mail/mail-content';
import type { ReportFile } from '../../report/report-file';
import type { MailFile } from './report-mail';

/** Characters of base64: the mail service takes 10 MB a request; half a megabyte is left for the mail's own text. */
const maxBase64 = 9_500_000;

const fits = (files: readonly ReportFile[]): boolean =>
  files.reduce((sum, { content }) => sum + Math.ceil(content.length / 3) * 4, 0) <= maxBase64;

/**
 * Chooses the files that a mail can carry: a week whose files are too large is mailed without them. The whole files
 * are always archived; the lighter workbook only when the mail carries it.
 */
export async function fitAttachments(
  files: readonly ReportFile[],
  renderLighter: () => Promise<readonly ReportFile[]>,
): Promise<{ readonly attached: Attached; readonly files: readonly MailFile[] }> {
  const whole = (attached: boolean) => files.map((file): MailFile => ({ ...file, attached }));
  if (fits(files)) return { attached: 'whole', files: whole(true) };
  const others = files.filter(({ format }) => format !== 'xlsx');
  if (others.length < files.length) {
    const lighter = await renderLighter();
    if (fits([...others, ...lighter])) {
      const kept = whole(true).map((file) => ({ ...file, attached: file.format !== 'xlsx' }));
      return {
        attached: 'without-log',
        files: [...kept, ...lighter.map((file) => ({ ...file, attached: true, mark: '-without-log' }))],
      };
    }
  }
  return { attached: 'nothing', files: whole(false) };
}
