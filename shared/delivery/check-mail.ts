import { randomUUID } from 'node:crypto';
import { RestError } from '@azure/core-rest-pipeline';
import type { CheckPlan, CheckResult } from '../domain/check';
import type { MailOutcome, OutgoingMail } from '../domain/reports/outgoing-mail';
import { failureSentence } from '../text/failure-text';
import { identityFix, isIdentityFailure } from '../text/identity-failure';
import { html } from '../text/markup';

/** The part of the sender that the checks use. */
export interface CheckedMailer {
  /** Asks for the status of an operation that is not there. Returns whether Communication Services answered. */
  probe(signal: AbortSignal): Promise<boolean>;
  send(mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome>;
}

export interface CheckMailParts {
  readonly mailer: CheckedMailer;
  /** The mail service's host; null if mail is not configured. */
  readonly host: string | null;
  readonly usesKey: boolean;
  readonly sender: string | null;
  readonly recipients: readonly string[];
  readonly organization: string | null;
  readonly clock: () => Date;
}

/** Checks the mail service without sending anything. */
export function checkMail(parts: CheckMailParts): CheckPlan {
  const { mailer, host, usesKey, sender, recipients } = parts;
  return {
    name: 'mail',
    did: 'asked the mail service for the status of a mail that was never sent',
    // A key needs no sign-in, and neither does finding that nothing is set.
    needs: usesKey || host === null ? [] : ['sign-in'],
    async run(signal): Promise<CheckResult> {
      const missing = [
        ...(host === null ? ['COMMUNICATION_SERVICES (or COMMUNICATION_SERVICES__endpoint)'] : []),
        ...(sender === null ? ['REPORT_SENDER'] : []),
        ...(recipients.length === 0 ? ['REPORT_RECIPIENTS'] : []),
      ];
      if (missing.length > 0)
        return {
          state: 'warning',
          found: `No report can be mailed: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
          fix: `Set ${missing.join(', ')}, unless files are enough.`,
        };
      try {
        if (await mailer.probe(signal))
          return {
            state: 'ok',
            found: `${host ?? ''} answers as it should, and accepts the ${usesKey ? 'key' : 'identity'}.`,
          };
        const fix = mailAdvice({ status: 404, text: '' }, parts);
        return {
          state: 'failed',
          found: `${host ?? ''} answers, but is not a Communication Services resource.`,
          fix,
        };
      } catch (error) {
        signal.throwIfAborted();
        return failed(error, parts, host ?? '');
      }
    },
  };
}

/** Sends a test mail to the first recipient; ledger and archive are left alone. */
export function sendTestMail(parts: CheckMailParts): CheckPlan {
  const { mailer, sender, recipients, clock, host } = parts;
  const [recipient = ''] = recipients;
  return {
    name: 'test mail',
    did: `sent a test mail to ${recipient}`,
    needs: ['mail'],
    async run(signal): Promise<CheckResult> {
      const mail = testMail(sender ?? '', recipient, parts.organization, clock());
      try {
        const outcome = await mailer.send(mail, randomUUID(), signal);
        if (outcome.sent)
          return {
            state: 'ok',
            found: `The mail service accepted it: look into the mailbox of ${recipient}.`,
          };
        const fix = mailAdvice({ status: 202, text: outcome.reason }, { ...parts, recipients: [recipient] });
        return { state: 'failed', found: `The mail service dropped it: ${outcome.reason}`, fix };
      } catch (error) {
        signal.throwIfAborted();
        return failed(error, { ...parts, recipients: [recipient] }, host ?? '');
      }
    },
  };
}

function failed(error: unknown, parts: CheckMailParts, host: string): CheckResult {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (isIdentityFailure(cause)) {
    const found = failureSentence(cause);
    return { state: 'failed', found, fix: identityFix(found), cause: 'identity' };
  }
  const failure = mailFailure(cause);
  const status = failure.status === null ? '' : `HTTP ${failure.status}: `;
  return {
    state: 'failed',
    found: `${host} refused: ${status}${failureSentence(cause)}`,
    fix: mailAdvice(failure, parts),
    // The service says the same of a signature that is out of date and of a wrong key.
    ...(parts.usesKey && failure.status === 401 && { perhaps: 'clock' as const }),
  };
}

function mailFailure(error: unknown): MailFailure {
  if (!(error instanceof RestError)) return { status: null, text: failureSentence(error) };
  const code = `${error.code ?? ''} ${error.response?.headers.get('x-ms-error-code') ?? ''}`;
  return { status: error.statusCode ?? null, text: `${code} ${error.message}` };
}

function testMail(sender: string, to: string, organization: string | null, now: Date): OutgoingMail {
  const at = now.toISOString().slice(0, 16).replace('T', ' ');
  const of = organization === null ? '' : ` of ${organization}`;
  const text = `This is a test mail of PIM Report${of}, sent by "pim-report doctor --send-test" on ${at} UTC. Nothing needs to be done.`;
  return {
    ...{ sender, to: [to], cc: [], bcc: [], replyTo: [] },
    subject: 'PIM Report: test mail',
    html: html`<p>${text}</p>`.markup,
    text: `${text}\n`,
    attachments: [],
  };
}

/** A failure of the mail service, as far as it was understood. */
interface MailFailure {
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  /** The service's code and words. */
  readonly text: string;
}

interface MailFacts {
  readonly sender: string | null;
  readonly recipients: readonly string[];
  /** True if requests are signed with a key, false if they carry the token of an identity. */
  readonly usesKey: boolean;
}

/** Returns one sentence that says how to fix a failure of the mail service. */
function mailAdvice({ status, text }: MailFailure, facts: MailFacts): string {
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
