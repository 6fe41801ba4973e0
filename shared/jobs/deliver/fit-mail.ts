import type { Attached } from '../../report/mail/mail-content';
import type { ReportFile } from '../../report/report-file';
import type { ParcelFile } from './seal';

/** The mail service takes 10 MB a request, files in base64; half a megabyte is left for the mail's own text. */
const mostBase64 = 9_500_000;

const fits = (files: readonly ReportFile[]): boolean =>
  files.reduce((sum, { content }) => sum + Math.ceil(content.length / 3) * 4, 0) <= mostBase64;

/**
 * What of the files a mail can carry: a week that is too large for it must not go without its mail. The whole files
 * are always among those that are archived; the lighter workbook only when it is what the mail carries.
 */
export async function fitMail(
  files: readonly ReportFile[],
  renderLighter: () => Promise<ReportFile>,
): Promise<{ readonly attached: Attached; readonly files: readonly ParcelFile[] }> {
  const whole = (attached: boolean) => files.map((file): ParcelFile => ({ ...file, attached, mark: '' }));
  if (fits(files)) return { attached: 'whole', files: whole(true) };
  const others = files.filter(({ format }) => format !== 'xlsx');
  if (others.length < files.length) {
    const lighter = await renderLighter();
    if (fits([...others, lighter])) {
      const kept = whole(true).map((file) => ({ ...file, attached: file.format !== 'xlsx' }));
      return {
        attached: 'without-log',
        files: [...kept, { ...lighter, attached: true, mark: '-without-log' }],
      };
    }
  }
  return { attached: 'nothing', files: whole(false) };
}
