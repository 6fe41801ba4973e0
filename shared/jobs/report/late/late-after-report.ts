import type { Period } from '../../../domain/time/period';
import type { DeliveryRow } from '../../../domain/reports/delivery-row';

/**
 * Returns the number of events of a period that came after its report was made: that report lacks them, and no later
 * one holds them. 0 for a report made for the weeks of another zone, which held other hours.
 * @param stored number of events of the period that the store holds now
 */
export function lateAfterReport(
  row: Pick<DeliveryRow, 'state' | 'events' | 'timeZone'> | null,
  { timeZone }: Pick<Period, 'timeZone'>,
  stored: number,
): number {
  if (row?.state !== 'sent' || row.events === null || row.timeZone !== timeZone) return 0;
  return Math.max(0, stored - row.events);
}
