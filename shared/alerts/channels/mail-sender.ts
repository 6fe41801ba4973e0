import { failureText } from '../../text/failure-text';
import type { MailOutcome, OutgoingMail } from '../../domain/reports/outgoing-mail';
import { alertMail } from '../payloads/alert-mail';
import type { AlertSender } from './alert-sender';

/** Sends mail; the same operation id is the same mail to the service. */
export interface Mailer {
  /** @throws Error when it cannot be told what became of the mail */
  send(mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome>;
  /** Says what became of a mail that may have been sent before, without sending it; null when it never was. */
  lookUp(operationId: string, signal: AbortSignal): Promise<MailOutcome | null>;
}

/**
 * Sends alerts by mail. A message that may have been sent before is asked for first and not sent twice. After a
 * failure the channel rests: every other mail would wait as long.
 */
export function createAlertMailSender(parts: {
  readonly mailer: Mailer;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly replyTo: readonly string[];
  /** The id of a mail, the same whenever it is asked for. */
  readonly operationId: (messageId: string, attempt: number) => string;
  /** IANA zone of the times that are shown. */
  readonly timeZone: string;
}): AlertSender {
  const { mailer, sender, recipients, replyTo, operationId, timeZone } = parts;
  return {
    preview: (message) => ({ body: { to: recipients, ...alertMail(message, timeZone) } }),
    async send(message, { number, isRepeat }, signal) {
      const id = operationId(message.id, number);
      const mail = {
        ...alertMail(message, timeZone),
        ...{ sender, to: recipients, cc: [], bcc: [], replyTo, attachments: [] },
      };
      try {
        const earlier = isRepeat ? await mailer.lookUp(id, signal) : null;
        const outcome = earlier ?? (await mailer.send(mail, id, signal));
        if (outcome.sent) return { state: 'sent' };
        return {
          state: 'failed',
          isResting: false,
          isOver: true,
          reason: `The mail service dropped the mail: ${outcome.reason}`,
        };
      } catch (error) {
        signal.throwIfAborted();
        return { state: 'failed', isResting: true, reason: failureText(error) };
      }
    },
  };
}
