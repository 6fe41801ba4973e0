import type { Alert } from './alert';

/**
 * State of an alert on one channel. waiting: not sent yet. sending: written before the message is sent, so this is what
 * a crash leaves behind. failed: it was tried, and is tried again at the next run. sent: accepted. undelivered: it
 * was refused for good, or could not be delivered for a day.
 */
export type AlertState = 'waiting' | 'sending' | 'failed' | 'sent' | 'undelivered';

/** A row of the alert ledger: one finding and channel. Instants are UTC. */
export interface AlertRow {
  readonly channel: string;
  readonly alert: Alert;
  /** When the first of its events happened: with the alert's key, the place of the row. */
  readonly firstEventAt: Date;
  readonly state: AlertState;
  /** The message that it was last sent in: its own key, or a summary's id. Null as long as nothing has left. */
  readonly messageId: string | null;
  /** Which try of that message, from 1; another one begins when the service has given up the one before. */
  readonly attempt: number;
  /** Number of alert runs that failed to send it. Named as it is stored and logged. */
  readonly failedLooks: number;
  /** Why it has not been delivered, in a sentence; null when nothing has gone wrong. */
  readonly reason: string | null;
  /** When the state became `sent` or `undelivered`. */
  readonly settledAt: Date | null;
}

/** A row, and the version of it that was read: a later one is not written over. */
export interface StoredAlert {
  readonly row: AlertRow;
  readonly version: string;
}

/** The last alert run that read everything and recorded every alert. */
export interface LastAlertRun {
  /** Events before this instant have been checked; late ones may still arrive. */
  readonly to: Date;
  /**
   * A digest of the events that were read and of the settings, so that a run that reads the same again does nothing.
   */
  readonly seen: string;
}

/** Whether nothing more happens to a row. */
export const isSettled = ({ state }: Pick<AlertRow, 'state'>): boolean =>
  state === 'sent' || state === 'undelivered';
