import { readSettings } from '../../shared/config/read-settings';
import { settingNames } from '../../shared/config/settings-table';
import { appSettings, settingsAsDeployed, template, textOf } from '../support/outputs/infra';

const worlds = ['default', 'everything'] as const;

const sample = (JSON.parse(textOf('local.settings.sample.json')) as { Values: Record<string, string> })
  .Values;

/** Settings that hold a secret: the template uses the identity in their place. */
const keyed = ['AzureWebJobsStorage', 'AUDIT_STORAGE', 'COMMUNICATION_SERVICES'];

/** Settings of the host, which the program does not read. */
const ofTheHost = [
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];

/** The settings that the list of alert channels refers to: one for each URL and key. */
const secretOfAlert = /^ALERTS_(URL|KEY)_\d+$/;

/** Settings made from other resources; all others come from a parameter. */
const ofResources = [
  'AZURE_CLIENT_ID',
  'AUDIT_STORAGE__tableServiceUri',
  'AUDIT_STORAGE__blobServiceUri',
  'COMMUNICATION_SERVICES__endpoint',
  'REPORT_SENDER',
];

test('sample, schema and template name the same settings', () => {
  expect(Object.keys(sample).sort()).toEqual([...settingNames, 'FUNCTIONS_WORKER_RUNTIME'].sort());
  const expected = settingNames.filter((name) => !keyed.includes(name)).concat(ofTheHost);
  for (const world of worlds) {
    const own = Object.keys(appSettings(world)).filter((name) => !secretOfAlert.test(name));
    expect(own.sort()).toEqual(expected.sort());
  }
});

// The platform resolves a reference only if it is the whole value of a setting.
test('each URL and key of an alert channel is a Key Vault reference in its own setting', () => {
  const secrets = Object.entries(appSettings('everything')).filter(([name]) => secretOfAlert.test(name));
  const reference = (name: string) =>
    `@Microsoft.KeyVault(SecretUri=https://kv-contoso.vault.azure.net/secrets/${name})`;
  expect(Object.fromEntries(secrets)).toEqual({
    ALERTS_URL_1: reference('pim-teams'),
    ALERTS_URL_2: reference('pim-siem'),
    ALERTS_KEY_2: reference('pim-siem-key'),
  });
  expect(appSettings('everything').ALERTS).not.toContain('vault.azure.net');
  expect(Object.keys(appSettings('default')).filter((name) => secretOfAlert.test(name))).toEqual([]);
});

test('every setting that a person may choose has a parameter', () => {
  const described = Object.values(template.parameters)
    .flatMap(({ metadata }) => /^Setting (\w+):/.exec(metadata?.description ?? '')?.slice(1) ?? [])
    .sort();
  const expected = settingNames.filter((name) => ![...keyed, ...ofResources].includes(name));
  expect(described).toEqual([...expected].sort());
});

test('by default the deployed app has the default settings of the program', () => {
  const anyhow = ['AZURE_CLIENT_ID', 'REPORT_SENDER', 'REPORT_RECIPIENTS']
    .concat(ofResources)
    .map((name) => [name, settingsAsDeployed('default')[name]!]);
  expect(readSettings(settingsAsDeployed('default'), { send: true })).toEqual(
    readSettings(Object.fromEntries(anyhow) as Record<string, string>, { send: true }),
  );
});

test('every parameter reaches its setting', () => {
  const settings = readSettings(settingsAsDeployed('everything'), { send: true });
  expect(settings).toMatchObject({
    sender: 'pim@mail.contoso.com',
    replyTo: ['iam@contoso.com'],
    organization: 'Contoso',
    correctionMails: false,
    clientId: '1b2c3d4e-0000-4000-8000-000000000000',
    reports: [
      {
        name: 'weekly',
        recipients: ['ciso@contoso.com'],
        cc: ['soc@contoso.com'],
        bcc: ['archive@contoso.com'],
        timeZone: 'Europe/Berlin',
        formats: ['xlsx', 'csv'],
      },
      { name: 'exchange', recipients: ['lead@contoso.com'] },
    ],
    findings: { breakGlassAccounts: ['breakglass1@contoso.com'] },
    alerts: [
      {
        name: 'soc',
        kind: 'mail',
        minimum: 'info',
        rules: ['tier0-activated'],
        recipients: ['soc@contoso.com'],
      },
      { name: 'teams', kind: 'teams', minimum: 'high', url: 'https://secret.contoso.com/ALERTS_URL_1' },
      {
        ...{ name: 'siem', kind: 'webhook', url: 'https://secret.contoso.com/ALERTS_URL_2' },
        key: 'https://secret.contoso.com/ALERTS_KEY_2',
      },
      { name: 'workspace', kind: 'sentinel', minimum: 'info', stream: 'Custom-PimReportAlerts' },
    ],
  });
});

// Azure would evaluate it as an expression on its way into the module, and the deployment would fail.
test('no value is a text in square brackets', () => {
  const values = Object.values(appSettings('everything')).filter((value) => value.startsWith('['));
  expect(values.filter((value) => !/^\[(reference|format)\(/.test(value))).toEqual([]);
  expect(appSettings('everything').REPORTS).toMatch(/^ \[\{"name":"weekly"/);
});

// https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
test('the Flex Consumption plan gets no setting that it refuses', () => {
  const refused =
    /^(FUNCTIONS_(EXTENSION_VERSION|WORKER_RUNTIME|WORKER_PROCESS_COUNT|MAX_HTTP)|WEBSITE_|SCM_DO_BUILD|ENABLE_ORYX)/;
  for (const world of worlds)
    expect(Object.keys(appSettings(world)).filter((name) => refused.test(name))).toEqual([]);
});

test('the host and the program use the identity of the app', () => {
  const settings = appSettings('default');
  expect(settings.AzureWebJobsStorage__clientId).toBe(settings.AZURE_CLIENT_ID);
  expect(settings.APPLICATIONINSIGHTS_AUTHENTICATION_STRING).toContain(
    settings.AZURE_CLIENT_ID?.slice(1, -1) ?? 'nothing',
  );
  expect(settings.AzureWebJobsStorage__credential).toBe('managedidentity');
});
