import type { AlertMessage, MessageOutcome } from '../../domain/alerts/alert';
import type { Severity } from '../../domain/finding';

/** Selects the findings that a channel receives. */
export interface ChannelFilter {
  /** The least severity. */
  readonly minimum: Severity;
  /** Ids of rules; null for the default set. */
  readonly rules: readonly string[] | null;
  /** Ids or names of roles; null for all. */
  readonly roles: readonly string[] | null;
}

/** One way to people: an entry of `ALERTS`. */
export interface AlertChannel extends ChannelFilter {
  readonly name: string;
  readonly kind: string;
  /** How many alerts one message takes that is no summary; more than one only where it is a list of rows. */
  readonly alertsPerMessage: number;
  /** The body that a message becomes, and headers that matter; holds no secret. */
  preview(message: AlertMessage): {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  /**
   * Sends a message. `attempt.isRepeat`: an earlier run may have sent it.
   * @throws the signal's reason when the run is over; what the service did is an outcome
   */
  send(
    message: AlertMessage,
    attempt: { readonly number: number; readonly isRepeat: boolean },
    signal: AbortSignal,
  ): Promise<MessageOutcome>;
}
