import type { AuthenticationProvider } from '@microsoft/microsoft-graph-client';
import { RefusalError } from '../domain/refusal-error';
import { identityFailure, isIdentityFailure } from '../text/identity-failure';
import { readTokenIdentity, type TokenIdentity } from '../domain/token-identity';

/** The part of a credential that is used. */
interface TokenSource {
  getToken(
    scope: string,
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<{ readonly token: string } | null>;
}

/** Tokens of one Graph root. */
export interface GraphTokens extends AuthenticationProvider {
  /** Signs in before the first request: a person may need longer than a request may take. */
  signIn(signal: AbortSignal): Promise<void>;
  /** Whose tokens they are; null before the first one. */
  identity(): TokenIdentity | null;
}

/**
 * Creates a token provider for one Graph root from an Azure credential.
 * @throws RefusalError when no identity is found: a person has to sign in or assign one.
 */
export function createGraphTokens(endpoint: string, credential: TokenSource): GraphTokens {
  let identity: TokenIdentity | null = null;

  async function getToken(options: { readonly abortSignal?: AbortSignal }): Promise<string> {
    const answer = await credential.getToken(`${endpoint}/.default`, options).catch((cause: unknown) => {
      if (!isIdentityFailure(cause)) throw cause;
      if ('statusCode' in cause && Number(cause.statusCode) >= 500) throw cause;
      throw new RefusalError(`No token for Microsoft Graph (${endpoint}): ${identityFailure(cause)}`, {
        cause,
      });
    });
    if (answer === null)
      throw new RefusalError(`The identity got no token for Microsoft Graph (${endpoint}).`);
    identity = readTokenIdentity(answer.token);
    return answer.token;
  }

  return {
    getAccessToken: () => getToken({}),
    async signIn(signal) {
      await getToken({ abortSignal: signal });
    },
    identity: () => identity,
  };
}
