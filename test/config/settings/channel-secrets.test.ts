import { withoutChannelSecrets } from '../../../shared/config/settings/channel-secrets';
import { problemsOf, settingsOf } from '../world';

const reference = '@Microsoft.KeyVault(SecretUri=https://kv-contoso.vault.azure.net/secrets/pim)';
/** The setting as infra/main.bicep writes it. */
const alerts = ` ${JSON.stringify([
  { name: 'soc', kind: 'teams', url: '%ALERTS_URL_0%' },
  { name: 'siem', kind: 'webhook', url: '%ALERTS_URL_1%', key: '%ALERTS_KEY_1%' },
])}`;
const downloaded = {
  ALERTS: alerts,
  ALERTS_URL_0: reference,
  ALERTS_URL_1: reference,
  ALERTS_KEY_1: reference,
};

test('downloaded settings keep their channels, without a secret', () => {
  expect(problemsOf(downloaded)).toEqual([expect.stringContaining('was not resolved')]);
  const channels = settingsOf(withoutChannelSecrets(downloaded)).alerts;
  expect(channels.map(({ name, kind }) => [name, kind])).toEqual([
    ['soc', 'teams'],
    ['siem', 'webhook'],
  ]);
  expect(JSON.stringify(channels)).not.toContain('KeyVault(');
});

test('a known address is kept', () => {
  const known = { ...downloaded, ALERTS_URL_0: 'https://contoso.webhook.office.com/x' };
  expect(settingsOf(withoutChannelSecrets(known)).alerts[0]).toMatchObject({
    url: 'https://contoso.webhook.office.com/x',
  });
});

test.each([
  ['a name that is not set', { ALERTS: alerts }, /names the app setting ALERTS_URL_0, which is not set/],
  [
    'a reference inside of ALERTS, which nobody resolves',
    { ALERTS: JSON.stringify([{ name: 'soc', kind: 'teams', url: reference }]) },
    /^ALERTS at 0\.url: .*was not resolved/,
  ],
  ['another setting with a reference', { REPORT_RECIPIENTS: reference }, /^REPORT_RECIPIENTS: /],
])('rejects %s', (_, environment: Record<string, string>, sentence) => {
  expect(problemsOf(withoutChannelSecrets(environment))[0]).toMatch(sentence);
});

test('an environment without ALERTS stays unchanged', () => {
  expect(withoutChannelSecrets({ A: 'b' })).toEqual({ A: 'b' });
});
