/** A mail ready to be sent. Addresses are validated; texts are as the report's formats produced them. */
export interface OutgoingMail {
  readonly sender: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** A file attached to a mail. */
export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/**
 * The outcome of sending a mail: accepted, or given up by the service. Given up means that the same operation will
 * never succeed, but a new one may.
 */
export type MailOutcome = { readonly sent: true } | { readonly sent: false; readonly reason: string };
