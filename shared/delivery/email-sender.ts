import type { EmailClient, EmailMessage } from '@azure/communication-email';
import { RestError } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { failureText } from '../text/failure-text';
import { identityFailure, isIdentityFailure } from '../text/identity-failure';
import type { MailOutcome, OutgoingMail } from '../domain/outgoing-mail';
import { MailRefusalError } from '../domain/refusal-error';
import { NeverPostedError } from './resume-policy';

type SendPoller = Awaited<ReturnType<EmailClient['beginSend']>>;

/** How a sending is watched. A managed domain allows 10 status reads a minute and 20 an hour. Milliseconds. */
export interface Watch {
  readonly interval: number;
  readonly most: number;
}

export const standardWatch: Watch = { interval: 15_000, most: 270_000 };

/**
 * Sends mail through Azure Communication Services. `resumed` is shared with the client's resume policy.
 */
export function createEmailSender(client: EmailClient, resumed: Set<string>, watch: Watch = standardWatch) {
  return {
    /**
     * Says whether the service took the mail for good (`Succeeded`: accepted, not yet delivered) or gave it up.
     * @throws MailRefusalError when a person must mend something; Error when the service failed, did not finish in time or
     * said nothing that can be understood: the mail may be out.
     */
    send: (mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome> =>
      run(toMessage(mail), operationId, mail.sender, signal),

    /**
     * The same of a mail that an earlier run sent under this id, which is not sent again; null when the service has
     * never heard of it.
     */
    async takeUp(operationId: string, signal: AbortSignal): Promise<MailOutcome | null> {
      resumed.add(operationId);
      try {
        return await run(nothing, operationId, null, signal);
      } catch (error) {
        if (error instanceof NeverPostedError) return null;
        throw error;
      } finally {
        resumed.delete(operationId);
      }
    },
  };

  async function run(
    message: EmailMessage,
    operationId: string,
    sender: string | null,
    signal: AbortSignal,
  ): Promise<MailOutcome> {
    const patience = AbortSignal.timeout(watch.most);
    const abortSignal = AbortSignal.any([signal, patience]);
    let poller: SendPoller | undefined;
    let said: unknown;
    const onResponse = ({ parsedBody }: { parsedBody?: unknown }) => {
      said = parsedBody;
    };
    try {
      const options = { operationId, updateIntervalInMs: watch.interval, abortSignal, onResponse };
      poller = await client.beginSend(message, options);
      return outcomeOf((await poller.pollUntilDone({ abortSignal })).status);
    } catch (error) {
      signal.throwIfAborted();
      if (patience.aborted) throw new Error(unfinished(poller, watch.most, operationId), { cause: error });
      // The SDK looks at the operation before it hands a poller out, and throws when that is the end already.
      const end = givenUp.safeParse(said);
      if (end.success) {
        const { status, error: why } = end.data;
        return { sent: false, reason: why ? failureText(why.message) : `The operation ended as ${status}.` };
      }
      throw explain(error, sender);
    }
  }
}

/**
 * The poller ends on any word that it does not know, and on none at all. What does not say that the mail will never
 * go out leaves it open: a later run asks again.
 */
function outcomeOf(status: string | undefined): MailOutcome {
  if (status === 'Succeeded') return { sent: true };
  if (status === 'Failed' || status === 'Canceled') return { sent: false, reason: status };
  throw new Error(
    `the service did not say what became of the mail (status ${JSON.stringify(status ?? null)}); the next run asks again and does not send it twice.`,
  );
}

/** What stands in for a mail that is asked for and not sent: it never leaves. */
const nothing: EmailMessage = {
  senderAddress: '',
  recipients: { to: [] },
  content: { subject: '', plainText: '' },
};

/** The service's last word on an operation that will never succeed. */
const givenUp = z.object({
  status: z.enum(['Failed', 'Canceled']),
  error: z.object({ message: z.string() }).nullish(),
});

function toMessage(mail: OutgoingMail): EmailMessage {
  const addresses = (list: readonly string[]) => list.map((address) => ({ address }));
  return {
    senderAddress: mail.sender,
    recipients: { to: addresses(mail.to), cc: addresses(mail.cc), bcc: addresses(mail.bcc) },
    ...(mail.replyTo.length === 0 ? {} : { replyTo: addresses(mail.replyTo) }),
    content: { subject: mail.subject, html: mail.html, plainText: mail.text },
    attachments: mail.attachments.map(({ name, contentType, content }) => ({
      name,
      contentType,
      contentInBase64: Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64'),
    })),
    // A report names people: a tracking pixel has no business in it.
    disableUserEngagementTracking: true,
  };
}

function unfinished(poller: SendPoller | undefined, most: number, operationId: string): string {
  const what = poller === undefined ? 'did not answer' : 'took the mail but did not finish with it';
  return (
    `The mail service ${what} within ${Math.round(most / 1000)} s (operation ${operationId}); ` +
    'the next run asks again and does not send it twice.'
  );
}

function explain(error: unknown, sender: string | null): Error {
  if (error instanceof NeverPostedError) return error;
  if (isIdentityFailure(error))
    return new Error(`The mail could not be sent: ${identityFailure(error)}`, { cause: error });
  const message = failureText(error);
  const status = error instanceof RestError ? error.statusCode : undefined;
  const advice = adviceFor(status, sender);
  if (advice !== null)
    return new MailRefusalError(`The mail was refused (HTTP ${status}): ${message} ${advice}`, {
      cause: error,
    });
  return new Error(`The mail could not be sent: ${message}`, { cause: error });
}

function adviceFor(status: number | undefined, sender: string | null): string | null {
  if (status === 401 || status === 403) {
    return 'Give the identity the role "Communication and Email Service Owner" on the Communication Services resource, or check the access key.';
  }
  if (status === 400 || status === 404) {
    const named = sender === null ? 'REPORT_SENDER' : `REPORT_SENDER (${sender})`;
    return `Check that the domain of ${named} is verified and linked to the Communication Services resource, and that the part before the @ is one of its MailFrom addresses.`;
  }
  if (status === 413) return 'The mail is larger than the 10 MB that the service takes.';
  return null;
}
