import { randomUUID } from 'node:crypto';
import { RestError } from '@azure/core-rest-pipeline';
import type { CheckPlan, CheckResult } from '../domain/check';
import type { MailOutcome, OutgoingMail } from '../domain/reports/outgoing-mail';
import { failureSentence } from '../text/failure-text';
import { identityFix, isIdentityFailure } from '../text/identity-failure';
import { html } from '../text/markup';
import { mailAdvice, type MailFailure } from './mail-advice';

/** The part of the sender that the checks use. */
export interface CheckedMailer {
  /** Asks for the status of an operation that is not there. Returns whether Communication Services answered. */
  probe(signal: AbortSignal): Promise<boolean>;
  send(mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome>;
}

export interface CheckMailParts {
  readonly mailer: CheckedMailer;
  /** The mail service's host; null when none is set. */
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
        const fix = mailAdvice({ status: null, text: outcome.reason }, { ...parts, recipients: [recipient] });
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
