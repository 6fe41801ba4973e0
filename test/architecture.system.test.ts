import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCycles } from './support/outputs/import-cycles';

const root = join(__dirname, '..');

/** A text that lint must refuse in a room, under the name of an existing file. */
const crimes: readonly (readonly [file: string, text: string, rule: string])[] = [
  [
    'shared/domain/time/instant.ts',
    "import { parsePage } from '../../graph/odata-page';\nexport const x = parsePage;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/analysis/totals.ts',
    "import { createPace } from '../graph/pace';\nexport const x = createPace;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/jobs/collect/collect.ts',
    "import { isSchedule } from '../../config/schedules/ncrontab';\nexport const x = isSchedule;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/config/schedules/schedule.ts',
    "import { eventKey } from '../../storage/event-key';\nexport const x = eventKey;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/report/csv.ts',
    "import { compose } from '../composition';\nexport const x = compose;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'local/mailbox.ts',
    "import { parsePage } from '../shared/graph/odata-page';\nexport const x = parsePage;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/jobs/report/history/trend.ts',
    "import { weeksDue } from '../../deliver/weeks-due';\nexport const x = weeksDue;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'functions/sendWeeklyReport.ts',
    "import { parseEvent } from '../shared/audit-source/parse-event';\nexport const x = parseEvent;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/domain/events/people.ts',
    "import { at } from '../../../test/support/builders/events';\nexport const x = at;\n",
    'import-x/no-restricted-paths',
  ],
  [
    'shared/jobs/collect/collect.ts',
    "import { Workbook } from 'exceljs';\nexport const x = Workbook;\n",
    'no-restricted-imports',
  ],
  [
    'cli/main.ts',
    "import { Workbook } from 'exceljs';\nexport const x = Workbook;\n",
    'no-restricted-imports',
  ],
  [
    'shared/report/workbook.ts',
    "import type { Workbook } from 'exceljs';\nexport type X = Workbook;\n",
    'no-restricted-imports',
  ],
  [
    'shared/report/workbook.ts',
    "import { ZipFile } from 'yazl';\nexport const x = ZipFile;\n",
    'no-restricted-imports',
  ],
  [
    'shared/domain/events/people.ts',
    "import { app } from '@azure/functions';\nexport const x = app;\n",
    'no-restricted-imports',
  ],
  [
    'cli/main.ts',
    "import { app } from '@azure/functions';\nexport const x = app;\n",
    'no-restricted-imports',
  ],
  [
    'shared/jobs/collect/collect.ts',
    "import { TableClient } from '@azure/data-tables';\nexport const x = TableClient;\n",
    'no-restricted-imports',
  ],
  [
    'shared/storage/event-key.ts',
    "import { EmailClient } from '@azure/communication-email';\nexport const x = EmailClient;\n",
    'no-restricted-imports',
  ],
  ['shared/domain/events/people.ts', 'export const x = Date.now();\n', 'no-restricted-syntax'],
  ['shared/jobs/collect/collect.ts', 'export const x = new Date();\n', 'no-restricted-syntax'],
  ['shared/config/read-setting.ts', 'export const x = process.env.PATH;\n', 'no-restricted-syntax'],
  ['shared/composition.ts', 'export const x = Date.now();\n', 'no-restricted-syntax'],
  ['shared/domain/events/people.ts', 'export const x: any = 1;\n', '@typescript-eslint/no-explicit-any'],
  ['shared/domain/events/people.ts', 'export default 1;\n', 'import-x/no-default-export'],
  ['shared/domain/events/people.ts', "console.log('x');\n", 'no-console'],
];

/** What is allowed, so that the rules are shown not to forbid everything. */
const virtues: readonly (readonly [file: string, text: string])[] = [
  [
    'shared/graph/pace.ts',
    "import { utcDayOf } from '../domain/time/utc-day';\nexport const x = utcDayOf(new Date(0));\n",
  ],
  ['shared/spreadsheet/style.ts', "import type { Workbook } from 'exceljs';\nexport type X = Workbook;\n"],
  [
    'functions/sendWeeklyReport.ts',
    "import { app } from '@azure/functions';\nimport { compose } from '../shared/composition';\nexport const x = [app, compose, new Date()];\n",
  ],
  [
    'shared/composition.ts',
    "import { TableClient } from '@azure/data-tables';\nimport { createPace } from './graph/pace';\nexport const x = [TableClient, createPace];\n",
  ],
];

/**
 * ESLint's settings are an ES module, which only a process of its own can load. The rules of the rooms need no types:
 * the rules that do are off, because they take ten times as long.
 */
const script = `
import { ESLint } from 'eslint';
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
const found = [];
for (const [file, text] of JSON.parse(readFileSync(0, 'utf8'))) {
  const results = await eslint.lintText(text, { filePath: file });
  found.push(results.flatMap(({ messages }) => messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId ?? 'fatal')));
}
process.stdout.write(JSON.stringify(found));
`;

function lint(files: readonly (readonly [string, string, ...string[]])[]): string[][] {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    input: JSON.stringify(files),
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  });
  return JSON.parse(output) as string[][];
}

test('the rules of the rooms are errors of the linter', () => {
  const found = lint([...crimes, ...virtues]);
  expect(crimes.map(([file, text], index) => [file, text, found[index]])).toEqual(
    crimes.map(([file, text, rule]) => [file, text, expect.arrayContaining([rule]) as string[]]),
  );
  expect(found.slice(crimes.length)).toEqual(virtues.map(() => []));
});

const files = readdirSync(join(root, 'shared'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: `shared/${name}`, text: readFileSync(join(root, 'shared', name), 'utf8') }));

test('no files import each other in a circle, types included', () => {
  expect(importCycles(root, ['shared', 'functions', 'cli', 'local', 'scripts', 'test'])).toEqual([]);
});

test.each([
  ['values', "import { b } from './b';\nexport const a = b;\n"],
  ['types', "import type { B } from './b';\nexport type A = B;\n"],
  ['names on several lines', "import {\n  // don't; \"b\"\n  b,\n} from './b';\nexport const a = b;\n"],
  ['an import for its effect', "import './b';\n"],
  ['an export of another file', "export * from './b';\n"],
  ['an import() of values', "export const a = async () => await import('./b');\n"],
  ['an import() of a type', "export type A = import('./b').B;\n"],
])('a circle through %s is found', (_, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'pim-report-circle-'));
  writeFileSync(join(folder, 'a.ts'), text);
  writeFileSync(join(folder, 'b.ts'), "export { a } from './a';\n");
  expect(importCycles(folder, ['.'])).toEqual([['a.ts', 'b.ts']]);
  rmSync(folder, { recursive: true });
});

test('no file of the product has more than 250 lines', () => {
  const others = ['cli', 'functions', 'local'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ name: `${room}/${name}`, text: readFileSync(join(root, room, name), 'utf8') })),
  );
  expect(others.length).toBeGreaterThan(50);
  const long = [...files, ...others].filter(({ text }) => text.split('\n').length > 251);
  expect(long.map(({ name }) => name)).toEqual([]);
});

test('no file under shared/ switches a rule off, or is a barrel or a drawer for everything', () => {
  const disabling = /eslint-(disable)|@ts-(ignore|expect-error|nocheck)/;
  expect(files.filter(({ text }) => disabling.test(text)).map(({ name }) => name)).toEqual([]);
  expect(files.filter(({ name }) => /(^|\/)(index|utils?|helpers?|common)(\.ts|\/)/.test(name))).toEqual([]);
});
