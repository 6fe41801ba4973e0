import type { DeliveryRow, StoredDeliveryRow } from '../../domain/reports/delivery-row';

/** The port to the delivery ledger: one row per report and edition. A row that has changed since it was read is not overwritten. */
export interface DeliveryLedger {
  /** Returns a row with its version, or null if the row does not exist. */
  get(report: string, edition: string, signal: AbortSignal): Promise<StoredDeliveryRow | null>;
  /** Returns every row of a report, in the order of their editions; none when nothing has been stored yet. */
  list(report: string, signal: AbortSignal): Promise<readonly DeliveryRow[]>;
  /** Returns the names of the reports that have rows. */
  reports(signal: AbortSignal): Promise<readonly string[]>;
  /** Writes a new row and returns its version; null when there is a row already, which is kept. */
  begin(row: DeliveryRow, signal: AbortSignal): Promise<string | null>;
  /** Writes over the given version and returns the new one; null when the row has another version, which is kept. */
  replace(row: DeliveryRow, version: string, signal: AbortSignal): Promise<string | null>;
}
