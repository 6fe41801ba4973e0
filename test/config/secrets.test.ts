import fc from 'fast-check';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { settingNames } from '../../shared/config/settings-table';
import { failureText } from '../../shared/text/failure-text';
import { sending } from './world';
import { fuzzRuns } from '../support/fuzz-runs';

const key = 'kT9xQ2vLw8RzYb4NfHc7JmPd3SgAe6Ui5OoXtVq1ZnBrCyWhKuElMaGjDsFpI0+/kT9xQ2vLw8RzYb4NfHc7Jg==';
const signature = 'q7Rm%2FWzX3cVb9NkLpT5yHg2JfDs8AeQ4uKi6OoYtM1w%3D';
const token = `eyJ${'hbGciOiJub25l'.repeat(3)}.eyJ${'hdWQiOiJ4In0x'.repeat(3)}.c2lnbmVk`;

/** Well-formed values of settings that contain a secret. */
const holders = {
  account: `DefaultEndpointsProtocol=https;AccountName=contosoaudit;AccountKey=${key};EndpointSuffix=core.windows.net`,
  signature: `TableEndpoint=https://a.table.core.windows.net/;BlobEndpoint=https://a.blob.core.windows.net/;SharedAccessSignature=sv=2024-11-04&ss=bt&srt=sco&sp=rwdlacu&sig=${signature}`,
  mail: `endpoint=https://contoso.europe.communication.azure.com/;accesskey=${key}`,
  signedUrl: `https://contosoaudit.table.core.windows.net/?sv=2024-11-04&sig=${signature}`,
  user: `https://admin:${key.slice(0, 30)}@contosoaudit.table.core.windows.net`,
  bareKey: key,
  token,
};

/** Whether a text reveals so much of a secret that the rest may be guessed: a sixth of it in one piece. */
function givesAway(text: string): string | null {
  for (const secret of [key, signature, token.slice(0, 40)])
    for (let from = 0; from + 14 <= secret.length; from += 1)
      if (text.includes(secret.slice(from, from + 14))) return text;
  return null;
}

/** Returns the error message of the settings, or of the clients made from them; empty if both are valid. */
async function complaint(environment: Record<string, string>): Promise<string> {
  try {
    await compose(loadSettings(environment, { send: true }));
    return '';
  } catch (error) {
    const { message, stack = '' } = error as Error;
    return `${message}\n${stack}\n${JSON.stringify(error)}\n${failureText(error)}`;
  }
}

test.each(settingNames.flatMap((name) => Object.entries(holders).map(([kind, text]) => [name, kind, text])))(
  'no error shows a secret that was written into %s by mistake (%s)',
  async (name, _, text) => {
    for (const found of [
      text,
      `"${text}"`,
      ` ${text};`,
      `{"name":"${text}"}`,
      `[{"name":"x","recipients":"${text}"}]`,
    ])
      expect(givesAway(await complaint({ ...sending, [name]: found }))).toBeNull();
  },
);

const bare = '1aBcD2eFgH3iJkL4mNoP5qRsT6uVwX7yZ8aBcD9eFgH0iJkL1mNoPJQQJ99BAACYeBjFXJ3w3AAABACOGabcd';

test.each([
  ['FINDINGS', `{"disabled":["${bare}"]}`],
  ['FINDINGS', `{"${bare}":{"value":1}}`],
  ['FINDINGS', `{"long-activation":{"${bare}":1}}`],
  ['FINDINGS', `{"ticket-missing":{"pattern":["${bare}"]}}`],
  ['FINDINGS', `{"suppress":[{"rule":"${bare}","reason":"x"}]}`],
  ['FINDINGS', `{"suppress":[{"rule":"self-assignment","reason":"x","${bare}":1}]}`],
  ['REPORTS', `[{"name":"a","columns":["${bare}"]}]`],
  ['REPORTS', `[{"name":"a","${bare}":1}]`],
  ['REPORTS', `[{"name":"a","include":{"${bare}":[]}}]`],
])('no error shows a key without padding that was written for a name in %s: %s', async (name, text) => {
  const said = await complaint({ ...sending, [name]: text });
  expect(said).toContain('[removed]');
  expect(said).not.toContain(bare.slice(0, 14));
  expect(said).not.toContain(bare.slice(-14));
});

test('rejects a connection string with a cut, doubled or mistyped part without showing its secret', async () => {
  const spoiled = fc
    .tuple(
      fc.constantFrom(holders.account, holders.signature, holders.mail, holders.signedUrl),
      fc.nat(),
      fc.nat({ max: 12 }),
      fc.constantFrom('', ';', ' ', '\n', '=', '"', '%', '\u0000', '\u202E', '//', '@'),
    )
    .map(([text, at, length, with_]) => {
      const from = at % text.length;
      return text.slice(0, from) + with_ + text.slice(from + length);
    });
  const places = [
    'AUDIT_STORAGE',
    'AzureWebJobsStorage',
    'COMMUNICATION_SERVICES',
    'AUDIT_STORAGE__tableServiceUri',
  ];
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(spoiled, fc.constantFrom(...places), async (text, name) => {
      const said = await complaint({ ...sending, [name]: text });
      if (said !== '') refused += 1;
      expect(givesAway(said)).toBeNull();
      if (said !== '') expect(said).toMatch(/^\d+ settings? needs? your attention/);
    }),
    { numRuns: fuzzRuns(200) },
  );
  expect(refused).toBeGreaterThan(40);
});

test('removes secrets that an SDK quotes from the text of a failure', () => {
  const said = Object.values(holders).map((text) => failureText(new Error(`Cannot use ${text} here.`)));
  for (const text of said) expect(givesAway(text)).toBeNull();
  expect(failureText(`Authorization: Bearer ${token}, and SharedKey contosoaudit:${key} too`)).toBe(
    'Authorization: [removed], and [removed] too',
  );
  expect(failureText('https://x.example/?password=hunter2&x=1')).toBe('https://x.example/?[removed]&x=1');
});
