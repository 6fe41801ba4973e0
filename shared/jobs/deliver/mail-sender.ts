import type { MailOutcome, OutgoingMail } from '../../domain/reports/outgoing-mail';

/** The port to the mail service. To the service, the same operation id is the same mail. */
export interface MailSender {
  /** The service's host name. A service on another host knows nothing of this one's mails. */
  readonly host: string;
  /**
   * Posts a mail and waits for the outcome.
   * @throws MailRefusalError when the service has not taken the mail, and a person must change something; any other error
   * when the outcome is not known: the mail may be out, and {@link lookUp} finds out under the same id.
   */
  send(mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome>;
  /**
   * Returns the outcome of a mail that an earlier run may have posted, without posting it; null when the service never
   * received it.
   * @throws Error when the outcome is not known.
   */
  lookUp(operationId: string, signal: AbortSignal): Promise<MailOutcome | null>;
}
