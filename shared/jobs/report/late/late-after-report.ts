import type { DeliveryRow } from '../../../domain/reports/delivery-row';

/**
 * Returns the number of events of a period that came after its report was made: that report lacks them, and no later
 * one holds them.
 * @param stored number of events that the store holds now, of exactly the hours that the report covers
 */
export function lateAfterReport(row: Pick<DeliveryRow, 'state' | 'events'> | null, stored: number): number {
  if (row?.state !== 'sent' || row.events === null) return 0;
  return Math.max(0, stored - row.events);
}
