import { randomUUID } from 'node:crypto';
import { unsignedToken } from '../../../local/bearer-token';
import {
  type Answer,
  type FaultScript,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
} from '../../../local/loopback-server';

/** Options of {@link startIdentityServer}. */
export interface IdentityServerOptions {
  /** The client id of the only user-assigned identity. */
  readonly clientId: string;
  readonly clock?: (() => Date) | undefined;
  /** Returns the audience of a token for a resource; by default the resource itself. */
  readonly audience?: ((resource: string) => string) | undefined;
  readonly faults?: FaultScript | undefined;
}

/** A running identity endpoint. */
export interface IdentityServer extends LoopbackServer {
  /** The environment variables that App Service gives an app with an identity. */
  readonly settings: Readonly<Record<'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER', string>>;
  /** Every issued token, in order. */
  readonly tokens: readonly string[];
}

const path = '/msi/token';
const hour = 3600;
const tenantId = '7d3f0c1e-2222-4000-8000-5f1d00000000';

/**
 * Starts an identity endpoint on 127.0.0.1 with the protocol of App Service and Functions
 * (`GET IDENTITY_ENDPOINT?resource=…&api-version=2019-08-01&client_id=…` with the header `X-IDENTITY-HEADER`). It
 * issues unsigned tokens that are valid for an hour.
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
    // App Service's own message.
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
