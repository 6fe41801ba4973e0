import type { Alert } from './alert';

/** An alert that an alert run could not deliver. */
export interface FailedAlert {
  readonly alert: Alert;
  readonly reason: string;
  /** Whether it is given up: refused for good, or not delivered for a day. */
  readonly isFinal: boolean;
  /** See `AlertRow`. */
  readonly failedLooks: number;
}

/** The result of an alert run on one channel. */
export interface ChannelResult {
  readonly channel: string;
  readonly kind: string;
  readonly sent: readonly Alert[];
  readonly failed: readonly FailedAlert[];
  /** Number of alerts that were not tried and are left for the next run. */
  readonly waiting: number;
  /** Whether every alert of this run is in the ledger; if not, the next run must find them again. */
  readonly isFiled: boolean;
  /** One sentence for each thing that went wrong. */
  readonly failures: readonly string[];
}

/** The result of an alert run. */
export interface AlertRunResult {
  /** Null when it could not be read. */
  readonly window: { readonly from: Date; readonly to: Date } | null;
  /** Different events that were read. */
  readonly events: number;
  readonly channels: readonly ChannelResult[];
  /** One sentence for each thing that went wrong. */
  readonly failures: readonly string[];
}
