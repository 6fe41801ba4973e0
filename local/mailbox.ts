import { randomUUID } from 'node:crypto';
import { tokenProblem } from './bearer-token';
import {
  type Answer,
  type FaultScript,
  type LoopbackServer,
  type ReceivedRequest,
  type ServerCertificate,
  startLoopbackServer,
} from './loopback-server';
import { createMailWriter, type MailFiles } from './mailbox/mail-file';
import { isSignedWith } from './mailbox/signature';
import { problemOf, readWireMail, type WireMail } from './mailbox/wire-mail';

/** Options of {@link startMailbox}. */
export interface MailboxOptions {
  /** The folder for mails as files; null keeps them in memory only. */
  readonly folder: string | null;
  readonly clock?: (() => Date) | undefined;
  /** Base64. Every request must be signed with it; null accepts any. */
  readonly accessKey?: string | null | undefined;
  /** The only accepted sender; any by default. */
  readonly sender?: string | undefined;
  /** How many times the status is `NotStarted` (the first time) or `Running` before the end. 1 by default. */
  readonly runningPolls?: number | undefined;
  /** The `Retry-After` while it is running. 1 by default. */
  readonly retryAfterSeconds?: number | undefined;
  /** Chooses the final status of a mail; `Succeeded` by default. */
  readonly outcome?: ((mail: WireMail) => 'Succeeded' | 'Failed' | 'Canceled') | undefined;
  readonly faults?: FaultScript | undefined;
  /** Makes it an https server that requires a token of Azure Communication Services instead of a signature. */
  readonly tls?: ServerCertificate | undefined;
}

/** An accepted mail. */
export interface MailboxMessage {
  readonly operationId: string;
  readonly mail: WireMail;
  readonly at: Date;
  readonly files: MailFiles | null;
}

/** A running Email-compatible server. */
export interface Mailbox extends LoopbackServer {
  /** For the Email SDK: `endpoint=…;accesskey=…`. */
  readonly connectionString: string;
  /** Every accepted mail, in order; the same operation id twice is one mail. */
  readonly messages: readonly MailboxMessage[];
}

/** The largest request that Azure Communication Services accepts, with attachments in Base64. */
const requestBytesMax = 10 * 1024 * 1024;
/** The audience of tokens for any Azure Communication Services resource. */
const tokenAudience = 'https://communication.azure.com';
const defaultAccessKey = Buffer.from('the local mailbox needs no secret').toString('base64');

/**
 * Starts a server on 127.0.0.1 with the Email API of Azure Communication Services: a mail is accepted (202), its
 * operation can be polled, and it is written as `.eml` and `.html` instead of being delivered.
 */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const clock = options.clock ?? (() => new Date());
  const accessKey = options.accessKey === undefined ? defaultAccessKey : options.accessKey;
  const messages: MailboxMessage[] = [];
  const write = options.folder === null ? null : createMailWriter(options.folder);
  const polls = new Map<string, number>();

  async function answer(request: ReceivedRequest): Promise<Answer> {
    // The service itself sends an Operation-Location with a double slash at times, and answers it.
    const { pathname, searchParams } = new URL(request.url.replace(/^\/+/, '/'), server.url);
    const problem = options.tls && tokenProblem(request.headers.authorization, tokenAudience, clock());
    if (problem) return failure(401, 'Denied', `Denied by the resource provider: ${problem}`);
    if (!options.tls && accessKey !== null && !isSignedWith(accessKey, request)) {
      return failure(401, 'Denied', 'Denied by the resource provider: the signature does not match.');
    }
    if (!searchParams.has('api-version')) {
      return failure(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.');
    }
    const [, id] = /^\/emails\/operations\/([^/]+)$/.exec(pathname) ?? [];
    if (request.method === 'GET' && id !== undefined) return status(decodeURIComponent(id));
    if (request.method === 'POST' && pathname === '/emails:send') return send(request, searchParams);
    return failure(404, 'NotFound', `There is nothing at ${pathname}.`);
  }

  async function send(request: ReceivedRequest, query: URLSearchParams): Promise<Answer> {
    if (request.body.length > requestBytesMax) {
      return failure(413, 'RequestEntityTooLarge', 'The request is larger than 10 MB.');
    }
    const operationId = (request.headers['operation-id'] ?? randomUUID()).toLowerCase();
    const mail = readWireMail(request.body);
    if (mail === null) return failure(400, 'BadRequest', 'The body is not an email message.');
    const problem = problemOf(mail);
    if (problem !== null) return failure(400, 'BadRequest', problem);
    if (options.sender !== undefined && mail.senderAddress.toLowerCase() !== options.sender.toLowerCase()) {
      return failure(404, 'DomainNotLinked', 'The specified sender domain has not been linked.');
    }
    if (!polls.has(operationId)) {
      // Reserve the id before writing the file: it may arrive again meanwhile.
      polls.set(operationId, 0);
      const at = clock();
      try {
        messages.push({ operationId, mail, at, files: write === null ? null : await write(mail, at) });
      } catch (error) {
        // A mail that could not be written was not accepted: the client may send it again.
        polls.delete(operationId);
        throw error;
      }
    }
    // Once with a double slash, as the service may send it.
    const slash = messages.length === 1 ? '//' : '/';
    const location = `${server.url}${slash}emails/operations/${operationId}?api-version=${query.get('api-version') ?? ''}`;
    return open(202, operationId, 'NotStarted', { 'operation-location': location });
  }

  function status(id: string): Answer {
    const operationId = id.toLowerCase();
    const message = messages.find((one) => one.operationId === operationId);
    const polled = polls.get(operationId);
    if (polled === undefined) return failure(404, 'NotFound', `There is no operation ${id}.`);
    polls.set(operationId, polled + 1);
    if (message === undefined || polled < (options.runningPolls ?? 1))
      return open(200, operationId, polled === 0 ? 'NotStarted' : 'Running', {});
    const outcome = options.outcome?.(message.mail) ?? 'Succeeded';
    const error =
      outcome === 'Failed'
        ? { code: 'EmailDropped', message: 'The message was dropped by the service.' }
        : null;
    return { status: 200, body: { id: operationId, status: outcome, error } };
  }

  function open(
    code: number,
    id: string,
    status: 'NotStarted' | 'Running',
    headers: Record<string, string>,
  ): Answer {
    const retryAfter = String(options.retryAfterSeconds ?? 1);
    return {
      status: code,
      headers: { 'retry-after': retryAfter, ...headers },
      body: { id, status, error: null },
    };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults, tls: options.tls });
  const connectionString = `endpoint=${server.url}/;accesskey=${accessKey ?? defaultAccessKey}`;
  return { ...server, connectionString, messages };
}

function failure(status: number, code: string, message: string): Answer {
  return { status, headers: { 'x-ms-error-code': code }, body: { error: { code, message } } };
}
