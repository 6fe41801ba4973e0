import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importCycles } from './support/outputs/import-cycles';

const root = join(__dirname, '..');

/** A text that lint must refuse in a room, under the name of an existing file. */
const crimes: readonly (readonly [file: string, text: string, rule: string])[] = [
  [
    'shared/domain/time/instant.ts',
    "import { parsePage } from '../../graph/odata-page';\nexport const x = parsePage;\n",
    'rooms',
  ],
  [
    'shared/analysis/totals.ts',
    "import { createPace } from '../graph/pace';\nexport const x = createPace;\n",
    'rooms',
  ],
  [
    'shared/jobs/collect/collect.ts',
    "import { isSchedule } from '../../config/schedules/ncrontab';\nexport const x = isSchedule;\n",
    'rooms',
  ],
  [
    'shared/config/schedules/schedule.ts',
    "import { eventKey } from '../../storage/event-key';\nexport const x = eventKey;\n",
    'rooms',
  ],
  ['shared/report/csv.ts', "import { compose } from '../composition';\nexport const x = compose;\n", 'rooms'],
  [
    'local/mailbox.ts',
    "import { parsePage } from '../shared/graph/odata-page';\nexport const x = parsePage;\n",
    'rooms',
  ],
  [
    'shared/jobs/report/history/trend.ts',
    "import { weeksDue } from '../../deliver/weeks/weeks-due';\nexport const x = weeksDue;\n",
    'rooms',
  ],
  [
    'functions/sendWeeklyReport.ts',
    "import { parseEvent } from '../shared/audit-source/parse-event';\nexport const x = parseEvent;\n",
    'rooms',
  ],
  [
    'shared/domain/events/people.ts',
    "import { at } from '../../../test/support/builders/events';\nexport const x = at;\n",
    'rooms',
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
  ['shared/domain/events/people.ts', 'export const x = Date.now();\n', 'pure'],
  ['shared/jobs/collect/collect.ts', 'export const x = new Date();\n', 'pure'],
  ['shared/config/read-setting.ts', 'export const x = process.env.PATH;\n', 'pure'],
  ['shared/composition/waits.ts', 'export const x = Date.now();\n', 'pure'],
  ['shared/domain/events/people.ts', 'export const x: any = 1;\n', 'no-explicit-any'],
  ['shared/domain/events/people.ts', 'export default 1;\n', 'no-default-export'],
  ['shared/domain/events/people.ts', "import { z } from 'zod';\nexport const x = z.string();\n", 'whole-zod'],
  [
    'shared/text/oneself.ts',
    "import type { Event } from '../domain/events/audit-event';\nexport type X = Event;\n",
    'rooms',
  ],
  ['shared/text/later.ts', "export const x = () => import('../domain/time/instant');\n", 'rooms'],
  ['shared/text/again.ts', "export * from '../domain/time/instant';\n", 'rooms'],
  ['shared/drawer/any.ts', 'export const x = 1;\n', 'rooms'],
  [
    'shared/domain/events/people.ts',
    'export const x = (later: Promise<void>) => {\n  later.then(() => 1);\n};\n',
    'no-floating-promises',
  ],
  [
    'test/support/later.ts',
    'export const x = (later: () => Promise<void>) => setTimeout(later, 1);\n',
    'no-misused-promises',
  ],
  [
    'scripts/bench/parsed.ts',
    "export const x: { y: string } = { y: JSON.parse('1') };\n",
    'no-unsafe-assignment',
  ],
  [
    'local/mailbox.ts',
    "export function x(y: 'a' | 'b') {\n  switch (y) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    'switch-exhaustiveness-check',
  ],
  ['shared/domain/events/people.ts', "console.log('x');\n", 'no-console'],
  ['test/dialect.test.ts', "it('adds', () => expect(1).toBe(1));\n", 'no-restricted-globals'],
  ['test/dialect.test.ts', "it.each([1])('adds %d', (x) => expect(x).toBe(1));\n", 'no-restricted-globals'],
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
    "import { TableClient } from '@azure/data-tables';\nimport { createPace } from './graph/pace';\nexport const compose = [TableClient, createPace];\n",
  ],
];

interface Diagnostic {
  readonly filename: string;
  readonly severity: string;
  /** The rule, with its origin: typescript(no-explicit-any). */
  readonly code?: string;
}

/** Returns the rules that each text breaks, if the file were in the project beside the existing ones. */
function lint(texts: readonly (readonly [file: string, text: string, ...string[]])[]): string[][] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pim-report-lint-')));
  try {
    for (const name of [
      'cli',
      'functions',
      'local',
      'shared',
      'scripts/lint',
      'oxlint.config.mjs',
      'tsconfig.json',
    ])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    // This file is a room of its own, so the text replaces it.
    const wiring = 'shared/composition.ts';
    const names = texts.map(([file], n) => (file === wiring ? file : file.replace('.ts', `-${n}.ts`)));
    for (const [index, name] of names.entries()) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), texts[index]?.[1] ?? '');
    }
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(
      process.execPath,
      [oxlint, '--config', 'oxlint.config.mjs', '--format', 'json', ...names],
      { cwd: folder, encoding: 'utf8', maxBuffer: 10_000_000 },
    );
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const ruleOf = ({ code = '' }: Diagnostic) => /\((.+)\)/.exec(code)?.[1] ?? 'no rule';
    return names.map((name) => errors.filter(({ filename }) => filename === name).map(ruleOf));
  } finally {
    rmSync(folder, { recursive: true });
  }
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
  const disabling = /(?:es|ox)lint-disable|@ts-(ignore|expect-error|nocheck)/;
  expect(files.filter(({ text }) => disabling.test(text)).map(({ name }) => name)).toEqual([]);
  expect(files.filter(({ name }) => /(^|\/)(index|utils?|helpers?|common)(\.ts|\/)/.test(name))).toEqual([]);
});
