import { settingNames } from '../../../shared/config/settings-table';
import { problemsOf, settingsOf } from '../world';

const hosted = { IDENTITY_ENDPOINT: 'http://127.0.0.1:41234/msi/token' };
const logs = 'https://dce-abc1.westeurope-1.ingest.monitor.azure.com';
const rule = { rule: 'dcr-0123456789abcdef', stream: 'Custom-PimReportAlerts' };

const sentinel = (endpoint: unknown) => [{ ...{ name: 'siem', kind: 'sentinel', endpoint }, ...rule }];
const posting = (kind: 'teams' | 'slack' | 'webhook', url: unknown) => [{ name: 'chat', kind, url }];
const problemsWith = (channels: unknown, more: Record<string, string> = {}) =>
  problemsOf({ ALERTS: JSON.stringify(channels), ...more });

test('reads the channels of each kind', () => {
  const ALERTS = JSON.stringify([
    { name: 'inbox', kind: 'mail', recipients: 'soc@contoso.example' },
    ...posting('teams', 'https://prod-1.westeurope.logic.azure.com/workflows/1?sig=x'),
    ...sentinel(logs),
  ]);
  expect(settingsOf({ ALERTS }).alerts).toMatchObject([
    { name: 'inbox', minimum: 'high', rules: null, roles: null, recipients: ['soc@contoso.example'] },
    { name: 'chat', url: 'https://prod-1.westeurope.logic.azure.com/workflows/1?sig=x' },
    { name: 'siem', endpoint: logs, ...rule },
  ]);
});

test.each([
  ['a text', 'a@b.com, SOC@x.com; A@B.com,soc@x.com'],
  ['a list', ['a@b.com', 'SOC@x.com', 'A@B.com', 'soc@x.com']],
])('mails to each address of %s once', (_, recipients) => {
  const ALERTS = JSON.stringify([{ name: 'inbox', kind: 'mail', recipients }]);
  expect(settingsOf({ ALERTS }).alerts).toMatchObject([{ recipients: ['A@B.com', 'soc@x.com'] }]);
});

describe('the host that receives a token for Azure Monitor', () => {
  test.each([
    logs,
    'https://pimreport-alerts-1b2c.westeurope-1.ingest.monitor.azure.com/',
    'https://DCE-abc1.usgovvirginia-1.INGEST.monitor.azure.us',
    'https://dce-abc1.chinanorth3-1.ingest.monitor.azure.cn',
    'http://127.0.0.1:4000',
    'http://localhost:4000',
  ])('may be %s', (endpoint) => {
    expect(problemsWith(sentinel(endpoint))).toEqual([]);
  });

  test.each([
    ['https://logs.example'],
    ['https://ingest.monitor.azure.com'],
    ['https://monitor.azure.com'],
    ['https://api.monitor.azure.com'],
    ['https://evilingest.monitor.azure.com'],
    ['https://dce.ingest.monitor.azure.com.evil.example'],
    ['https://dce.ingest.monitor.azure.com.'],
    ['https://dce.ingest-monitor.azure.com'],
    ['https://dce.ingest.monitor.azure.de'],
    ['https://dce.ingest.monitor.azure.com:8443'],
    ['https://dce.ods.opinsights.azure.com'],
    ['https://203.0.113.7'],
    ['https://localhost:4000'],
  ])('may not be %s', (endpoint) => {
    const { host } = new URL(endpoint);
    expect(problemsWith(sentinel(endpoint))).toEqual([
      `ALERTS: the endpoint of channel "siem" (${host}) is not a logs ingestion endpoint of Azure Monitor, and nobody else may be given its token. Use https://….ingest.monitor.azure.com (.us, .cn).`,
    ]);
  });

  test('may not be this machine when the app runs in Azure', () => {
    expect(problemsWith(sentinel('http://localhost:4000'), hosted)).toEqual([
      'ALERTS: the endpoint of channel "siem" (localhost:4000) leads to this machine, which is accepted for local work alone. Use an https URL.',
    ]);
  });
});

