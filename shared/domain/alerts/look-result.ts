import type { Alert } from './alert';

/** An alert that did not get through in this look. */
export interface FailedAlert {
  readonly alert: Alert;
  readonly reason: string;
  /** Whether it is given up: refused for good, or not delivered for a day. */
  readonly isFinal: boolean;
  readonly failedLooks: number;
}

/** What one look came to on one channel. */
export interface ChannelResult {
  readonly channel: string;
  readonly kind: string;
  readonly sent: readonly Alert[];
  readonly failed: readonly FailedAlert[];
  /** Alerts that are left for the next look without having been tried. */
  readonly waiting: number;
  /** Whether every alert of this look is in the ledger; if not, the next look must find them again. */
  readonly isFiled: boolean;
  /** One sentence for each thing that went wrong. */
  readonly failures: readonly string[];
}

/** What a look saw and did. */
export interface LookResult {
  /** Null when it could not be read. */
  readonly window: { readonly from: Date; readonly to: Date } | null;
  /** Different events that were read. */
  readonly events: number;
  readonly channels: readonly ChannelResult[];
  /** One sentence for each thing that went wrong. */
  readonly failures: readonly string[];
}
