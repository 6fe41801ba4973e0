import { sentinelRow } from '../../shared/alerts/payloads/sentinel-row';
import { anAlert } from '../support/builders/alerts';
import { deployed, ofType, only } from '../support/outputs/infra';

interface Column {
  readonly name: string;
  readonly type: string;
}

const rule = only(deployed('everything'), 'Microsoft.Insights/dataCollectionRules') as unknown as {
  kind: string;
  location: string;
  properties: {
    streamDeclarations: Record<string, { columns: readonly Column[] }>;
    dataFlows: readonly { streams: string[]; transformKql: string; outputStream: string }[];
  };
};
const stream = 'Custom-PimReportAlerts';
const sent = rule.properties.streamDeclarations[stream]!.columns;

test('the stream declares exactly the columns that the app sends, with their types', () => {
  const row = sentinelRow(anAlert());
  expect(sent.map(({ name }) => name)).toEqual(Object.keys(row));
  const typeOf = (value: unknown) =>
    Array.isArray(value) ? 'dynamic' : /^\d{4}-.*Z$/.test(String(value)) ? 'datetime' : 'string';
  expect(sent.map(({ name, type }) => [name, type])).toEqual(
    Object.entries(row).map(([name, value]) => [name, typeOf(value)]),
  );
});

// Log Analytics reserves the name TenantId for the workspace's own id.
test('the table has the same columns, except the tenant, which the rule renames', () => {
  const table = only(deployed('everything'), 'Microsoft.OperationalInsights/workspaces/tables')
    .properties as {
    schema: { name: string; columns: readonly Column[] };
  };
  expect(table.schema.name).toBe('PimReportAlerts_CL');
  expect(table.schema.columns).toEqual(
    sent.map((column) => (column.name === 'TenantId' ? { ...column, name: 'EntraTenantId' } : column)),
  );
  expect(rule.properties.dataFlows).toMatchObject([
    {
      streams: [stream],
      transformKql: 'source | project-rename EntraTenantId = TenantId',
      outputStream: 'Custom-PimReportAlerts_CL',
    },
  ]);
});

test('the rule is of the kind that has its own endpoint, in the region of the workspace', () => {
  expect(rule.kind).toBe('Direct');
  const workspace = only(deployed('everything'), 'Microsoft.OperationalInsights/workspaces');
  expect(rule.location).toBe((workspace as unknown as { location: string }).location);
});

test('without the switch neither table nor rule is deployed', () => {
  for (const type of [
    'Microsoft.Insights/dataCollectionRules',
    'Microsoft.OperationalInsights/workspaces/tables',
  ])
    expect(ofType(deployed('default'), type)).toEqual([]);
});
