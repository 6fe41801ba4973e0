import type { AlertMessage, MessageOutcome } from '../../../shared/domain/alerts/alert';
import type { AlertChannel } from '../../../shared/jobs/alert/alert-channel';

/** A message as the channel received it. */
export interface SentMessage {
  readonly message: AlertMessage;
  readonly number: number;
  readonly isRepeat: boolean;
}

/** A channel in memory. */
export interface FakeChannel extends AlertChannel {
  /** All attempts, in order. */
  readonly tries: readonly SentMessage[];
}

/**
 * A channel that accepts everything; `answer` overrides this by the number of the attempt, from 1, and its errors are
 * thrown.
 */
export function createFakeChannel(
  overrides: Partial<AlertChannel> = {},
  answer: (n: number, sent: SentMessage) => MessageOutcome | Error | Promise<MessageOutcome> = () => ({
    state: 'sent',
  }),
): FakeChannel {
  const tries: SentMessage[] = [];
  return {
    ...{ name: 'soc', kind: 'webhook', minimum: 'high', rules: null, roles: null, alertsPerMessage: 1 },
    preview: (message) => ({ body: message }),
    async send(message, attempt) {
      const sent = { message, ...attempt };
      tries.push(sent);
      const outcome = await answer(tries.length, sent);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    ...overrides,
    tries,
  };
}
