import { correctionEdition, type ReportRun } from '../../domain/reports/report-run';
import type { DeliveryLedger } from './delivery-ledger';

/**
 * Returns the row of a period's last edition: its latest correction that was sent, else its report, sent or not; null
 * when its report was never begun.
 * @param first the row of the period's report
 */
export async function lastEdition(
  runs: Pick<DeliveryLedger, 'get'> | undefined,
  first: ReportRun | null,
  report: string,
  label: string,
  signal: AbortSignal,
): Promise<ReportRun | null> {
  let last = first;
  for (let nth = 1; last !== null; nth += 1) {
    const correction = (await runs?.get(report, correctionEdition(label, nth), signal))?.run;
    if (correction?.state !== 'sent') return last;
    last = correction;
  }
  return null;
}
