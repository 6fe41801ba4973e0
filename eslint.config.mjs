import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The rooms and what each may import from the others. Its own files are always allowed; a room that is not
 * named is forbidden. A new room is a line here.
 */
const arrows = {
  functions: [
    'shared/composition.ts',
    'shared/composition',
    'shared/config',
    'shared/domain',
    'shared/telemetry',
  ],
  cli: [
    'shared/composition.ts',
    'shared/composition',
    'shared/domain',
    'shared/jobs',
    'shared/config',
    'shared/text',
    'local',
  ],
  local: ['shared/domain'],
  'shared/composition.ts': ['shared'],
  'shared/composition': ['shared'],
  'shared/access-source': ['shared/domain', 'shared/catalogue', 'shared/text', 'shared/graph'],
  'shared/alerts': ['shared/domain', 'shared/text'],
  'shared/analysis': ['shared/domain', 'shared/catalogue', 'shared/text'],
  'shared/audit-source': ['shared/domain', 'shared/catalogue', 'shared/text', 'shared/graph'],
  'shared/catalogue': ['shared/domain'],
  'shared/clients': ['shared/config', 'shared/domain', 'shared/text', 'shared/delivery', 'shared/alerts'],
  'shared/config': ['shared/domain', 'shared/text'],
  'shared/delivery': ['shared/domain', 'shared/report', 'shared/text'],
  'shared/domain': [],
  'shared/graph': ['shared/domain', 'shared/text'],
  'shared/import': ['shared/domain', 'shared/catalogue', 'shared/text', 'shared/audit-source'],
  'shared/jobs/collect': ['shared/domain', 'shared/text'],
  'shared/jobs/report': [
    'shared/domain',
    'shared/analysis',
    'shared/report',
    'shared/text',
    'shared/jobs/collect',
  ],
  'shared/jobs/deliver': [
    'shared/domain',
    'shared/analysis',
    'shared/report',
    'shared/text',
    'shared/jobs/report',
    'shared/jobs/collect',
  ],
  'shared/jobs/alert': ['shared/domain', 'shared/analysis', 'shared/report', 'shared/text', 'shared/jobs'],
  'shared/jobs/doctor': ['shared/domain', 'shared/text'],
  'shared/jobs/import': ['shared/domain', 'shared/text', 'shared/jobs/collect'],
  'shared/report': ['shared/domain', 'shared/analysis', 'shared/spreadsheet', 'shared/text'],
  'shared/spreadsheet': ['shared/domain', 'shared/text'],
  'shared/storage': ['shared/domain', 'shared/text'],
  'shared/storage/azure': ['shared/domain', 'shared/text', 'shared/storage/event-key.ts'],
  'shared/storage/folder': ['shared/domain', 'shared/text', 'shared/storage/event-key.ts'],
  'shared/telemetry': ['shared/domain', 'shared/text'],
  'shared/text': [],
};

const zones = Object.entries(arrows).flatMap(([room, allowed]) => [
  {
    target: `./${room}`,
    from: ['./functions', './cli', './local', './shared', './test'].filter((from) => from !== `./${room}`),
    except: [],
    message: `${room} may import ${allowed.length ? allowed.join(', ') : 'nothing'} (see eslint.config.mjs).`,
    allowed: [room, ...allowed],
  },
]);

/** import-x wants exceptions relative to each `from`, so one zone is made for each pair. */
const pathZones = zones.flatMap(({ target, from, message, allowed }) =>
  from.map((top) => ({
    target,
    from: top,
    message,
    except: allowed
      .filter((path) => `./${path}` === top || `./${path}`.startsWith(`${top}/`))
      .map((path) => (`./${path}` === top ? '.' : `./${path.slice(top.length - 1)}`)),
  })),
);

/** Packages with one home each. */
const homes = {
  '@azure/functions': ['functions/**'],
  '@azure/functions-core': ['local/**'],
  exceljs: ['shared/spreadsheet/**'],
  fflate: ['shared/spreadsheet/**'],
  yazl: ['shared/spreadsheet/**'],
  '@microsoft/microsoft-graph-client': ['shared/graph/**', 'shared/clients/**'],
  '@azure/data-tables': ['shared/storage/azure/**', 'shared/clients/**'],
  '@azure/communication-email': ['shared/delivery/**', 'shared/clients/**'],
  '@azure/storage-blob': ['shared/storage/azure/**', 'shared/clients/**'],
  '@azure/identity': ['shared/clients/**'],
  '@azure/monitor-ingestion': ['shared/alerts/**', 'shared/clients/**'],
  'ipaddr.js': ['shared/domain/**', 'shared/analysis/**'],
};

const packageRules = Object.entries(homes).map(([name, files]) => ({ name, files }));

/** The bans of one part of the tree: every package whose home is elsewhere. */
function bans(folder) {
  const inside = (files) => files.some((glob) => glob === folder || glob === `${folder}/**`);
  return packageRules
    .filter(({ files }) => !inside(files))
    .map(({ name, files }) => ({ name, message: `${name} is used only in ${files.join(', ')}.` }));
}

const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now` as a value.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as a value.' },
];
/** An object that holds the whole library: a bundle cannot leave out what is not used. */
const wholeZod = [
  {
    selector:
      "ImportDeclaration[source.value='zod'][importKind='value'] > ImportSpecifier[imported.name='z']",
    message: "Write `import * as z from 'zod'`: it bundles to half the size.",
  },
];
const environment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in the entry points and handed to shared/config.',
  },
];

/** Every room that is a folder; composition is the only file that wires all of them. */
const folders = Object.keys(arrows).filter((room) => !room.endsWith('.ts'));

export default tseslint.config(
  { ignores: ['dist', 'out', 'coverage', 'node_modules'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ alwaysTryTypes: true })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: pathZones }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...folders.map((folder) => ({
    files: [`${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { paths: bans(folder) }] },
  })),
  {
    files: ['shared/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock, ...environment, ...wholeZod] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Jest calls their default exports.
    files: ['test/support/global-*.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
);
