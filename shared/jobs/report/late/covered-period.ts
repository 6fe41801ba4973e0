import {
  datesPeriod,
  isoWeek,
  isWeekLabel,
  periodLabel,
  previousPeriod,
  reportedWeek,
  type Period,
} from '../../../domain/time/period';
import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { DeliveryLedger } from '../delivery-ledger';

/**
 * Returns the period that a report covers, in the zone of its row, whatever zone the settings name now.
 * @param row the row of the report itself, not of a correction
 */
export async function coveredPeriod(
  deliveryLedger: Pick<DeliveryLedger, 'get'>,
  { report, edition, timeZone }: Pick<DeliveryRow, 'report' | 'edition' | 'timeZone'>,
  signal: AbortSignal,
): Promise<Period> {
  if (!isWeekLabel(edition)) {
    const [first = '', last = ''] = edition.split('_');
    return datesPeriod(first, last, timeZone);
  }
  const before = periodLabel(previousPeriod(isoWeek(edition, timeZone)));
  const rowBefore = (await deliveryLedger.get(report, before, signal))?.row;
  return reportedWeek(edition, (label) => (label === before ? rowBefore?.timeZone : timeZone), timeZone);
}
