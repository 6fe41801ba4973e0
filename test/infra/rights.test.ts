import { deployed, ofType, shortId, type Deployed } from '../support/outputs/infra';

/** All rights of the identity: the built-in role, the scope and the reason. */
const rights = [
  {
    role: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', // Storage Blob Data Owner: what the Functions host asks for
    scope: 'Microsoft.Storage/storageAccounts/pimreporthost~',
    why: 'Functions host: timer locks, schedules and the deployed package',
  },
  {
    role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', // Storage Table Data Contributor
    scope: 'Microsoft.Storage/storageAccounts/pimreporthost~',
    why: 'Functions host: its diagnostic events',
  },
  {
    role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', // Storage Table Data Contributor
    scope: 'Microsoft.Storage/storageAccounts/pimreportaudit~',
    why: 'PIM Report: events and ledgers',
  },
  {
    role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', // Storage Blob Data Contributor
    scope: 'Microsoft.Storage/storageAccounts/pimreportaudit~/blobServices/default/containers/pim-reports',
    why: 'PIM Report: the archive of sent reports',
  },
  {
    role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', // Storage Blob Data Contributor
    scope: 'Microsoft.Storage/storageAccounts/pimreportaudit~/blobServices/default/containers/pim-access',
    why: 'PIM Report: snapshots of standing access',
  },
  {
    role: '09976791-48a7-449e-bb21-39d1a415f350', // Communication and Email Service Owner
    scope: 'Microsoft.Communication/communicationServices/pimreport-mail-~',
    why: 'PIM Report: sends the weekly mail',
  },
  {
    role: '3913510d-42f4-4e42-8a64-420c390055eb', // Monitoring Metrics Publisher
    scope: 'Microsoft.Insights/components/pimreport-insights',
    why: 'Functions host: writes telemetry',
  },
];

/** The rights that channels of immediate alerts add. */
const alertRights = [
  {
    role: '4633458b-17de-408a-b874-0445c86b69e6', // Key Vault Secrets User
    scope:
      '/subscriptions/7b1a4b5e-0000-4000-8000-000000000009/resourceGroups/security/providers/Microsoft.KeyVault/vaults/kv-contoso',
    why: 'PIM Report: reads the addresses of alert channels',
  },
  {
    role: '3913510d-42f4-4e42-8a64-420c390055eb', // Monitoring Metrics Publisher
    scope: 'Microsoft.Insights/dataCollectionRules/pimreport-alerts',
    why: 'PIM Report: writes immediate alerts',
  },
];

interface Assignment {
  readonly principalId: string;
  readonly principalType: string;
  readonly roleDefinitionId: string;
  readonly description: string;
}

const assignments = (resources: readonly Deployed[]) =>
  ofType(resources, 'Microsoft.Authorization/roleAssignments').map(({ id, name, properties }) => {
    const assignment = properties as unknown as Assignment;
    const scope = shortId(id).replace(/\/providers\/Microsoft\.Authorization\/.*$/, '');
    return { ...assignment, name, scope };
  });

test.each(['default', 'everything'] as const)(
  'the identity has exactly these rights in the %s world',
  (world) => {
    const found = assignments(deployed(world)).map(({ roleDefinitionId, scope, description }) => ({
      role: roleDefinitionId.split('/').at(-1),
      scope,
      why: description,
    }));
    expect(found).toEqual(world === 'everything' ? [...rights, ...alertRights] : rights);
  },
);

test('only the named auditors may read the audit data', () => {
  const readers = ['2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', '76199698-9eea-4c19-bc75-cec21354c6b6'];
  const auditors = ['7b1a4b5e-0000-4000-8000-000000000001', '7b1a4b5e-0000-4000-8000-000000000002'];
  const found = assignments(deployed('enterprise')).slice(rights.length);
  expect(
    found.map(({ roleDefinitionId, principalId }) => [roleDefinitionId.split('/').at(-1), principalId]),
  ).toEqual(readers.flatMap((role) => auditors.map((auditor) => [role, auditor])));
  for (const { scope } of found) expect(scope).toBe('Microsoft.Storage/storageAccounts/stpimauditprodweu');
  expect(new Set(found.map(({ name }) => name)).size).toBe(4);
});

test('every right is for this one identity, under a name that does not change', () => {
  const found = assignments(deployed('default'));
  for (const { principalId, principalType, name } of found) {
    expect(shortId(principalId)).toMatch(
      /^Microsoft\.ManagedIdentity\/userAssignedIdentities\/pimreport-identity', '[\d-]+'\)\.principalId\]$/,
    );
    expect(principalType).toBe('ServicePrincipal');
    expect(name).toMatch(/^[0-9a-f-]{36}$/);
  }
  expect(new Set(found.map(({ name }) => name)).size).toBe(rights.length);
  const identities = deployed('everything').filter((resource) => 'identity' in resource);
  expect(
    identities.map(({ type, ...rest }) => [type, (rest as unknown as { identity: object }).identity]),
  ).toEqual([
    [
      'Microsoft.Web/sites',
      {
        type: 'UserAssigned',
        userAssignedIdentities: {
          [deployed('everything').find(({ type }) => type.endsWith('userAssignedIdentities'))!.id]: {},
        },
      },
    ],
  ]);
});
