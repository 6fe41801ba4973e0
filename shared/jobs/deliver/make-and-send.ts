import { mergeOutcomes, type SendOutcome } from '../../domain/reports/send-outcome';
import type { MakeReports } from '../report/make-reports';
import type { ReportRequest } from '../report/report-request';
import type { SendReports } from './send-reports';

export interface MakeAndSendParts {
  /** Makes reports from what the store holds. */
  readonly makeReportsOffline: MakeReports;
  readonly sendReports: SendReports;
}

/** Makes and sends reports one by one: a single report is in memory, and one that fails does not stop the others. */
export async function makeAndSend(
  { makeReportsOffline, sendReports }: MakeAndSendParts,
  requests: readonly ReportRequest[],
  now: Date,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const outcomes: SendOutcome[] = [];
  for (const request of requests) {
    const { made, failed, failures } = await makeReportsOffline([request], now, signal);
    outcomes.push({ deliveries: [], failed, failures }, await sendReports(made, now, signal));
  }
  return mergeOutcomes(outcomes);
}
