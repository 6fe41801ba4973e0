import type { AuthenticationProvider } from '@microsoft/microsoft-graph-client';
import { identityFailure, isIdentityFailure } from '../text/identity-failure';
import { RefusalError } from '../domain/refusal-error';

/** The part of a credential that is used. */
interface TokenSource {
  getToken(scope: string): Promise<{ token: string } | null>;
}

/**
 * Creates a token provider for one Graph root from an Azure credential.
 * @throws RefusalError when there is no identity: a person has to sign in or assign one.
 */
export function createGraphTokens(endpoint: string, credential: TokenSource): AuthenticationProvider {
  return {
    async getAccessToken(): Promise<string> {
      const answer = await credential.getToken(`${endpoint}/.default`).catch((cause: unknown) => {
        if (!isIdentityFailure(cause)) throw cause;
        if ('statusCode' in cause && Number(cause.statusCode) >= 500) throw cause;
        throw new RefusalError(`No token for Microsoft Graph (${endpoint}): ${identityFailure(cause)}`, {
          cause,
        });
      });
      if (answer === null)
        throw new RefusalError(`The identity got no token for Microsoft Graph (${endpoint}).`);
      return answer.token;
    },
  };
}
