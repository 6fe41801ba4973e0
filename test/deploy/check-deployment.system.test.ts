import { resolve } from 'node:path';
import { makeCertificate } from '../support/servers/certificate';
import { runScript, type FakeProgram } from '../support/fakes/fake-program';
import { fakeAzureCli } from '../support/fakes/azure-cli';
import { textOf } from '../support/outputs/infra';
import { scratchFolder } from '../support/servers/pipeline';
import {
  app,
  dataCollectionRule,
  forbidden,
  group,
  managedDomain,
  startAzure,
  type AzureState,
  type AzureStub,
} from '../support/servers/azure';

const script = resolve(__dirname, '../../infra/check-deployment.sh');
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let azure: AzureStub;
let az: FakeProgram;
beforeEach(async () => {
  folder = await scratchFolder();
  azure = await startAzure(await makeCertificate(folder.path));
  az = await fakeAzureCli(folder.path, azure);
});
afterEach(async () => {
  await azure.close();
  await folder.remove();
});

const check = (args: readonly string[] = [group, app], settings = {}) =>
  runScript(script, args, { fakes: folder.path, settings });

test('prints one line for each check of a correct deployment, and changes and calls nothing', async () => {
  const { code, stdout, stderr } = await check();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`ok      app: ${app} is running
ok      settings: storage, mail, sender, recipients and telemetry are set
ok      functions: collectAuditEvents sendWeeklyReport sendCorrections
ok      roles: the identity has what it needs on storage, mail and telemetry
ok      Graph permission: AuditLog.Read.All is granted
ok      standing access: RoleManagement.Read.Directory granted
ok      mail: DoNotReply@1b2c3d4e.azurecomm.net sends from a domain that is linked and verified
ok      last collection: 2026-11-28 01:31 UTC, succeeded
`);
  const asked = azure.arm.requests.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`);
  expect(asked.filter((one) => !/^GET |\/(list|query)$/.test(one))).toEqual([]);
  expect(azure.scm.requests).toEqual([]);
  expect((await az.calls()).every(([command]) => command === 'rest')).toBe(true);
});

test('keeps Git Bash on Windows from rewriting the URLs that begin with a slash', () => {
  expect(textOf('infra/lib/azure.sh')).toContain('MSYS_NO_PATHCONV=1 az rest --method');
});

test('takes group and app from the environment of azd', async () => {
  expect(await check([], { AZURE_RESOURCE_GROUP: group, functionAppName: app })).toMatchObject({ code: 0 });
  expect(await check([])).toMatchObject({
    code: 2,
    stderr: 'check-deployment: needs RESOURCE_GROUP APP\n',
  });
});

test('notes a missing permission of standing access with its fix, without a failure', async () => {
  azure.state.granted = azure.state.granted.slice(0, 1);
  const { code, stdout } = await check();
  expect(code).toBe(0);
  expect(stdout).toContain(
    'note    standing access: RoleManagement.Read.Directory not granted, so the report does not know who holds access\n',
  );
  expect(stdout).toMatch(/grant-graph-permission\.sh [-0-9a-f]+ --standing-access roles, as Privileged Role/);
});

test('looks at the permissions of the parts of standing access that are set', async () => {
  const [auditLog = ''] = azure.state.granted;
  azure.state.settings.STANDING_ACCESS = 'roles, people';
  const { code, stdout } = await check();
  expect(code).toBe(0);
  expect(stdout).toContain(
    'note    standing access: User.Read.All not granted, so the report does not know who holds access\n',
  );
  expect(stdout).toContain(' --standing-access roles,people, as Privileged Role');
  azure.state.settings.STANDING_ACCESS = 'off';
  azure.state.granted = [auditLog];
  expect((await check()).stdout).not.toContain('standing access');
});

test('expects the function of the alerts only if alerts are set', async () => {
  azure.state.settings.ALERTS = '[{"channel":"teams"}]';
  expect((await check()).stdout).toContain('FAILED  functions: Azure does not list sendAlerts\n');
  azure.state.functions.sendAlerts = false;
  expect(await check()).toMatchObject({ code: 0 });
});

const sentinelAlerts =
  ' [{"name":"workspace","kind":"sentinel","endpoint":"https://in.example","rule":"dcr-00ff","stream":"Custom-PimReportAlerts"}]';

test('expects the role on the rule of the alert table, and on no other rule', async () => {
  azure.state.settings.ALERTS = sentinelAlerts;
  azure.state.functions.sendAlerts = false;
  azure.state.dataCollectionRules = { 'pimreport-alerts': 'dcr-00ff', other: 'dcr-00' };
  const { code, stdout } = await check();
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining(
      'FAILED  roles: the identity lacks Monitoring Metrics Publisher on pimreport-alerts\n',
    ),
  ]);
  azure.state.roles.push({
    role: '3913510d-42f4-4e42-8a64-420c390055eb',
    scope: dataCollectionRule('pimreport-alerts'),
  });
  expect(await check()).toMatchObject({ code: 0 });
});

test('accepts resolved Key Vault references, and reports each other one with its fix', async () => {
  const reference = (status: string) => ({
    name: `ALERTS_URL_${status}`,
    ...{ status, vaultName: 'kv-contoso', secretName: 'pim-teams' },
  });
  azure.state.references = [reference('Resolved')];
  expect((await check()).stdout).toContain('ok      settings: every Key Vault reference was read\n');
  const fixes: [status: string, fix: RegExp][] = [
    ['AccessToKeyVaultDenied', /^give the identity of pimreport-abc the role "Key Vault Secrets User"/],
    ['SecretNotFound', /^az keyvault secret set --vault-name kv-contoso --name pim-teams --value/],
    ['VaultNotFound', /^check the name of the vault in the setting: kv-contoso/],
    ['InvalidSyntax', /^a reference is the address of a secret/],
  ];
  azure.state.references.push(...fixes.map(([status]) => reference(status)));
  const { code, stdout } = await check();
  expect([code, stdout.match(/^FAILED/gm)?.length]).toEqual([1, fixes.length]);
  const lines = stdout.split('\n');
  for (const [status, fix] of fixes) {
    const at = lines.indexOf(
      `FAILED  settings: ALERTS_URL_${status}, a reference to the secret pim-teams of kv-contoso, was not read: ${status}`,
    );
    expect(lines[at + 1]?.replace(/^ +fix: /, '')).toMatch(fix);
    expect(lines[at + 1]).toContain('then az functionapp restart');
  }
});

const own = managedDomain.replace('AzureManagedDomain', 'mail.contoso.com');
const verified = { status: 'Verified' };
const ownDomain = (states: object) => ({
  [managedDomain]: { mailFromSenderDomain: '1b2c3d4e.azurecomm.net', domainManagement: 'AzureManaged' },
  [own]: {
    mailFromSenderDomain: 'mail.contoso.com',
    domainManagement: 'CustomerManaged',
    verificationStates: { Domain: verified, SPF: verified, DKIM: verified, DKIM2: verified, ...states },
  },
});

/** Each fault, how to cause it, and the expected message and fix. */
const faults: [string, (state: AzureState) => void, string, RegExp][] = [
  [
    'the app is stopped',
    (state) => (state.state = 'Stopped'),
    `app: ${app} is Stopped`,
    /^az functionapp start --resource-group pim-report/,
  ],
  [
    'no function is indexed',
    (state) => (state.functions = {}),
    'functions: Azure does not list collectAuditEvents sendCorrections sendWeeklyReport',
    /^npm run package && \S*infra\/deploy-code\.sh pim-report .*What the app must reach/,
  ],
  [
    'a function is disabled',
    (state) => (state.functions.sendWeeklyReport = true),
    'functions: sendWeeklyReport disabled',
    /^enable them/,
  ],
  [
    'settings are missing',
    (state) => {
      state.settings.REPORT_RECIPIENTS = '';
      delete state.settings.REPORT_SENDER;
    },
    'settings: not set: REPORT_SENDER REPORT_RECIPIENTS',
    /^deploy the template again \(with azd: azd provision --no-state\)/,
  ],
  [
    'a schedule was left behind',
    (state) => (state.settings.REPORT_SCHEDULE = '0 */10 * * * *'),
    'settings: REPORT_SCHEDULE is every ten minutes, left by a run-function.sh that was cut off',
    /--settings "REPORT_SCHEDULE=0 0 7-19\/2 \* \* 1"$/,
  ],
  [
    'the schedule of the alerts was left behind',
    (state) => (state.settings.ALERT_SCHEDULE = '0 */10 * * * *'),
    'settings: ALERT_SCHEDULE is every ten minutes, left by a run-function.sh that was cut off',
    /--settings "ALERT_SCHEDULE=0 \*\/15 \* \* \* \*"$/,
  ],
  [
    'a role is missing',
    (state) => state.roles.splice(3, 1),
    'roles: the identity lacks Storage Blob Data Contributor on pim-reports',
    /^deploy the template again \(with azd: azd provision --no-state\), as Owner/,
  ],
  [
    'a role is on another resource',
    (state) => (state.roles[2]!.scope = '/subscriptions/another'),
    'roles: the identity lacks Storage Table Data Contributor on pimreportauditabc',
    /Owner/,
  ],
  [
    'the permission is not granted',
    (state) => (state.granted = ['7ab1d382-f21e-4acd-a863-ba3e13f7da61']),
    'Graph permission: AuditLog.Read.All is not granted',
    /grant-graph-permission\.sh 11111111-2222-4333-8444-555555555555, as Privileged Role/,
  ],
  [
    'the domain of the sender is not linked',
    (state) => (state.settings.REPORT_SENDER = 'pim@mail.contoso.com'),
    'mail: the domain of pim@mail.contoso.com is not linked to the Communication Service',
    /^deploy the template again \(with azd: azd provision --no-state\)/,
  ],
  [
    'the domain of the sender is not verified',
    (state) => {
      state.settings.REPORT_SENDER = 'pim@mail.contoso.com';
      state.domains = ownDomain({ DKIM2: { status: 'VerificationInProgress' } });
    },
    'mail: mail.contoso.com is linked, but of Domain, SPF, DKIM and DKIM2 not all are verified: Verified, Verified, Verified, VerificationInProgress',
    /Provision domains/,
  ],
  [
    'there is no mail service',
    (state) => (state.settings.COMMUNICATION_SERVICES__endpoint = 'https://gone.example'),
    'mail: pim-report has no Communication Service gone.example',
    /^deploy the template again \(with azd: azd provision --no-state\)/,
  ],
  [
    'the last collection failed',
    (state) => (state.answerQuery = () => [['2026-11-28 01:31', 'no', 'yes', 'HTTP 403: no permission']]),
    'last collection: 2026-11-28 01:31 UTC, failed: HTTP 403: no permission',
    /docs\/operate\.md/,
  ],
  [
    'the last collection is old',
    (state) => (state.answerQuery = () => [['2026-11-26 01:31', 'yes', 'no', '']]),
    'last collection: 2026-11-26 01:31 UTC, more than a day ago',
    /run-function\.sh pim-report/,
  ],
];

test.each(faults)('when %s, reports it with the fix and exits with 1', async (_, spoil, found, fix) => {
  spoil(azure.state);
  const { code, stdout, stderr } = await check();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^check-deployment: \d of these must be done\n$/);
  const lines = stdout.split('\n');
  const at = lines.indexOf(`FAILED  ${found}`);
  expect([found, at === -1 ? stdout : at]).toEqual([found, expect.any(Number)]);
  expect(lines[at + 1]?.replace(/^ +fix: /, '')).toMatch(fix);
});

test('accepts a verified domain of the customer', async () => {
  azure.state.settings.REPORT_SENDER = 'pim@mail.contoso.com';
  azure.state.domains = ownDomain({});
  expect((await check()).stdout).toContain('ok      mail: pim@mail.contoso.com sends from');
});

test('accepts a role that is assigned at a higher scope', async () => {
  azure.state.roles[2]!.scope = `/subscriptions/00000000-0000-4000-8000-000000000001/resourcegroups/PIM-Report`;
  expect(await check()).toMatchObject({ code: 0 });
});

test('reports nothing to fix before the first collection, only the command that starts one', async () => {
  azure.state.answerQuery = () => [];
  const { code, stdout } = await check();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /note {4}last collection: none yet\n +\S+run-function\.sh pim-report pimreport-abc collectAuditEvents/,
  );
});

test('calls unreadable parts neither correct nor missing', async () => {
  azure.state.refuse = (_, url) =>
    /appRoleAssignments|roleAssignments|configreferences|\/query/.test(url) ? forbidden : undefined;
  const { code, stdout } = await check();
  expect(code).toBe(0);
  expect(
    stdout.match(/^note {4}(Graph permission|roles|last collection|Key Vault references): .*not allowed/gm),
  ).toHaveLength(4);
});

test('fails when the settings cannot be read, and names the required role', async () => {
  azure.state.refuse = (_, url) => (url.includes('/appsettings/') ? forbidden : undefined);
  const { code, stdout } = await check();
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /FAILED {2}settings: could not be read: not allowed.*\n +fix: you need Website Contributor/,
  );
});

test('checks all roles that the template assigns', () => {
  const assigned = [
    ...textOf('infra/modules/permissions.bicep').matchAll(/^ {2}(?!\w*Reader)\w+: '([0-9a-f-]{36})'/gm),
  ];
  expect(assigned.length).toBeGreaterThan(4);
  const [, publisher = ''] =
    /monitoringMetricsPublisher = '([0-9a-f-]{36})'/.exec(textOf('infra/modules/alert-table.bicep')) ?? [];
  expect(textOf('infra/check-deployment.sh')).toContain(`"${publisher}|Monitoring Metrics Publisher|$rule"`);
  for (const [, role] of assigned) expect(textOf('infra/check-deployment.sh')).toContain(`\n${role}|`);
});
