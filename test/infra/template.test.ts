import { deployed, ofType, only, resourcesOf, shortId, template, textOf } from '../support/outputs/infra';

const worlds = ['default', 'everything', 'enterprise'] as const;
const resources = resourcesOf(template);

test('uses one API version of each type: the listed one, a preview only without a release', () => {
  const versions = new Map(resources.map(({ type, apiVersion }) => [type, apiVersion]));
  for (const { type, apiVersion } of resources)
    expect([type, versions.get(type)]).toEqual([type, apiVersion]);
  const expected = {
    'Microsoft.Web/': '2025-03-01',
    'Microsoft.Storage/': '2026-04-01',
    'Microsoft.Communication/': '2026-03-18',
    'Microsoft.Insights/scheduledQueryRules': '2026-03-01',
    'Microsoft.Insights/components': '2020-02-02',
    'Microsoft.Insights/actionGroups': '2023-01-01',
    'Microsoft.Insights/workbooks': '2023-06-01',
    'Microsoft.Insights/dataCollectionRules': '2023-03-11',
    'Microsoft.KeyVault/': '2024-11-01',
    // Its only release is of 2016, and all templates of Azure use this preview.
    'Microsoft.Insights/diagnosticSettings': '2021-05-01-preview',
    'Microsoft.OperationalInsights/': '2026-03-01',
    'Microsoft.ManagedIdentity/userAssignedIdentities': '2024-11-30',
    'Microsoft.Authorization/roleAssignments': '2022-04-01',
    'Microsoft.Authorization/locks': '2020-05-01',
    'Microsoft.Consumption/budgets': '2026-06-01',
    'Microsoft.Network/privateDnsZones': '2024-06-01',
    'Microsoft.Network/privateEndpoints': '2026-03-01',
    'Microsoft.Network/networkSecurityGroups': '2026-03-01',
    'Microsoft.Network/natGateways': '2026-03-01',
    'Microsoft.Network/publicIPAddresses': '2026-03-01',
    'Microsoft.Network/virtualNetworks': '2026-03-01',
  };
  const listed = (type: string) => Object.entries(expected).find(([start]) => type.startsWith(start))?.[1];
  expect(Object.fromEntries(versions)).toEqual(
    Object.fromEntries([...versions.keys()].map((type) => [type, listed(type)])),
  );
});

describe('Parameters', () => {
  const parameters = Object.entries(template.parameters);

  test('are described, and only the recipients are required', () => {
    const silent = parameters.filter(([, { metadata }]) => (metadata?.description ?? '').length < 20);
    expect(silent).toEqual([]);
    expect(
      parameters.filter(([, { defaultValue }]) => defaultValue === undefined).map(([name]) => name),
    ).toEqual(['reportRecipients']);
  });

  test('of type int have bounds, and their defaults are within them', () => {
    const numbers = parameters.filter(([, { type }]) => type === 'int');
    for (const [name, { minValue = NaN, maxValue = Infinity, allowedValues, defaultValue }] of numbers) {
      const value = defaultValue as number;
      const isGood = allowedValues?.includes(value) ?? (value >= minValue && value <= maxValue);
      expect([name, isGood]).toEqual([name, true]);
    }
    expect(numbers.length).toBeGreaterThan(10);
  });

  test('cost little by default', () => {
    const chosen = Object.fromEntries(parameters.map(([name, { defaultValue }]) => [name, defaultValue]));
    expect(chosen).toMatchObject({
      instanceMemoryMB: 2048,
      auditStorageSku: 'Standard_ZRS',
      zoneRedundant: false,
      privateNetwork: false,
      logRetentionDays: 90,
      logDailyCapGb: 1,
      monthlyBudget: 20,
    });
    const sku = only(deployed('default'), 'Microsoft.Web/serverfarms') as unknown as { sku: unknown };
    expect(sku.sku).toEqual({ tier: 'FlexConsumption', name: 'FC1' });
    const types = new Set(deployed('default').map(({ type }) => type.split('/')[0]));
    expect([...types]).not.toContain('Microsoft.Network');
  });
});

