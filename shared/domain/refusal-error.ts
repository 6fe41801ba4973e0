/**
 * A service refused a call and will refuse any other in this run: until a person changes something (a permission, a
 * licence, a sender), or because it asks for a longer pause than the run can make. The message says what was refused, by
 * whom, and what to do. Do not try other work at that service.
 */
export class RefusalError extends Error {
  override readonly name: string = 'RefusalError';
}

/**
 * A mail is not sent, although its report exists: the mail service refused it, or accepted it and later gave it up; or
 * another mail service may have sent it. Other mails may still be sent.
 */
export class MailRefusalError extends RefusalError {
  override readonly name: string = 'MailRefusalError';
}
