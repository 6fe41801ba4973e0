import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { analyse } from '../support/outputs/kusto';
import { deployed, only, root, textOf } from '../support/outputs/infra';

interface Item {
  readonly type: number;
  readonly name: string;
  readonly content: {
    readonly parameters?: readonly {
      readonly name: string;
      readonly type: number;
      readonly value: unknown;
    }[];
    readonly query?: string;
    readonly visualization?: string;
    readonly timeContextFromParameter?: string;
    readonly noDataMessage?: string;
  };
}

const workbook = only(deployed('default'), 'Microsoft.Insights/workbooks');
const { version, items, fallbackResourceIds } = JSON.parse(workbook.properties?.serializedData as string) as {
  version: string;
  items: Item[];
  fallbackResourceIds: string[];
};
const [time, ...tiles] = items;

test('the workbook opens in the portal, on our workspace', () => {
  const workspace = only(deployed('default'), 'Microsoft.OperationalInsights/workspaces').id;
  expect(workbook).toMatchObject({
    kind: 'shared',
    properties: { category: 'workbook', displayName: 'PIM Report (pimreport)', sourceId: workspace },
  });
  expect({ version, fallbackResourceIds }).toEqual({
    version: 'Notebook/1.0',
    fallbackResourceIds: [workspace],
  });
  expect(time).toMatchObject({
    type: 9,
    content: { parameters: [{ name: 'TimeRange', type: 4, value: { durationMs: 30 * 86_400_000 } }] },
  });
});

test('it runs every dashboard query over the chosen time, and says so when a result is empty', () => {
  const files = readdirSync(resolve(root, 'infra/queries')).filter((file) => file.startsWith('dashboard-'));
  const asked = tiles.map(({ content }) => content.query);
  const tables = textOf('infra/queries/tables.kql');
  expect([...asked].sort()).toEqual(
    files.map((file) => `${tables}${textOf(`infra/queries/${file}`)}`).sort(),
  );
  for (const { type, content } of tiles) {
    expect(type).toBe(3);
    expect(content.timeContextFromParameter).toBe('TimeRange');
    expect(content.noDataMessage).toMatch(/\.$/);
  }
});

test('every chart has a time and numbers', () => {
  const charts = tiles.filter(({ content }) => content.visualization !== 'table');
  expect(charts).toHaveLength(1);
  const types = Object.values(analyse(charts[0]!.content.query!).columns);
  expect(types).toEqual(['datetime', 'long', 'long']);
});
