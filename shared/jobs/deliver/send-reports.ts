import { periodLabel } from '../../domain/time/period';
import type { Delivery, FailedReport, ReportDelivery, SendOutcome } from '../../domain/reports/send-outcome';
import type { RenderedMail } from '../../report/mail';
import type { Attached, MailEdition } from '../../report/mail/mail-content';
import { reportFileName } from '../../report/report-file-name';
import type { ReportModel } from '../../report/report-model';
import { failedReport, failedReportSentence } from '../report/failed-report';
import type { MadeReport, RenderFiles, ReportProgress } from '../report/make-reports';
import { fitAttachments } from './fit-attachments';
import type { ReportMail } from './report-mail';

export interface SendReportsParts {
  readonly deliver: (mail: ReportMail, now: Date, signal: AbortSignal) => Promise<Delivery>;
  readonly renderFiles: RenderFiles;
  readonly renderMail: (model: ReportModel, attached: Attached, edition: MailEdition) => RenderedMail;
  readonly onProgress?: ReportProgress;
}

/** Sends made reports, each with the formats of its definition. A report that fails does not stop the others. */
export type SendReports = (
  made: readonly MadeReport[],
  now: Date,
  signal: AbortSignal,
) => Promise<SendOutcome>;

/** Creates the job that sends made reports. */
export function createSendReports(parts: SendReportsParts): SendReports {
  const { deliver, renderFiles, renderMail, onProgress } = parts;
  return async (made, now, signal) => {
    const deliveries: ReportDelivery[] = [];
    const failed: FailedReport[] = [];
    for (const report of made) {
      const { definition, model } = report;
      try {
        onProgress?.('sending', definition.name);
        const delivery = await deliver(await mailOf(report), now, signal);
        // The open days are those of the mail that went out, which an earlier run may have made. What the store lacks is
        // judged now.
        const isStored = (model.missingEvents ?? []).length === 0;
        const complete = delivery.row.openDays.length === 0 && isStored;
        deliveries.push({ ...delivery, complete: delivery.isNew ? complete : null });
      } catch (error) {
        failed.push(failedReport(definition.name, model.period, error));
      }
    }
    return { deliveries, failed, failures: failed.map(failedReportSentence) };
  };

  async function mailOf({ definition, model, files, correction }: MadeReport): Promise<ReportMail> {
    const edition = correction?.edition ?? periodLabel(model.period);
    const chosen = files.filter(({ format }) => definition.formats.includes(format));
    const fit = await fitAttachments(chosen, () => renderFiles('xlsx', model, null));
    return {
      model,
      edition,
      to: definition,
      files: fit.files.map((file) => ({
        ...file,
        name: reportFileName(model.report, edition, file.format, file.mark),
      })),
      renderMail: (archived) =>
        renderMail(model, fit.attached, { files: archived, correction: correction?.sentence ?? null }),
    };
  }
}
