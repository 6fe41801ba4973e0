import { randomUUID } from 'node:crypto';
import { unsignedToken } from '../../../local/bearer-token';
import {
  startLoopbackServer,
  type Answer,
  type LoopbackServer,
  type ReceivedRequest,
  type ServerCertificate,
} from '../../../local/loopback-server';

/** The person who signs in, and what the token allows. */
export interface SignedInPerson {
  readonly upn: string;
  readonly tenantId: string;
  readonly scopes: string;
}

/** A running sign-in authority. */
export interface Authority extends LoopbackServer {
  /** The client ids that asked for a device code. */
  readonly clients: readonly string[];
}

/** The code that a person types. */
export const userCode = 'D7XK9QPLM';

/**
 * Starts an authority on 127.0.0.1 with the device code flow of the Microsoft identity platform: discovery, a code, one
 * response "authorization_pending", then a token for the requested resource.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export async function startAuthority(tls: ServerCertificate, person: SignedInPerson): Promise<Authority> {
  const clients: string[] = [];
  let polls = 0;

  function answer({ url, body }: ReceivedRequest): Answer {
    const { pathname } = new URL(url, server.url);
    const [, tenant = '', ...rest] = pathname.split('/');
    const root = `${server.url}/${tenant}`;
    const form = new URLSearchParams(body.toString());
    switch (rest.join('/')) {
      case 'v2.0/.well-known/openid-configuration':
        return {
          status: 200,
          body: {
            issuer: `${root}/v2.0`,
            authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
            token_endpoint: `${root}/oauth2/v2.0/token`,
            device_authorization_endpoint: `${root}/oauth2/v2.0/devicecode`,
            jwks_uri: `${root}/discovery/v2.0/keys`,
          },
        };
      case 'oauth2/v2.0/devicecode': {
        clients.push(form.get('client_id') ?? '');
        const verification_uri = 'https://microsoft.com/devicelogin';
        const message = `To sign in, use a web browser to open the page ${verification_uri} and enter the code ${userCode} to authenticate.`;
        return {
          status: 200,
          body: {
            user_code: userCode,
            device_code: randomUUID(),
            verification_uri,
            expires_in: 900,
            interval: 1,
            message,
          },
        };
      }
      case 'oauth2/v2.0/token':
        polls += 1;
        return polls === 1
          ? { status: 400, body: { error: 'authorization_pending', error_description: 'Not yet.' } }
          : { status: 200, body: tokens(form, person) };
      default:
        return { status: 404, body: {} };
    }
  }

  const server = await startLoopbackServer({ clock: () => new Date(), answer, tls });
  return { ...server, clients };
}

function tokens(form: URLSearchParams, { upn, tenantId, scopes }: SignedInPerson) {
  const scope = (form.get('scope') ?? '').split(' ').find((each) => each.startsWith('https://')) ?? '';
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now - 60, exp: now + 3600 };
  const issuer = { iss: `https://sts.windows.net/${tenantId}/`, appid: form.get('client_id') ?? '' };
  const person = { tid: tenantId, oid: '11111111-0000-4000-8000-000000000001', upn, preferred_username: upn };
  return {
    token_type: 'Bearer',
    scope,
    expires_in: 3600,
    access_token: unsignedToken({
      ...times,
      ...issuer,
      ...person,
      aud: scope.replace(/\/\.default$/, ''),
      scp: scopes,
    }),
    id_token: unsignedToken({ ...times, ...issuer, ...person, aud: issuer.appid, sub: person.oid }),
    client_info: Buffer.from(JSON.stringify({ uid: person.oid, utid: tenantId })).toString('base64url'),
  };
}
