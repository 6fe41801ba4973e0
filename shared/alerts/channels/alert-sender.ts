import type { AlertMessage, MessageOutcome } from '../../domain/alerts/alert';

/** How often a message has been tried. */
export interface Attempt {
  /** Which new try this is, from 1: another one begins when the service gave the one before up for good. */
  readonly number: number;
  /** Whether an earlier run may have sent it. */
  readonly isRepeat: boolean;
}

/** Sends messages in the form of one service. */
export interface AlertSender {
  /** The body of the request as JSON, and headers that matter; for a dry run. */
  preview(message: AlertMessage): {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  /** @throws the signal's reason when the run is over. What the service did is an outcome, never an error. */
  send(message: AlertMessage, attempt: Attempt, signal: AbortSignal): Promise<MessageOutcome>;
}