describe('the address of a webhook', () => {
  test.each([
    ['http://hooks.example/x', 'is not https'],
    ['ftp://hooks.example/x', 'is not https'],
    ['https://10.0.0.7/x', 'is a private address'],
    ['https://[fd00::7]/x', 'is a private address'],
  ])('may not be %s', (url, wrong) => {
    expect(problemsWith(posting('webhook', url))).toEqual([expect.stringContaining(wrong)]);
  });
});

describe('a wrong address in ALERTS', () => {
  /** Each contains the words `hunter2` and `open-sesame`, as user, path, query or fragment. */
  const written = [
    'https://hunter2@hooks.example/open-sesame',
    'https://hunter2:open-sesame@hooks.example/',
    'https:\\\\hunter2@hooks.example/open-sesame',
    'https:\\\\hunter2:open-sesame@hooks.example\\x',
    'https:/\\hunter2@hooks.example/open-sesame',
    'https:hunter2@hooks.example/open-sesame',
    '\thttps:\\\\hunter2@hooks.example/open-sesame ',
    'ht\ntps://hunter2@hooks.example/open-sesame',
    'http://hooks.example/hunter2/open-sesame',
    'http:\\\\hooks.example\\hunter2?code=open-sesame',
    'https://10.0.0.7/hunter2?sig=open-sesame',
    'https://169.254.169.254\\hunter2#open-sesame',
    'ftp://hooks.example/hunter2/open-sesame',
    'mailto:hunter2@open-sesame.example',
    'hooks.example/hunter2/open-sesame',
    'https//hunter2@hooks.example/open-sesame',
    'https://hunter2@hooks.example:99999/open-sesame',
    'https://hooks example/hunter2?open-sesame',
    '%MISSING_HUNTER2%https://hunter2@hooks.example/open-sesame',
    '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/hunter2/open-sesame)',
  ];
  const places: [place: string, channelsOf: (text: unknown) => unknown][] = [
    ['the url of teams', (text) => posting('teams', text)],
    ['the url of slack', (text) => posting('slack', text)],
    ['the url of webhook', (text) => posting('webhook', text)],
    ['the endpoint of sentinel', sentinel],
    ['an endpoint where a url belongs', (text) => [{ name: 'chat', kind: 'slack', endpoint: text }]],
    ['a url where an endpoint belongs', (text) => [{ name: 'siem', kind: 'sentinel', url: text, ...rule }]],
    ['a list', (text) => posting('slack', [text])],
    ['an object', (text) => sentinel({ url: text })],
    ['an object in place of the list', (text) => ({ name: 'chat', kind: 'slack', url: text })],
  ];

  test.each(places)('is rejected without showing its secret: %s', (_, channelsOf) => {
    for (const text of written) {
      const said = problemsWith(channelsOf(text));
      expect({ text, isRefused: said.length > 0 }).toEqual({ text, isRefused: true });
      for (const problem of said) {
        expect(problem).toMatch(/^ALERTS/);
        expect(problem).not.toMatch(/hunter2|open-sesame/i);
      }
    }
  });

  test('is reported with its host, so that the reader finds the channel', () => {
    const said = problemsWith(posting('slack', 'https:\\\\hunter2@hooks.example/open-sesame'));
    expect(said).toEqual([
      expect.stringMatching(
        /^ALERTS at 0\.url: found a URL of hooks\.example: must not contain a user or password/,
      ),
    ]);
    expect(problemsWith(sentinel('https:\\\\hunter2@logs.example'))).toEqual([
      expect.stringMatching(/^ALERTS at 0\.endpoint: found a URL of logs\.example: must be a plain root URL/),
    ]);
  });

  test('is not shown either when ALERTS takes it from another setting', () => {
    const ALERTS = JSON.stringify(posting('teams', '%CHAT_URL%'));
    expect(settingNames).not.toContain('CHAT_URL');
    for (const CHAT_URL of written) {
      const said = problemsOf({ ALERTS, CHAT_URL }).join('\n');
      expect(said).toMatch(/^ALERTS/);
      expect(said).not.toMatch(/hunter2|open-sesame/i);
    }
  });
});
