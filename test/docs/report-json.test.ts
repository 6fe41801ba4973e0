import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { contractReport } from '../support/outputs/contract-json';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const page = readFileSync(join(__dirname, '../../docs/report-json.md'), 'utf8');
const report = z.toJSONSchema(contractReport) as Schema;

/** The object that a value or its items are, without null. */
function objectOf(schema: Schema | undefined): Schema | undefined {
  if (schema === undefined || schema.properties !== undefined) return schema;
  return objectOf(schema.items ?? schema.anyOf?.find(({ properties, items }) => properties ?? items));
}

const at = (path: string): Schema | undefined =>
  path
    .split('.')
    .filter((key) => key !== '')
    .reduce<Schema | undefined>((schema, key) => objectOf(schema?.properties?.[key]), report);

/** The objects of the report by the page's headings. */
const paths = {
  'The report': '',
  ...{ coverage: 'coverage', totals: 'totals', activations: 'activations', changes: 'changes' },
  ...{ findings: 'findings', standingAccess: 'standingAccess', roleSettings: 'roleSettings' },
  assignments: 'standingAccess.assignments',
  reconciliation: 'standingAccess.reconciliation',
  unexplained: 'standingAccess.reconciliation.unexplained',
  ...{ undeliveredAlerts: 'undeliveredAlerts', unknownActivities: 'unknownActivities' },
};

test.each(Object.entries(paths))(
  'docs/report-json.md lists the keys of "%s" and no others',
  (heading, path) => {
    const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
    const named = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(named).toEqual(Object.keys(at(path)?.properties ?? {}));
  },
);

test('docs/report-json.md has a section for each object', () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toEqual(Object.keys(paths).toSorted());
});
