import { deployed, ofType, only, type Deployed } from '../support/outputs/infra';

const account = 'Microsoft.Storage/storageAccounts';
const named = (resources: readonly Deployed[], type: string) =>
  ofType(resources, type).map(({ id }) => id.split('/').at(-1));

interface Rule {
  readonly name: string;
  readonly enabled: boolean;
  readonly definition: { readonly filters: unknown; readonly actions: unknown };
}
const lifecycle = (world: 'default' | 'everything') =>
  (only(deployed(world), `${account}/managementPolicies`).properties as { policy: { rules: Rule[] } }).policy
    .rules;

test('the store has the tables and the container that the jobs use', () => {
  const resources = deployed('default');
  expect(named(resources, `${account}/tableServices/tables`)).toEqual([
    'PimAuditEvents',
    'CollectionDays',
    'ReportRuns',
    'AccessSnapshots',
    'AlertsSent',
    'HistorySummaries',
  ]);
  expect(named(resources, `${account}/blobServices/containers`)).toEqual([
    'app-package',
    'pim-reports',
    'pim-access',
  ]);
});

test('sent reports have versions, and deleted ones can be restored', () => {
  const [services] = ofType(deployed('default'), `${account}/blobServices`).filter(({ id }) =>
    id.includes('audit'),
  );
  expect(services?.properties).toEqual({
    isVersioningEnabled: true,
    deleteRetentionPolicy: { enabled: true, days: 30 },
    containerDeleteRetentionPolicy: { enabled: true, days: 30 },
  });
});

test('immutability is off by default, and a chosen policy is not locked', () => {
  expect(ofType(deployed('default'), `${account}/blobServices/containers/immutabilityPolicies`)).toEqual([]);
  const policy = only(deployed('everything'), `${account}/blobServices/containers/immutabilityPolicies`);
  expect(policy.id).toMatch(/containers\/pim-reports\/immutabilityPolicies\/default$/);
  expect(policy.properties).toEqual({ immutabilityPeriodSinceCreationInDays: 365 });
});

test('reports become cool after a month, and old versions are deleted after the restore and retention periods', () => {
  const [cool, , ...others] = lifecycle('default');
  expect(others).toEqual([]);
  expect(cool).toMatchObject({
    enabled: true,
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['pim-reports/'] },
      actions: {
        baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 30 } },
        version: { delete: { daysAfterCreationGreaterThan: 30 } },
      },
    },
  });
  expect(lifecycle('everything')[0]?.definition.actions).toMatchObject({
    version: { delete: { daysAfterCreationGreaterThan: 365 } },
  });
});

test('deleted snapshots of access can be restored for a month, and are then gone', () => {
  expect(lifecycle('default')[1]).toMatchObject({
    enabled: true,
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['pim-access/'] },
      actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } },
    },
  });
  // The snapshots themselves are deleted by the app, after RETENTION_DAYS.
  expect(lifecycle('default')[1]?.definition.actions).not.toHaveProperty('baseBlob');
});

test('sent reports are deleted only if a time is set', () => {
  expect(JSON.stringify(lifecycle('default'))).not.toMatch(/"baseBlob":\{"delete"/);
  expect(lifecycle('everything')[2]).toMatchObject({
    enabled: true,
    definition: {
      filters: { prefixMatch: ['pim-reports/'] },
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 3650 } } },
    },
  });
});

test('deletions of evidence and deliveries of mails are logged', () => {
  const settings = ofType(deployed('default'), 'Microsoft.Insights/diagnosticSettings').map(
    ({ id, properties }) => ({
      of: /providers\/([^/]+\/[^/]+)/.exec(id)?.[1],
      part: /(blob|table)Services/.exec(id)?.[0],
      logs: (properties as { logs: { category: string; enabled: boolean }[] }).logs
        .filter(({ enabled }) => enabled)
        .map(({ category }) => category),
      isHere: String(properties?.workspaceId).endsWith('/workspaces/pimreport-logs'),
    }),
  );
  expect(settings).toEqual([
    { of: account, part: 'blobServices', logs: ['StorageDelete'], isHere: true },
    { of: account, part: 'tableServices', logs: ['StorageDelete'], isHere: true },
    {
      of: 'Microsoft.Communication/communicationServices',
      part: undefined,
      logs: ['EmailSendMailOperational', 'EmailStatusUpdateOperational'],
      isHere: true,
    },
  ]);
});

test("a customer's domain is linked beside the one that Azure manages, and sends the mail", () => {
  const email = 'Microsoft.Communication/emailServices';
  expect(named(deployed('default'), `${email}/domains`)).toEqual(['AzureManagedDomain']);
  expect(named(deployed('everything'), `${email}/domains`)).toEqual([
    'AzureManagedDomain',
    'mail.contoso.com',
  ]);
  const service = only(deployed('everything'), 'Microsoft.Communication/communicationServices').properties;
  expect((service?.linkedDomains as string[]).map((id) => id.split('/').at(-1))).toEqual([
    'AzureManagedDomain',
    'mail.contoso.com',
  ]);
  expect(service?.dataLocation).toBe(only(deployed('everything'), email).properties?.dataLocation);
  expect(only(deployed('everything'), `${email}/domains/senderUsernames`).properties).toEqual({
    username: 'pim',
    displayName: 'PIM Report',
  });
});
