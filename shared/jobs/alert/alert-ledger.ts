import type { AlertRow, LastAlertRun, StoredAlert } from '../../domain/alerts/alert-row';

/** The alert ledger, `AlertsSent`. A version is that of one row at one moment. */
export interface AlertLedger {
  /** Returns the last alert run; null before the first one. */
  lastRun(signal: AbortSignal): Promise<LastAlertRun | null>;
  recordRun(run: LastAlertRun, signal: AbortSignal): Promise<void>;
  /** The rows of a channel whose first event happened at or after an instant, in order of that time. */
  list(channel: string, since: Date, signal: AbortSignal): Promise<readonly StoredAlert[]>;
  /** Writes a new row and returns its version; null when there is one for this alert and channel already. */
  begin(row: AlertRow, signal: AbortSignal): Promise<string | null>;
  /** Writes over that version and returns the new one; null when the row has changed since. */
  replace(row: AlertRow, version: string, signal: AbortSignal): Promise<string | null>;
}
