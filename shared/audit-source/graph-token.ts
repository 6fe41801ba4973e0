import type { AuthenticationProvider } from '@microsoft/microsoft-graph-client';
import { failureSentence } from '../domain/failure-text';
import { Refusal } from '../domain/refusal';

/** What is needed of a credential. */
interface TokenSource {
  getToken(scope: string): Promise<{ token: string } | null>;
}

/**
 * Tokens for one Graph root, from an Azure credential.
 * @throws Refusal when there is no identity to get one from: a person has to sign in or assign one.
 */
export function createGraphTokens(endpoint: string, credential: TokenSource): AuthenticationProvider {
  return {
    async getAccessToken(): Promise<string> {
      const answer = await credential.getToken(`${endpoint}/.default`).catch((cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        // The identity SDK's own errors tell of a missing or refused identity; others (network) may pass.
        if (!/^(CredentialUnavailable|AggregateAuthentication|Authentication)/.test(error.name)) throw error;
        if ('statusCode' in error && Number(error.statusCode) >= 500) throw error;
        throw new Refusal(
          `No token for Microsoft Graph (${endpoint}): ${failureSentence(error)} In Azure, assign a managed ` +
            'identity (AZURE_CLIENT_ID for a user-assigned one); on your own machine, run "az login".',
          { cause },
        );
      });
      if (answer === null) throw new Refusal(`The identity got no token for Microsoft Graph (${endpoint}).`);
      return answer.token;
    },
  };
}
