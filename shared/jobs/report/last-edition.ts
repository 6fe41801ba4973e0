import { correctionEdition, type DeliveryRow } from '../../domain/reports/delivery-row';
import type { DeliveryLedger } from './delivery-ledger';

/**
 * Returns the row of a period's last edition: its latest correction that was sent, else its report, sent or not; null
 * when its report was never begun.
 * @param first the row of the period's report
 */
export async function lastEdition(
  deliveryLedger: Pick<DeliveryLedger, 'get'> | undefined,
  first: DeliveryRow | null,
  report: string,
  label: string,
  signal: AbortSignal,
): Promise<DeliveryRow | null> {
  let last = first;
  for (let nth = 1; last !== null; nth += 1) {
    const correction = (await deliveryLedger?.get(report, correctionEdition(label, nth), signal))?.row;
    if (correction?.state !== 'sent') return last;
    last = correction;
  }
  return null;
}
