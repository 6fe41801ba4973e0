import { deployed, ofType, only, textOf, type Deployed } from '../support/outputs/infra';
import type { SnapshotName } from '../../scripts/infra/compiled';

const storage = 'Microsoft.Storage/storageAccounts';
const site = 'Microsoft.Web/sites';

/** A property by its path, which a policy calls its field. */
const field = (resource: Deployed, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], resource);

/** Whether every resource of a type has a property with this value. */
const all = (type: string, path: string, value: unknown) => (resources: readonly Deployed[]) => {
  const found = ofType(resources, type);
  return found.length > 0 && found.every((resource) => field(resource, path) === value);
};
const subnets = (resources: readonly Deployed[]) =>
  only(resources, 'Microsoft.Network/virtualNetworks').properties?.subnets as { properties: object }[];
const passwords = (kind: string) => (resources: readonly Deployed[]) =>
  only(resources, `${site}/basicPublishingCredentialsPolicies`, `/${kind}`).properties?.allow === false;
const audit = (resources: readonly Deployed[]) =>
  ofType(resources, storage).filter(({ name }) => name.includes('audit'));

/**
 * The conditions of built-in policies (Azure/azure-policy, built-in-policies/policyDefinitions), applied to the
 * resources that the template creates.
 */
const conditions: Readonly<Record<string, (resources: readonly Deployed[]) => boolean>> = {
  'Secure transfer to storage accounts should be enabled': all(
    storage,
    'properties.supportsHttpsTrafficOnly',
    true,
  ),
  'Storage accounts should have the specified minimum TLS version': all(
    storage,
    'properties.minimumTlsVersion',
    'TLS1_2',
  ),
  'Storage account public access should be disallowed': all(
    storage,
    'properties.allowBlobPublicAccess',
    false,
  ),
  'Storage accounts should prevent shared key access': all(storage, 'properties.allowSharedKeyAccess', false),
  'Storage accounts should prevent cross tenant object replication': all(
    storage,
    'properties.allowCrossTenantReplication',
    false,
  ),
  'Storage accounts should have infrastructure encryption': all(
    storage,
    'properties.encryption.requireInfrastructureEncryption',
    true,
  ),
  'Function apps should only be accessible over HTTPS': all(site, 'properties.httpsOnly', true),
  'Function apps should use the latest TLS version': all(site, 'properties.siteConfig.minTlsVersion', '1.2'),
  'Function apps should use managed identity': all(site, 'identity.type', 'UserAssigned'),
  'App Service apps should have local authentication methods disabled for FTP deployments': passwords('ftp'),
  'App Service apps should have local authentication methods disabled for SCM site deployments':
    passwords('scm'),
  'Application Insights components should block non-Azure Active Directory based ingestion': all(
    'Microsoft.Insights/components',
    'properties.DisableLocalAuth',
    true,
  ),
  'Log Analytics Workspaces should block non-Azure Active Directory based ingestion': all(
    'Microsoft.OperationalInsights/workspaces',
    'properties.features.disableLocalAuth',
    true,
  ),
  'Storage accounts should restrict network access': all(
    storage,
    'properties.networkAcls.defaultAction',
    'Deny',
  ),
  'Storage accounts should restrict network access using virtual network rules': all(
    storage,
    'properties.networkAcls.defaultAction',
    'Deny',
  ),
  'Storage accounts should disable public network access': all(
    storage,
    'properties.publicNetworkAccess',
    'Disabled',
  ),
  'Storage accounts should use private link': (resources) =>
    ofType(resources, storage).every(({ id }) =>
      ofType(resources, 'Microsoft.Network/privateEndpoints').some((endpoint) =>
        JSON.stringify(endpoint.properties).includes(`"${id}"`),
      ),
    ),
  'Subnets should be private': (resources) =>
    subnets(resources).every(
      ({ properties }) => 'defaultOutboundAccess' in properties && properties.defaultOutboundAccess === false,
    ),
  'Subnets should be associated with a Network Security Group': (resources) =>
    subnets(resources).every(({ properties }) => 'networkSecurityGroup' in properties),
  'Storage accounts should use customer-managed key for encryption': (resources) =>
    all(storage, 'properties.encryption.keySource', 'Microsoft.Keyvault')(audit(resources)),
  'Table Storage should use customer-managed key for encryption': (resources) =>
    all(storage, 'properties.encryption.services.table.keyType', 'Account')(audit(resources)),
  'Storage Accounts should be Zone Redundant': (resources) =>
    ofType(resources, storage).every((resource) => String(field(resource, 'sku.name')).endsWith('ZRS')),
  'Require a tag on resources': (resources) =>
    resources
      .filter((resource) => 'tags' in resource)
      .every((resource) => JSON.stringify(field(resource, 'tags')).includes('owner')),
  'Network interfaces should not have public IPs': (resources) =>
    ofType(resources, 'Microsoft.Network/publicIPAddresses').length === 0,
  'Function apps should disable public network access': all(
    site,
    'properties.publicNetworkAccess',
    'Disabled',
  ),
  'Function apps should require FTPS only': all(site, 'properties.siteConfig.ftpsState', 'Disabled'),
  "Function apps should use latest 'HTTP Version'": all(site, 'properties.siteConfig.http20Enabled', true),
  'Function apps should have Client Certificates (Incoming client certificates) enabled': all(
    site,
    'properties.clientCertEnabled',
    true,
  ),
  'Function apps should have authentication enabled': (resources) =>
    ofType(resources, `${site}/config`).some(({ id }) => id.includes('authsettings')),
  'Application Insights components should block log ingestion and querying from public networks': all(
    'Microsoft.Insights/components',
    'properties.publicNetworkAccessForIngestion',
    'Disabled',
  ),
  'Log Analytics workspaces should block log ingestion and querying from public networks': all(
    'Microsoft.OperationalInsights/workspaces',
    'properties.publicNetworkAccessForIngestion',
    'Disabled',
  ),
};

