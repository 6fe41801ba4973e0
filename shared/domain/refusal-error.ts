/**
 * A service refused a call and will refuse any other in this run: until a person changes something (a permission, a
 * licence, a sender), or because it asks for a longer pause than the run can make. The message says what was refused, by
 * whom, and what to do. Do not try other work at that service.
 */
export class RefusalError extends Error {
  override readonly name: string = 'RefusalError';
}

/** The mail service refused a mail, or accepted and later gave it up: the report exists but was not sent. */
export class MailRefusalError extends RefusalError {
  override readonly name: string = 'MailRefusalError';
}
