import {
  AuthenticationHandler,
  Client,
  GraphClientError,
  HTTPMessageHandler,
  ResponseType,
  type AuthenticationProvider,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { plainLine } from '../text/plain-line';
import { RefusalError } from '../domain/refusal-error';

/** An answer of Graph as it came: not retried, not parsed, not thrown for its status. */
export interface GraphResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Sends one GET. Throws on network errors and when the signal fires, also while the body is read. */
export type GraphGet = (path: string, signal: AbortSignal) => Promise<GraphResponse>;

/** Keeps the cause of a failure: the SDK turns errors into a text, except its own, which it passes on. */
class CauseKeeper implements Middleware {
  constructor(private readonly next: Middleware) {}

  async execute(context: Context): Promise<void> {
    try {
      await this.next.execute(context);
    } catch (cause) {
      throw Object.assign(new GraphClientError('The request could not be made.'), { cause });
    }
  }
}

/** The last step before the network: whatever URL the SDK builds, no request goes to another service. */
class OriginGuard implements Middleware {
  constructor(
    private readonly origin: string,
    private readonly next: Middleware,
  ) {}

  async execute(context: Context): Promise<void> {
    const request: unknown = context.request;
    const isUrl = typeof request === 'string' && URL.canParse(request);
    const origin = isUrl ? new URL(request).origin : 'nowhere';
    if (origin !== this.origin)
      throw new RefusalError(
        `A request meant for ${this.origin} would have gone to ${plainLine(origin, 80)}.`,
      );
    await this.next.execute(context);
  }
}

/**
 * Creates a GET function for one Graph root. Retry and paging are our own: the SDK's retry handler ignores 500, 502 and
 * network errors, and its page iterator treats a page without `value` as the end.
 * Without a token provider (a Graph on this machine) no token is requested or sent. A redirect is never followed, and
 * a request to another origin throws a RefusalError before it is sent.
 */
export function createGraphGet(endpoint: string, authProvider: AuthenticationProvider | null): GraphGet {
  const guarded = new OriginGuard(new URL(endpoint).origin, new HTTPMessageHandler());
  const chain = authProvider === null ? guarded : new AuthenticationHandler(authProvider);
  if (chain instanceof AuthenticationHandler) chain.setNext(guarded);
  const client = Client.initWithMiddleware({
    middleware: new CauseKeeper(chain),
    baseUrl: `${endpoint}/`,
    defaultVersion: 'v1.0',
    customHosts: new Set([new URL(endpoint).hostname]),
    fetchOptions: { redirect: 'manual' },
  });
  return async (path, signal) => {
    try {
      const request = client.api(path).responseType(ResponseType.RAW).option('signal', signal);
      const response = (await request.get()) as Response;
      return {
        status: response.status,
        headers: response.headers,
        body: withoutMark(Buffer.from(await response.arrayBuffer())),
      };
    } catch (error) {
      throw error instanceof GraphClientError && error.cause !== undefined ? error.cause : error;
    }
  };
}

/** A body without its byte order mark, which JSON.parse does not accept. */
const withoutMark = (body: Buffer): Buffer =>
  body.subarray(0, 3).equals(byteOrderMark) ? body.subarray(3) : body;
const byteOrderMark = Buffer.from('\uFEFF');

/**
 * Returns the path of a next page for {@link GraphGet}, relative to the root's version.
 * @throws Error when the link leads anywhere else: it is not followed, and no token goes there.
 */
export function nextPath(nextLink: string, endpoint: string): string {
  const root = new URL(endpoint);
  const link = URL.canParse(nextLink, endpoint) ? new URL(nextLink, endpoint) : null;
  const version = `${root.pathname.replace(/\/$/, '')}/v1.0/`;
  if (link === null || originOf(link) !== originOf(root) || !link.pathname.startsWith(version)) {
    throw new Error(
      `Microsoft Graph gave a next page outside ${endpoint}/v1.0 (${link?.host ?? plainLine(nextLink, 80)}); ` +
        'it was not followed.',
    );
  }
  // The SDK takes whatever follows the first `https://` for a host, even in the middle of a paging token.
  return `/${link.pathname.slice(version.length)}${link.search}`.replaceAll('://', '%3A//');
}

/** The origin, with all names of this machine replaced by one that no URL can have. */
const originOf = (url: URL): string =>
  url.origin.replace(/\/\/(localhost|127\.0\.0\.1|\[::1\])(?=:|$)/, '//*');
