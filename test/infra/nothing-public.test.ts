import { deployed, ofType, only, shortId, template, textOf } from '../support/outputs/infra';

const worlds = ['default', 'everything'] as const;

test('parameters, settings and outputs contain no secret', () => {
  const source = textOf('infra/main.json');
  // The template reads no key: neither with list*() nor as a secure parameter.
  expect(source).not.toMatch(
    /\blist[A-Z]\w*\(|secureString|secureObject|AccountKey|SharedAccess|accesskey=/i,
  );
  // The id of a vault and the address of a key are no secrets.
  expect(Object.keys(template.parameters).filter((name) => /secret|password|key|token/i.test(name))).toEqual([
    'alertsKeyVaultId',
    'encryptionKeyUri',
  ]);
  // The only connection string is the address of Application Insights, which takes only tokens.
  expect(source.match(/\.ConnectionString\b/g)).toHaveLength(1);
  for (const world of worlds)
    expect(only(deployed(world), 'Microsoft.Insights/components').properties).toMatchObject({
      DisableLocalAuth: true,
    });
});

describe.each(worlds)('In the %s world', (world) => {
  const resources = deployed(world);
  const isPrivate = world === 'everything';

  test('both storage accounts accept only tokens over TLS 1.2, and allow no anonymous access', () => {
    const accounts = ofType(resources, 'Microsoft.Storage/storageAccounts');
    expect(accounts).toHaveLength(2);
    for (const { properties } of accounts)
      expect(properties).toMatchObject({
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        allowCrossTenantReplication: false,
        defaultToOAuthAuthentication: true,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
        publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled',
        networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow' },
      });
    for (const { properties } of ofType(
      resources,
      'Microsoft.Storage/storageAccounts/blobServices/containers',
    ))
      expect(properties).toMatchObject({ publicAccess: 'None' });
  });

  test('nobody can call the app, and no password can deploy to it', () => {
    expect(only(resources, 'Microsoft.Web/sites').properties).toMatchObject({
      httpsOnly: true,
      siteConfig: {
        minTlsVersion: '1.2',
        scmMinTlsVersion: '1.2',
        ipSecurityRestrictionsDefaultAction: 'Deny',
        ipSecurityRestrictions: [],
        scmIpSecurityRestrictionsUseMain: false,
        scmIpSecurityRestrictionsDefaultAction: isPrivate ? 'Deny' : 'Allow',
      },
    });
    const policies = ofType(resources, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(policies.map(({ id, properties }) => [id.split('/').at(-1), properties])).toEqual([
      ['ftp', { allow: false }],
      ['scm', { allow: false }],
    ]);
  });

  test('mail, telemetry and logs accept only tokens', () => {
    const mail = only(resources, 'Microsoft.Communication/communicationServices');
    expect(mail.properties).toMatchObject({ disableLocalAuth: true });
    const logs = only(resources, 'Microsoft.OperationalInsights/workspaces');
    expect(logs.properties).toMatchObject({ features: { disableLocalAuth: true } });
  });
});

test('one parameter creates the private network: endpoints, zones and one outbound address', () => {
  const network = (world: (typeof worlds)[number]) =>
    deployed(world).filter(({ type }) => type.startsWith('Microsoft.Network/'));
  expect(network('default')).toEqual([]);
  const resources = network('everything');
  expect(ofType(resources, 'Microsoft.Network/privateEndpoints').map(({ id }) => shortId(id))).toEqual(
    ['host', 'audit'].flatMap((account) =>
      ['blob', 'table'].map(
        (service) => `Microsoft.Network/privateEndpoints/pimreport${account}~-${service}`,
      ),
    ),
  );
  expect(ofType(resources, 'Microsoft.Network/privateDnsZones').map(({ name }) => name)).toEqual([
    expect.stringContaining("'blob'"),
    expect.stringContaining("'table'"),
  ]);
  expect(ofType(resources, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks')).toHaveLength(2);
  expect(ofType(resources, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups')).toHaveLength(4);
  expect(only(resources, 'Microsoft.Network/virtualNetworks').properties).toMatchObject({
    subnets: [
      {
        name: 'functions',
        properties: {
          addressPrefix: '10.87.0.0/26',
          delegations: [{ properties: { serviceName: 'Microsoft.App/environments' } }],
        },
      },
      { name: 'endpoints', properties: { addressPrefix: '10.87.0.64/26' } },
    ],
  });
  const app = only(deployed('everything'), 'Microsoft.Web/sites').properties;
  expect(shortId(app?.virtualNetworkSubnetId as string)).toBe(
    'Microsoft.Network/virtualNetworks/pimreport-network/subnets/functions',
  );
});
