/** A mail that is ready to go. Addresses have been checked, texts are as the report's formats made them. */
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

export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/**
 * What became of a mail: accepted for good, or given up by the service. Given up means that the same operation will
 * never succeed, but a new one may.
 */
export type MailOutcome = { readonly sent: true } | { readonly sent: false; readonly reason: string };
