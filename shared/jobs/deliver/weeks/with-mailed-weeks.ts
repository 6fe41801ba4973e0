import { isWeekLabel, periodLabel, reportedWeek } from '../../../domain/time/period';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import type { ReportRequest } from '../../report/report-request';

/**
 * Returns requests whose weeks are those that the weekly job would mail: in the zone with which a week is in the
 * delivery ledger, and from the end of the week before, where that one was reported in another zone.
 */
export async function withMailedWeeks(
  deliveryLedger: Pick<DeliveryLedger, 'list'>,
  requests: readonly ReportRequest[],
  signal: AbortSignal,
): Promise<ReportRequest[]> {
  const mailed: ReportRequest[] = [];
  for (const request of requests) {
    const { definition } = request;
    const label = periodLabel(request.period);
    if (!isWeekLabel(label)) {
      mailed.push(request);
      continue;
    }
    const zones = new Map(
      (await deliveryLedger.list(definition.name, signal)).map((row) => [row.edition, row.timeZone]),
    );
    const period = reportedWeek(label, (of) => zones.get(of), definition.timeZone);
    mailed.push({ ...request, definition: { ...definition, timeZone: period.timeZone }, period });
  }
  return mailed;
}
