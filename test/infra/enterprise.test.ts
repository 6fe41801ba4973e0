import { deployed, ofType, only, template } from '../support/outputs/infra';

const enterprise = deployed('enterprise');
const everything = deployed('everything');
const account = 'Microsoft.Storage/storageAccounts';
const platform = '/subscriptions/00000000-0000-4000-8000-000000000009/resourceGroups/platform/providers';
const auditAccount = (resources: typeof enterprise) =>
  ofType(resources, account).find(({ name }) => name.includes('audit'))!;

test('each of these options is off by default', () => {
  const off = {
    names: {},
    tags: {},
    inheritTags: false,
    azdEnvironment: '',
    auditStorageLock: false,
    encryptionKeyUri: '',
    encryptionIdentityId: '',
    auditorObjectIds: [],
    reportImmutabilityDays: 0,
    existingWorkspaceId: '',
    existingActionGroupId: '',
    privateNetwork: false,
    existingFunctionsSubnetId: '',
    existingEndpointsSubnetId: '',
    existingBlobDnsZoneId: '',
    existingTableDnsZoneId: '',
    createPrivateDnsZones: true,
    zoneRedundant: false,
    repositoryUrl: '',
  };
  const defaults = Object.keys(off).map((name) => [name, template.parameters[name]?.defaultValue]);
  expect(Object.fromEntries(defaults)).toEqual(off);
});

test('an existing workspace gets all logs, alerts and dashboard query it, and none is created', () => {
  const workspace = `${platform}/Microsoft.OperationalInsights/workspaces/central-logs`;
  expect(ofType(enterprise, 'Microsoft.OperationalInsights/workspaces')).toEqual([]);
  expect(only(enterprise, 'Microsoft.Insights/components').properties?.WorkspaceResourceId).toBe(workspace);
  for (const { properties } of ofType(enterprise, 'Microsoft.Insights/diagnosticSettings'))
    expect(properties?.workspaceId).toBe(workspace);
  for (const { properties } of ofType(enterprise, 'Microsoft.Insights/scheduledQueryRules'))
    expect(properties?.scopes).toEqual([workspace]);
  expect(only(enterprise, 'Microsoft.Insights/workbooks').properties?.sourceId).toBe(workspace);
});

test('an existing action group gets alerts and budget warnings; none is created', () => {
  const group = `${platform}/Microsoft.Insights/actionGroups/soc`;
  expect(ofType(enterprise, 'Microsoft.Insights/actionGroups')).toEqual([]);
  for (const { properties } of ofType(enterprise, 'Microsoft.Insights/scheduledQueryRules'))
    expect(properties?.actions).toEqual({ actionGroups: [group] });
  const told = { contactEmails: [], contactGroups: [group] };
  expect(only(enterprise, 'Microsoft.Consumption/budgets').properties?.notifications).toMatchObject({
    actual80: told,
    forecast100: told,
  });
});

