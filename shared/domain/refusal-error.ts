/**
 * A service refused a call and will refuse it again until a person changes something: a permission, a licence, a sender.
 * The message tells that person what was refused, by whom, and what to do. Do not try other work at that service.
 */
export class RefusalError extends Error {
  override readonly name: string = 'RefusalError';
}

/** The mail service refused a mail, or accepted and later gave it up: the report exists but was not sent. */
export class MailRefusalError extends RefusalError {
  override readonly name: string = 'MailRefusalError';
}
