import { createGraphTokens } from '../../shared/graph/graph-token';
import { RefusalError } from '../../shared/domain/refusal-error';

const root = 'https://graph.microsoft.us';
const failing = (name: string, message: string, more: object = {}) =>
  createGraphTokens(root, {
    getToken: () => Promise.reject(Object.assign(new Error(message), { name, ...more })),
  }).getAccessToken();

describe('tokens for Graph', () => {
  test('are requested for the cloud of the root', async () => {
    const asked: string[] = [];
    const getToken = (scope: string) => {
      asked.push(scope);
      return Promise.resolve({ token: 't' });
    };
    await expect(createGraphTokens(root, { getToken }).getAccessToken()).resolves.toBe('t');
    expect(asked).toEqual(['https://graph.microsoft.us/.default']);
  });

  test.each(['CredentialUnavailableError', 'AggregateAuthenticationError', 'AuthenticationError'])(
    'that an identity cannot get (%s) are a refusal with the fix, in one line',
    async (name) => {
      const failure = failing(name, 'No identity found\nTrace: …');
      await expect(failure).rejects.toBeInstanceOf(RefusalError);
      await expect(failure).rejects.toThrow(
        'No token for Microsoft Graph (https://graph.microsoft.us): No identity found. In Azure, assign a managed ' +
          'identity to the app (AZURE_CLIENT_ID for a user-assigned one); on your own machine, run "az login" (or pim-report with --login device).',
      );
    },
  );

  test('that fail because of the network or the service are not a refusal', async () => {
    await expect(failing('RestError', 'ECONNRESET')).rejects.not.toBeInstanceOf(RefusalError);
    await expect(failing('AuthenticationError', 'busy', { statusCode: 503 })).rejects.not.toBeInstanceOf(
      RefusalError,
    );
  });

  test('that are null are a refusal', async () => {
    const none = createGraphTokens(root, { getToken: () => Promise.resolve(null) });
    await expect(none.getAccessToken()).rejects.toBeInstanceOf(RefusalError);
  });
});
