import { periodLabel, type Period } from '../../domain/time/period';
import { MailRefusalError } from '../../domain/refusal-error';
import type { FailedReport } from '../../domain/reports/send-outcome';
import { failureText } from '../../text/failure-text';

/** Describes a report that could not be made or sent. */
export const failedReport = (report: string, period: Period, error: unknown): FailedReport => ({
  report,
  period: periodLabel(period),
  isRefused: error instanceof MailRefusalError,
  reason: failureText(error),
});

/** Returns a failed report as a sentence. */
export const failedReportSentence = ({ report, reason }: FailedReport): string =>
  `Report "${report}": ${reason}`;
