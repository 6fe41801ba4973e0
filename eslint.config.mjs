import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The rooms and what each may import from the others. Its own files are always allowed; a room that is not
 * named is forbidden. A new room is a line here.
 */
const arrows = {
  functions: ['shared/composition.ts', 'shared/jobs/telemetry.ts'],
  cli: ['shared/composition.ts', 'shared/domain', 'shared/jobs', 'shared/config', 'local'],
  local: ['shared/domain'],
  'shared/composition.ts': ['shared'],
  'shared/clients': ['shared/config', 'shared/delivery', 'shared/domain'],
  'shared/config': ['shared/domain'],
  'shared/domain': [],
  'shared/catalogue': ['shared/domain'],
  'shared/audit-source': ['shared/domain', 'shared/catalogue'],
  'shared/event-store': ['shared/domain'],
  'shared/analysis': ['shared/domain', 'shared/catalogue'],
  'shared/report': ['shared/domain', 'shared/analysis'],
  'shared/delivery': ['shared/domain', 'shared/report'],
  'shared/jobs': ['shared/domain', 'shared/analysis', 'shared/report'],
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
  exceljs: ['shared/report/**'],
  '@microsoft/microsoft-graph-client': ['shared/audit-source/**', 'shared/clients/**'],
  '@azure/data-tables': ['shared/event-store/**', 'shared/delivery/**', 'shared/clients/**'],
  '@azure/communication-email': ['shared/delivery/**', 'shared/clients/**'],
  '@azure/storage-blob': ['shared/delivery/**', 'shared/clients/**'],
  '@azure/identity': ['shared/clients/**'],
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
const environment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in the entry points and handed to shared/config.',
  },
];

const folders = [
  'functions',
  'cli',
  'local',
  'shared/config',
  'shared/domain',
  'shared/catalogue',
  'shared/audit-source',
  'shared/event-store',
  'shared/analysis',
  'shared/report',
  'shared/clients',
  'shared/delivery',
  'shared/jobs',
];

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
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
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
    rules: { 'no-restricted-syntax': ['error', ...clock, ...environment] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
