import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf, type ReportInput } from '../support/outputs/report-of';

/**
 * Cases after public reports: they are beside the repository on a developer's machine, not in it. The tests
 * of each kind of fault, with events of their own, are in kinds.test.ts.
 */
const folder = join(__dirname, '../../../shared/cases');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

interface Case extends ReportInput {
  readonly about: string;
  readonly right: {
    readonly totals?: object;
    readonly activations?: readonly object[];
    readonly changes?: readonly object[];
    readonly findings: {
      readonly include: readonly (readonly [string, string | null])[];
      readonly exclude: readonly string[];
      readonly says: readonly string[];
      readonly never: readonly string[];
    };
  };
}

if (files.length === 0) {
  test.skip('cases after public reports (skipped: the folder beside the repository is not there)', () => {
    expect(files).toEqual([]);
  });
} else {
  test.each(files)('case %s', holds);
}

/** Compares the report of a case with the expected one. */
async function holds(file: string): Promise<void> {
  const given = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
  const { totals, activations, changes, findings } = await reportOf(given);
  const { right } = given;
  if (right.totals !== undefined) expect(totals).toMatchObject(right.totals);
  if (right.activations !== undefined) expectRows(activations, right.activations);
  if (right.changes !== undefined) expectRows(changes, right.changes);
  const found = findings.map(({ rule, severity, sentence }) => `${rule} (${severity}): ${sentence}`);
  for (const [rule, severity] of right.findings.include) {
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${rule} \\(${severity ?? '\\w+'}\\): `)));
  }
  for (const rule of right.findings.exclude) {
    expect(found).not.toContainEqual(expect.stringMatching(new RegExp(`^${rule} `)));
  }
  const sentences = findings.map(({ sentence }) => sentence);
  for (const text of right.findings.says) {
    expect(sentences).toContainEqual(expect.stringMatching(new RegExp(text)));
  }
  for (const text of right.findings.never) {
    expect(sentences).not.toContainEqual(expect.stringMatching(new RegExp(text)));
  }
}

/** Expects each row to have at least the given values, in any order, and no other rows. */
function expectRows(rows: readonly object[], right: readonly object[]): void {
  expect(rows).toEqual(expect.arrayContaining(right.map((row) => containing(row))));
  expect(rows).toHaveLength(right.length);
}

function containing(value: object): unknown {
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => [
    key,
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? containing(inner) : inner,
  ]);
  return expect.objectContaining(Object.fromEntries(entries) as object);
}
