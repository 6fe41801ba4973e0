import { allSettings } from '../../shared/config/settings-table';
import { problemsOf } from './world';

const reference = '@Microsoft.KeyVault(SecretUri=https://kv-contoso.vault.azure.net/secrets/pim)';
const unresolved =
  'holds a Key Vault reference that was not resolved: a reference must be the whole value of an app setting, and the identity of the app needs the role "Key Vault Secrets User" on the vault.';

/** A setting of a pair is read only if the other one is set, or if the first is not. */
const beside: Readonly<Record<string, Record<string, string>>> = {
  AUDIT_STORAGE__tableServiceUri: {
    AUDIT_STORAGE__blobServiceUri: 'https://contosoaudit.blob.core.windows.net',
  },
  AUDIT_STORAGE__blobServiceUri: {
    AUDIT_STORAGE__tableServiceUri: 'https://contosoaudit.table.core.windows.net',
  },
};

test.each(allSettings.map(({ name }) => name).filter((name) => name !== 'ALERTS'))(
  'rejects an unresolved Key Vault reference with a single problem: %s',
  (name) => {
    const problems = problemsOf({ ...beside[name], [name]: reference });
    expect(problems).toEqual([expect.stringContaining(unresolved)]);
    expect(problems[0]).toMatch(new RegExp(`^${name}: found `));
  },
);

test('rejects a reference inside a value too, and names its place', () => {
  const key = `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${reference};EndpointSuffix=core.windows.net`;
  expect(problemsOf({ AUDIT_STORAGE: key })).toEqual([expect.stringContaining(unresolved)]);
  expect(problemsOf({ REPORTS: JSON.stringify([{ name: 'a', recipients: reference }]) })).toEqual([
    expect.stringMatching(/^REPORTS at 0\.recipients: found .* holds a Key Vault reference/),
  ]);
});

test('for ALERTS names the place, and says how to name another app setting', () => {
  const channel = { name: 'soc', kind: 'teams', url: reference };
  const sentence = `ALERTS at 0.url: found ${reference.length} characters: holds a Key Vault reference that was not resolved: a reference must be the whole value of an app setting (name that setting here as "%NAME%"), and the identity of the app needs the role "Key Vault Secrets User" on the vault.`;
  expect(problemsOf({ ALERTS: JSON.stringify([channel]) })).toEqual([expect.stringContaining(sentence)]);
  const named = JSON.stringify([{ ...channel, url: '%TEAMS_URL%' }]);
  expect(problemsOf({ ALERTS: named, TEAMS_URL: reference })).toEqual([expect.stringContaining(sentence)]);
  expect(problemsOf({ ALERTS: reference })).toEqual([
    expect.stringMatching(/^ALERTS: found \d+ characters: holds a Key Vault reference/),
  ]);
});
