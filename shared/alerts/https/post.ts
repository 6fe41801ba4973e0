import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { retryAfter } from '../../text/retry-after';
import { checkHost, type ResolveHost } from './check-host';
import { PostError } from './post-error';

/** How long and how much of an answer is waited for. */
export interface PostLimits {
  /** Milliseconds from the look-up of the name to the end of the answer. */
  readonly timeout: number;
  /** Bytes of the answer that are read; the rest is not waited for. */
  readonly maxAnswerBytes: number;
}

export const standardPostLimits: PostLimits = { timeout: 10_000, maxAnswerBytes: 4_096 };

/** What a receiver answered. A redirect is an answer like any other: it is not followed. */
export interface PostAnswer {
  readonly status: number;
  /** The first bytes of the body, as UTF-8. Foreign text. */
  readonly body: string;
  /** Milliseconds that `Retry-After` asks for; null when it asks for nothing that can be understood. */
  readonly retryAfter: number | null;
}

export interface PostRequest {
  /** JSON. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request. @throws PostError when no answer came; the signal's reason when the run is over. */
export type Post = (request: PostRequest, signal: AbortSignal) => Promise<PostAnswer>;

export interface PostParts {
  readonly url: string;
  /** Whether a URL of this machine is accepted, over http too. */
  readonly allowsLoopback: boolean;
  readonly limits?: PostLimits;
  readonly resolve?: ResolveHost;
}

const resolveAll: ResolveHost = (name) => lookup(name, { all: true });

/**
 * Posts JSON to one URL: its host's addresses are looked up and checked each time, the connection goes to an address
 * that was checked, redirects are not followed, nothing is waited for longer than the limits say.
 */
export function createPost(parts: PostParts): Post {
  const { allowsLoopback, limits = standardPostLimits, resolve = resolveAll } = parts;
  const url = new URL(parts.url);

  return async (request, signal) => {
    signal.throwIfAborted();
    const time = new AbortController();
    const timer = setTimeout(() => {
      time.abort();
    }, limits.timeout);
    const either = AbortSignal.any([signal, time.signal]);
    try {
      const addresses = await untilAborted(checkHost(url, allowsLoopback, resolve), either);
      return await send(optionsOf(url, request, addresses, either), request.body);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof PostError) throw cause;
      if (time.signal.aborted)
        throw new PostError('timeout', `${url.host} did not answer within ${limits.timeout / 1000} s.`, {
          cause,
        });
      throw new PostError('network', `${url.host} could not be reached (${codeOf(cause)}).`, { cause });
    } finally {
      clearTimeout(timer);
    }
  };

  function send(options: RequestOptions, body: string): Promise<PostAnswer> {
    return new Promise((resolveAnswer, reject) => {
      const request = url.protocol === 'https:' ? httpsRequest(options) : httpRequest(options);
      let isAnswered = false;
      request.on('error', (error) => {
        if (!isAnswered) reject(error);
      });
      request.once('response', (response) => {
        // From here on the request counts as answered, even if reading the body fails.
        isAnswered = true;
        readStart(response, limits.maxAnswerBytes).then((text) => {
          resolveAnswer(answerOf(response, text));
        }, reject);
      });
      request.end(body);
    });
  }
}

function optionsOf(
  url: URL,
  { body, headers }: PostRequest,
  addresses: Awaited<ReturnType<ResolveHost>>,
  signal: AbortSignal,
): RequestOptions {
  const [first] = addresses;
  const checked: LookupFunction = (_name, { all }, done) => {
    if (all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
  return {
    method: 'POST',
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'pim-report',
      ...headers,
    },
    lookup: checked,
    // One connection a request: none is left open between two runs.
    agent: false,
    signal,
  };
}

/** The first bytes of a body. What comes after them, or breaks off, or does not come in time, is not missed. */
function readStart(response: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = () => {
      response.destroy();
      resolve(Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'));
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= maxBytes) end();
    });
    response.once('end', end).once('error', end).once('close', end);
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: string): PostAnswer {
  return { status: statusCode, body, retryAfter: retryAfter({ get: (name) => headers[name] }) };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    });
  });
  return Promise.race([work, aborted]);
}

/** The system's code, such as ECONNRESET; never its message, which may quote the URL. */
function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'no further reason';
}