test('has the outputs that a person needs next, with descriptions', () => {
  expect(Object.keys(template.outputs).sort()).toEqual([
    'auditStorageName',
    'checkCommand',
    'customDomainDnsRecords',
    'deployCommand',
    'functionAppName',
    'graphGrantCommand',
    'identityName',
    'identityPrincipalId',
    'outboundAddress',
    'senderAddress',
    'standingAccessParts',
    'workspaceId',
  ]);
  for (const { metadata } of Object.values(template.outputs)) expect(metadata?.description).toMatch(/.{20}/);
});

describe('Deployed twice', () => {
  test('it contains no clock and no random value', () => {
    expect(textOf('infra/main.json')).not.toMatch(/utcNow|newGuid/);
  });

  test.each(worlds)('every name of the %s world is known beforehand and unique', (world) => {
    const ids = deployed(world).map(({ id }) => id);
    // Private DNS zones end with the suffix of the cloud, which only Azure knows.
    const open = ids.filter((id) => id.startsWith('[') && !id.includes('environment().suffixes.storage'));
    expect(open).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("the budget starts in the month of the storage's creation, or in the given one", () => {
    const start = (world: (typeof worlds)[number]) =>
      only(deployed(world), 'Microsoft.Consumption/budgets').properties?.timePeriod;
    expect(JSON.stringify(start('default'))).toMatch(
      /dateTimeAdd\(reference\('[^']+storageAccounts\/pimreportaudit\w+', '[\d-]+'\)\.creationTime, 'PT0S', 'yyyy-MM-01'\)/,
    );
    expect(start('everything')).toEqual({ startDate: '2026-11-01' });
  });

  test("names follow Azure's rules", () => {
    for (const { name } of ofType(deployed('everything'), 'Microsoft.Storage/storageAccounts'))
      expect(name).toMatch(/^[a-z0-9]{3,24}$/);
    expect(only(deployed('everything'), 'Microsoft.Web/sites').name).toMatch(/^[a-z0-9-]{2,60}$/);
    const { maxLength } = template.parameters.namePrefix as { maxLength?: number };
    // prefix + "audit" + 9 characters that make the name unique
    expect((maxLength ?? 99) + 'audit'.length + 9).toBeLessThanOrEqual(24);
    const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    expect(only(deployed('default'), 'Microsoft.Insights/workbooks').name).toMatch(guid);
  });
});

test('the code comes from the given address, after rights and settings, or is not deployed', () => {
  expect(ofType(deployed('default'), 'Microsoft.Web/sites/extensions')).toEqual([]);
  const { id, properties } = only(deployed('everything'), 'Microsoft.Web/sites/extensions');
  expect(shortId(id)).toBe('Microsoft.Web/sites/pimreport-~/extensions/onedeploy');
  expect(properties).toEqual({
    packageUri: 'https://packages.contoso.com/pim-report/releases/download/v1.2.3/pim-report.zip',
    remoteBuild: false,
  });
  const app = template.resources.functionApp as unknown as {
    dependsOn: string[];
    properties: { template: { resources: Record<string, { dependsOn?: string[] }> } };
  };
  expect(app.dependsOn).toContain('permissions');
  const inner = app.properties.template.resources;
  expect(inner['app::package']?.dependsOn).toContain('app::scm');
  expect(inner['app::scm']?.dependsOn).toContain('app::ftp');
  expect(inner['app::ftp']?.dependsOn).toContain('app::appSettings');
});

test('no file for a deployment contains a placeholder', () => {
  for (const file of [
    'README.md',
    'docs/deploy.md',
    'infra/main.json',
    'infra/main.bicepparam',
    'azure.yaml',
  ])
    expect([file, textOf(file).match(/\b(OWNER|REPOSITORY)\b/g)]).toEqual([file, null]);
});

test('the address of the package names a tag, so that a second deployment uses the same code', () => {
  const { metadata } = template.parameters.packageUri!;
  for (const text of [metadata?.description ?? '', textOf('docs/deploy.md')]) {
    expect(text).toContain('/releases/download/v1.2.3/pim-report.zip');
    expect(text).not.toContain('releases/latest');
  }
});

test('azd knows which parameter is the region', () => {
  expect(template.parameters.location?.metadata).toMatchObject({ azd: { type: 'location' } });
});