const page = textOf('docs/policy.md');
/** The first column of the table below a heading. */
const policiesBelow = (heading: string): string[] => {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (?!policy|---)([^|]+?) \|/gm)].map(([, name]) => name!);
};
const isMet = (policy: string, world: SnapshotName): boolean => conditions[policy]!(deployed(world));

test.each(policiesBelow('Met by default'))('the template meets by default: %s', (policy) => {
  for (const world of ['default', 'everything'] as const)
    expect([world, isMet(policy, world)]).toEqual([world, true]);
});

/** Rows that no resource of the template can prove. */
const elsewhere = [
  'Require a tag on resource groups',
  'Allowed locations',
  'Network interfaces should not have public IPs, and landing zones that deny public IP addresses',
  'Configure private endpoints to use private DNS zones (by service)',
];

test.each(policiesBelow('Met by a parameter').filter((policy) => !elsewhere.includes(policy)))(
  'the template meets only with a parameter: %s',
  (policy) => {
    const world = policy.startsWith('Subnets') ? 'everything' : 'enterprise';
    expect(isMet(policy, world)).toBe(true);
    // Without a network there is no subnet to judge.
    if (world === 'enterprise') expect(isMet(policy, 'default')).toBe(false);
  },
);

test.each(policiesBelow('Needs an exemption'))(
  'the template does not meet, so that an exemption is needed: %s',
  (policy) => {
    for (const world of ['default', 'everything'] as const)
      expect([world, isMet(policy, world)]).toEqual([world, false]);
  },
);

test('the page has a row for each condition', () => {
  const named = ['Met by default', 'Met by a parameter', 'Needs an exemption'].flatMap(policiesBelow);
  expect(named.length).toBeGreaterThan(25);
  for (const policy of Object.keys(conditions))
    expect([policy, named.some((row) => row.startsWith(policy))]).toEqual([policy, true]);
});

test("a public address is created only with the template's own network", () => {
  expect(isMet('Network interfaces should not have public IPs', 'enterprise')).toBe(true);
  expect(isMet('Network interfaces should not have public IPs', 'everything')).toBe(false);
});
