import { mergeOutcomes, type SendOutcome } from '../../domain/reports/send-outcome';
import { failedReport, failedReportSentence } from '../report/failed-report';
import type { MakeReports } from '../report/make-reports';
import type { ReportRequest } from '../report/report-request';
import type { SendReports } from './send-reports';

export interface MakeAndSendParts {
  /** Makes reports from what the store holds: `createMakeReports` without `closeGaps`. */
  readonly makeReportsOffline: MakeReports;
  /** The function that `createSendReports` returns. */
  readonly sendReports: SendReports;
}

/**
 * Makes and sends one report, so that a single report is in memory. Never throws: reports may have been sent before it,
 * whose outcome a throw would lose.
 */
export async function makeAndSend(
  { makeReportsOffline, sendReports }: MakeAndSendParts,
  request: ReportRequest,
  now: Date,
  signal: AbortSignal,
): Promise<SendOutcome> {
  try {
    const { made, failed, failures } = await makeReportsOffline([request], now, signal);
    return mergeOutcomes([{ deliveries: [], failed, failures }, await sendReports(made, now, signal)]);
  } catch (error) {
    const failed = failedReport(request.definition.name, request.period, error);
    return { deliveries: [], failed: [failed], failures: [failedReportSentence(failed)] };
  }
}
