import { randomUUID } from 'node:crypto';
import type { EmailClient, EmailMessage } from '@azure/communication-email';
import { RestError } from '@azure/core-rest-pipeline';
import * as z from 'zod';
import { failureText } from '../text/failure-text';
import { identityFailure, isIdentityFailure } from '../text/identity-failure';
import type { MailOutcome, OutgoingMail } from '../domain/reports/outgoing-mail';
import { MailRefusalError } from '../domain/refusal-error';
import { UnknownOperationError } from './resume-policy';

type SendPoller = Awaited<ReturnType<EmailClient['beginSend']>>;

/**
 * Times of waiting for a mail's outcome, in milliseconds. A managed domain allows 10 status reads a minute and 20 an
 * hour.
 */
export interface PollTimes {
  readonly interval: number;
  readonly timeout: number;
}

export const standardPollTimes: PollTimes = { interval: 15_000, timeout: 270_000 };

/**
 * Creates a sender over Azure Communication Services. The SDK can only send. To ask for an operation, its id is added to
 * `resumed`, which the client's resume policy reads: the policy then asks for the operation instead of posting the mail.
 */
export function createEmailSender(
  client: EmailClient,
  resumed: Set<string>,
  times: PollTimes = standardPollTimes,
) {
  return {
    /**
     * Resolves as sent on `Succeeded`: accepted for good, not yet delivered.
     * @throws Error also when the service did not finish in time, or its answer was not understood.
     */
    send: (mail: OutgoingMail, operationId: string, signal: AbortSignal): Promise<MailOutcome> =>
      run(toMessage(mail), operationId, mail.sender, signal),

    /** Asks for an operation that is not there. Returns whether Communication Services answered, and not another server. */
    async probe(signal: AbortSignal): Promise<boolean> {
      const operationId = randomUUID();
      resumed.add(operationId);
      try {
        await run(noMessage, operationId, null, signal);
        return true;
      } catch (error) {
        if (error instanceof UnknownOperationError) return error.isFromService;
        throw error;
      } finally {
        resumed.delete(operationId);
      }
    },

    async lookUp(operationId: string, signal: AbortSignal): Promise<MailOutcome | null> {
      resumed.add(operationId);
      try {
        return await run(noMessage, operationId, null, signal);
      } catch (error) {
        if (error instanceof UnknownOperationError) return null;
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
    const patience = AbortSignal.timeout(times.timeout);
    const abortSignal = AbortSignal.any([signal, patience]);
    let poller: SendPoller | undefined;
    let said: unknown;
    let isTaken = false;
    const onResponse = ({ parsedBody, status }: { parsedBody?: unknown; status: number }) => {
      said = parsedBody;
      if (status === 202) isTaken = true;
    };
    try {
      const options = { operationId, updateIntervalInMs: times.interval, abortSignal, onResponse };
      poller = await client.beginSend(message, options);
      return outcomeOf((await poller.pollUntilDone({ abortSignal })).status);
    } catch (error) {
      signal.throwIfAborted();
      if (patience.aborted) throw new Error(unfinished(poller, times.timeout, operationId), { cause: error });
      // The SDK reads the operation before it returns a poller, and throws when the operation has failed already.
      const end = givenUp.safeParse(said);
      if (end.success) {
        const { status, error: why } = end.data;
        return { sent: false, reason: why ? reasonOf(why) : `The operation ended as ${status}.` };
      }
      throw explain(error, sender, isTaken);
    }
  }
}

/**
 * Returns the outcome of a status. The poller ends on any status that it does not know, and on none at all: unless the
 * status says that the mail will never go out, the outcome stays open, and a later run asks again.
 */
function outcomeOf(status: string | undefined): MailOutcome {
  if (status === 'Succeeded') return { sent: true };
  if (status === 'Failed' || status === 'Canceled') return { sent: false, reason: status };
  throw new Error(
    `the service did not say whether the mail was sent (status ${JSON.stringify(status ?? null)}); the next run asks again and does not send it twice.`,
  );
}

/** A placeholder for the mail that is looked up: it is never posted. */
const noMessage: EmailMessage = {
  senderAddress: '',
  recipients: { to: [] },
  content: { subject: '', plainText: '' },
};

/** The final answer of an operation that will never succeed. */
const givenUp = z.object({
  status: z.enum(['Failed', 'Canceled']),
  error: z.object({ code: z.string().catch(''), message: z.string() }).nullish(),
});

/** The service's words, with its code where these do not say it. */
const reasonOf = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  failureText(code === '' || message.includes(code) ? message : `${message} (${code})`);

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
    // A report names people: no tracking pixel.
    disableUserEngagementTracking: true,
  };
}

function unfinished(poller: SendPoller | undefined, timeout: number, operationId: string): string {
  const what = poller === undefined ? 'did not answer' : 'took the mail but did not finish with it';
  return (
    `The mail service ${what} within ${Math.round(timeout / 1000)} s (operation ${operationId}); ` +
    'the next run asks again and does not send it twice.'
  );
}

/** @param isTaken whether the service has taken the mail, so that no later answer is a refusal of it */
function explain(error: unknown, sender: string | null, isTaken: boolean): Error {
  if (error instanceof UnknownOperationError) return error;
  if (isIdentityFailure(error))
    return new Error(`The mail could not be sent: ${identityFailure(error)}`, { cause: error });
  const message = failureText(error);
  const status = error instanceof RestError ? error.statusCode : undefined;
  const advice = adviceFor(status, sender);
  if (advice !== null && isTaken)
    return new Error(
      `The mail service took the mail, but refused to say what became of it (HTTP ${status}): ${message}`,
      {
        cause: error,
      },
    );
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
