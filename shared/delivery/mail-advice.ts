/** A failure of the mail service, as far as it was understood. */
export interface MailFailure {
  /** The HTTP status; null when the operation itself ended badly, or no answer came. */
  readonly status: number | null;
  /** The service's code and words. */
  readonly text: string;
}

export interface MailFacts {
  readonly sender: string | null;
  readonly recipients: readonly string[];
  /** Whether a key signs the requests; else an identity does. */
  readonly usesKey: boolean;
}

/** The one thing to do about a failure of the mail service, in a sentence. */
export function mailAdvice({ status, text }: MailFailure, facts: MailFacts): string {
  const { sender, recipients, usesKey } = facts;
  const domain = sender?.split('@').at(-1) ?? 'the sender';
  if (/suppress/i.test(text))
    return `Take ${recipients.join(', ')} off the suppression list of ${domain}, or choose another recipient: earlier mails to it bounced.`;
  if (/DomainNotLinked|not been linked|not linked/i.test(text))
    return `Connect the domain ${domain} to the Communication Services resource (Email, Domains, "Connect domain").`;
  if (/not verified|unverified|verification/i.test(text))
    return `Verify the domain ${domain} in the Email Communication Services resource ("Provision domains"): domain, SPF and DKIM.`;
  if (/sender ?user ?name|mail ?from|InvalidSender|senderAddress/i.test(text))
    return `Add "${sender?.split('@')[0] ?? ''}" as a MailFrom address of ${domain}, or use one that exists as REPORT_SENDER.`;
  if (status === 401 || status === 403)
    return usesKey
      ? 'Copy the connection string again from the Communication Services resource ("Settings", "Keys") into COMMUNICATION_SERVICES.'
      : 'Give the identity the role "Communication and Email Service Owner" on the Communication Services resource.';
  if (status === 429)
    return 'Wait an hour and run again: a domain that Azure manages sends 10 mails an hour; use a domain of your own for more.';
  if (status === null || status === 404)
    return 'Check the endpoint in COMMUNICATION_SERVICES: it is that of a Communication Services resource, https://NAME.REGION.communication.azure.com.';
  if (status === 413) return 'The mail is larger than the 10 MB that the service takes.';
  if (status >= 500) return 'Run the check again in a few minutes: the mail service has a problem.';
  return `Check that the domain of REPORT_SENDER (${sender ?? 'not set'}) is verified and connected to the Communication Services resource.`;
}
