import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A received request with its body. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly at: Date;
}

/** An answer. A body that is neither text nor bytes is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * A fault instead of the true answer: another answer, or a change of the true one; `reset`: the connection is reset
 * before any byte; `lost`: the same after the request has had its effect; `hang`: silence; `truncate`: the connection
 * breaks after half of the answer; `drip`: blanks without end.
 */
export type Fault = Answer | ((truth: Answer) => Answer) | 'reset' | 'lost' | 'hang' | 'truncate' | 'drip';

/**
 * Chooses the fault of the n-th request (from 1); undefined lets it through. A promise that takes its time simulates a
 * slow server.
 */
export type FaultScript = (
  request: ReceivedRequest,
  n: number,
) => Fault | undefined | Promise<Fault | undefined>;

/** A certificate for 127.0.0.1 with its key, both PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A server on 127.0.0.1 that records its requests. */
export interface LoopbackServer {
  /** The root, `http://127.0.0.1:PORT` (`https` with a certificate), without a trailing slash. */
  readonly url: string;
  /** Every request so far, in order of arrival, including those that failed on purpose. */
  readonly requests: readonly ReceivedRequest[];
  /** Stops at once and closes all connections, including hanging ones. */
  close(): Promise<void>;
}

/**
 * Starts a server on a free port of 127.0.0.1. `answer` returns the true answers, `faults` replaces some of them. The
 * `Date` header of each comes from the server's own clock.
 */
export async function startLoopbackServer(options: {
  readonly clock: () => Date;
  readonly answer: (request: ReceivedRequest) => Answer | Promise<Answer>;
  readonly faults?: FaultScript | undefined;
  /** Makes it an https server. */
  readonly tls?: ServerCertificate | undefined;
}): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const reply = (outgoing: ServerResponse, answer: Answer, cut = false): void => {
    const date = options.clock().toUTCString();
    send(outgoing, { ...answer, headers: { date, ...answer.headers } }, cut);
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await receive(incoming, options.clock());
    requests.push(request);
    const fault = await options.faults?.(request, requests.length);
    if (fault === 'hang') return;
    if (fault === 'drip') {
      drip(outgoing);
      return;
    }
    if (typeof fault === 'object') {
      reply(outgoing, fault);
      return;
    }
    const truth = fault === 'reset' ? null : await options.answer(request);
    if (truth === null || fault === 'lost') incoming.socket.resetAndDestroy();
    else reply(outgoing, typeof fault === 'function' ? fault(truth) : truth, fault === 'truncate');
  }

  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    handle(incoming, outgoing).catch((error: unknown) => {
      // A client that went away is no fault; anything else must not look like a true answer.
      if (!outgoing.headersSent) reply(outgoing, { status: 500, body: String(error) });
      else outgoing.destroy();
    });
  };
  const { tls } = options;
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage, at: Date): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
    at,
  };
}

function send(outgoing: ServerResponse, answer: Answer, cut: boolean): void {
  const { status, headers, body: content } = answer;
  const body = Buffer.isBuffer(content) ? content : Buffer.from(textOf(content));
  const type = typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  outgoing.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    ...headers,
  });
  if (!cut) {
    outgoing.end(body);
    return;
  }
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

const textOf = (content: unknown): string =>
  typeof content === 'string' ? content : content === undefined ? '' : JSON.stringify(content);

/** Sends a blank every 20 ms until the client gives up. */
function drip(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  const timer = setInterval(() => outgoing.write(' '), 20);
  outgoing.once('close', () => {
    clearInterval(timer);
  });
}