test('existing subnets and DNS zones are used, and no network is created', () => {
  const network = enterprise.filter(({ type }) => type.startsWith('Microsoft.Network/'));
  expect([...new Set(network.map(({ type }) => type))]).toEqual([
    'Microsoft.Network/privateEndpoints',
    'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  ]);
  for (const { properties } of ofType(network, 'Microsoft.Network/privateEndpoints'))
    expect(properties?.subnet).toEqual({
      id: `${platform}/Microsoft.Network/virtualNetworks/spoke/subnets/pim-endpoints`,
    });
  for (const { id, properties } of ofType(
    network,
    'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  )) {
    const [, service = ''] = /-(blob|table)\/privateDnsZoneGroups/.exec(id) ?? [];
    const zone = `${platform}/Microsoft.Network/privateDnsZones/privatelink.${service}.core.windows.net`;
    expect(properties).toMatchObject({
      privateDnsZoneConfigs: [{ properties: { privateDnsZoneId: zone } }],
    });
  }
  expect(only(enterprise, 'Microsoft.Web/sites').properties?.virtualNetworkSubnetId).toBe(
    `${platform}/Microsoft.Network/virtualNetworks/spoke/subnets/pim-functions`,
  );
});

test('the audit account is locked against deletion only if that is chosen', () => {
  expect(ofType(everything, 'Microsoft.Authorization/locks')).toEqual([]);
  const { id, properties } = only(enterprise, 'Microsoft.Authorization/locks');
  expect(id.startsWith(`${auditAccount(enterprise).id}/`)).toBe(true);
  expect(properties).toMatchObject({ level: 'CanNotDelete' });
});

test("a customer's key encrypts tables too, and follows its rotation", () => {
  expect(auditAccount(everything).properties?.encryption).toMatchObject({ keySource: 'Microsoft.Storage' });
  expect(auditAccount(everything)).not.toHaveProperty('identity');
  const key = `${platform}/Microsoft.ManagedIdentity/userAssignedIdentities/pim-report-key`;
  expect(auditAccount(enterprise)).toMatchObject({
    identity: { type: 'UserAssigned', userAssignedIdentities: { [key]: {} } },
    properties: {
      encryption: {
        keySource: 'Microsoft.Keyvault',
        identity: { userAssignedIdentity: key },
        keyvaultproperties: {
          keyvaulturi: 'https://contoso.vault.azure.net',
          keyname: 'pim-report',
          keyversion: '',
        },
        services: { blob: { keyType: 'Account' }, table: { keyType: 'Account' } },
      },
    },
  });
});

test('the audit data are in three zones by default, the host and the app only if that is chosen', () => {
  const skus = (resources: typeof enterprise) =>
    ofType(resources, account).map(({ name, ...rest }) => [
      /host|audit/.exec(name)?.[0],
      (rest as unknown as { sku: { name: string } }).sku.name,
    ]);
  expect(skus(deployed('default'))).toEqual([
    ['host', 'Standard_LRS'],
    ['audit', 'Standard_ZRS'],
  ]);
  expect(skus(enterprise)).toEqual([
    ['host', 'Standard_ZRS'],
    ['audit', 'Standard_ZRS'],
  ]);
  const zones = (resources: typeof enterprise) =>
    only(resources, 'Microsoft.Web/serverfarms').properties?.zoneRedundant;
  expect([zones(deployed('default')), zones(enterprise)]).toEqual([false, true]);
});

test('every resource with tags has those of the group, of azd and of the parameter', () => {
  const tagsOf = (resources: typeof enterprise) => [
    ...new Set(
      resources.flatMap((resource) =>
        'tags' in resource ? [JSON.stringify((resource as unknown as { tags: unknown }).tags)] : [],
      ),
    ),
  ];
  // Only Azure knows the group's tags, so this compares the expression.
  const expected =
    "union(coalesce(resourceGroup().tags, createObject()), createObject('azd-env-name', 'prod'), createObject('owner', 'iam'))";
  const found = tagsOf(enterprise);
  expect(found).toHaveLength(2);
  for (const tags of found) expect(tags).toContain(expected);
  expect(tagsOf(everything)).toEqual(['{"owner":"iam"}', '{"owner":"iam","azd-service-name":"functions"}']);
});

test('chosen names are used, and the others keep their defaults', () => {
  const nameOf = (type: string) => only(enterprise, type).name;
  expect(nameOf('Microsoft.Web/sites')).toBe('func-pim-prod-weu');
  expect(nameOf('Microsoft.Web/serverfarms')).toBe('asp-pim-prod-weu');
  expect(nameOf('Microsoft.ManagedIdentity/userAssignedIdentities')).toBe('id-pim-prod-weu');
  expect(nameOf('Microsoft.Insights/components')).toBe('appi-pim-prod-weu');
  expect(nameOf('Microsoft.Communication/emailServices')).toBe('acse-pim-prod');
  expect(nameOf('Microsoft.Communication/communicationServices')).toBe('acs-pim-prod');
  expect(nameOf('Microsoft.Consumption/budgets')).toBe('budget-pim-prod');
  expect(ofType(enterprise, account).map(({ name }) => name)).toEqual([
    'stpimhostprodweu',
    'stpimauditprodweu',
  ]);
  // Role assignments, settings and diagnostics use the chosen names.
  expect(JSON.stringify(enterprise).includes('uj24rshle')).toBe(false);
});

test('the app runs on the chosen Node.js, and its Key Vault references use its identity', () => {
  const runtime = (resources: typeof enterprise) =>
    (only(resources, 'Microsoft.Web/sites').properties?.functionAppConfig as { runtime: unknown }).runtime;
  expect(runtime(deployed('default'))).toEqual({ name: 'node', version: '22' });
  expect(runtime(enterprise)).toEqual({ name: 'node', version: '24' });
  expect(template.parameters.nodeVersion?.allowedValues).toEqual(['22', '24']);
  for (const world of ['default', 'everything', 'enterprise'] as const)
    expect(only(deployed(world), 'Microsoft.Web/sites').properties?.keyVaultReferenceIdentity).toBe(
      only(deployed(world), 'Microsoft.ManagedIdentity/userAssignedIdentities').id,
    );
});

test('an incomplete choice is refused with a message', () => {
  const text = JSON.stringify(template);
  for (const sentence of [
    'existingFunctionsSubnetId and existingEndpointsSubnetId belong together: give both or neither.',
    'existingBlobDnsZoneId and existingTableDnsZoneId belong together: give both or neither.',
    'encryptionKeyUri needs encryptionIdentityId: the identity that may use the key.',
  ])
    expect(text).toContain(sentence);
});
