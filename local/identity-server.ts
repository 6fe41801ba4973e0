import { randomUUID } from 'node:crypto';
import { unsignedToken } from './bearer-token';
import {
  type Answer,
  type FaultScript,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
} from './loopback-server';

/** How a {@link startIdentityServer} behaves. */
export interface IdentityServerOptions {
  /** The client id of the one user-assigned identity that there is. */
  readonly clientId: string;
  readonly clock?: (() => Date) | undefined;
  /** The audience that a token for a resource gets; the resource itself when left out. */
  readonly audience?: ((resource: string) => string) | undefined;
  readonly faults?: FaultScript | undefined;
}

/** A running identity endpoint. */
export interface IdentityServer extends LoopbackServer {
  /** What App Service puts into the environment of an app that has an identity. */
  readonly settings: Readonly<Record<'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER', string>>;
  /** Every token that was given, in order. */
  readonly tokens: readonly string[];
}

const path = '/msi/token';
const hour = 3600;
const tenantId = '7d3f0c1e-2222-4000-8000-5f1d00000000';

/**
 * Starts an identity endpoint on 127.0.0.1 that speaks the protocol of App Service and Functions
 * (`GET IDENTITY_ENDPOINT?resource=…&api-version=2019-08-01&client_id=…` with the header `X-IDENTITY-HEADER`), and
 * gives unsigned tokens that are valid for an hour.
 */
export async function startIdentityServer(options: IdentityServerOptions): Promise<IdentityServer> {
  const clock = options.clock ?? (() => new Date());
  const secret = randomUUID();
  const tokens: string[] = [];

  function answer({ method, url, headers }: ReceivedRequest): Answer {
    const { pathname, searchParams } = new URL(url, server.url);
    if (method !== 'GET' || pathname !== path) return failure(404, 'Not found.');
    if (headers['x-identity-header'] !== secret) return failure(401, 'The identity header is wrong.');
    if (searchParams.get('api-version') !== '2019-08-01')
      return failure(400, 'The api-version is not supported.');
    const resource = searchParams.get('resource') ?? '';
    if (resource === '') return failure(400, 'The parameter resource is missing.');
    const clientId = searchParams.get('client_id');
    // The words of App Service.
    if (clientId !== options.clientId)
      return failure(
        400,
        'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
      );
    const now = Math.floor(clock().getTime() / 1000);
    const token = unsignedToken({
      aud: options.audience?.(resource) ?? resource,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: now,
      nbf: now - 60,
      exp: now + hour,
      appid: clientId,
    });
    tokens.push(token);
    return {
      status: 200,
      body: {
        access_token: token,
        expires_on: String(now + hour),
        resource,
        token_type: 'Bearer',
        client_id: clientId,
      },
    };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults });
  return {
    ...server,
    settings: { IDENTITY_ENDPOINT: `${server.url}${path}`, IDENTITY_HEADER: secret },
    tokens,
  };
}

const failure = (status: number, message: string): Answer => ({
  status,
  body: { statusCode: status, message, correlationId: randomUUID() },
});
