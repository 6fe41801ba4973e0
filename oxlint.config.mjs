import { arrows, homes } from './scripts/lint/rooms.mjs';

/** Rules without options; most need types. */
const plain = [
  'no-array-constructor',
  'no-empty-function',
  'no-unused-expressions',
  'no-var',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
  'typescript/adjacent-overload-signatures',
  'typescript/array-type',
  'typescript/await-thenable',
  'typescript/ban-ts-comment',
  'typescript/ban-tslint-comment',
  'typescript/class-literal-property-style',
  'typescript/consistent-generic-constructors',
  'typescript/consistent-indexed-object-style',
  'typescript/consistent-type-assertions',
  'typescript/consistent-type-definitions',
  'typescript/dot-notation',
  'typescript/no-array-delete',
  'typescript/no-base-to-string',
  'typescript/no-confusing-non-null-assertion',
  'typescript/no-duplicate-enum-values',
  'typescript/no-duplicate-type-constituents',
  'typescript/no-empty-object-type',
  'typescript/no-explicit-any',
  'typescript/no-extra-non-null-assertion',
  'typescript/no-floating-promises',
  'typescript/no-for-in-array',
  'typescript/no-implied-eval',
  'typescript/no-inferrable-types',
  'typescript/no-misused-new',
  'typescript/no-misused-promises',
  'typescript/no-namespace',
  'typescript/no-non-null-asserted-optional-chain',
  'typescript/no-redundant-type-constituents',
  'typescript/no-require-imports',
  'typescript/no-this-alias',
  'typescript/no-unnecessary-type-assertion',
  'typescript/no-unnecessary-type-constraint',
  'typescript/no-unsafe-argument',
  'typescript/no-unsafe-assignment',
  'typescript/no-unsafe-call',
  'typescript/no-unsafe-declaration-merging',
  'typescript/no-unsafe-enum-comparison',
  'typescript/no-unsafe-function-type',
  'typescript/no-unsafe-member-access',
  'typescript/no-unsafe-return',
  'typescript/no-unsafe-unary-minus',
  'typescript/no-wrapper-object-types',
  'typescript/non-nullable-type-assertion-style',
  'typescript/only-throw-error',
  'typescript/prefer-as-const',
  'typescript/prefer-find',
  'typescript/prefer-for-of',
  'typescript/prefer-function-type',
  'typescript/prefer-includes',
  'typescript/prefer-namespace-keyword',
  'typescript/prefer-nullish-coalescing',
  'typescript/prefer-optional-chain',
  'typescript/prefer-promise-reject-errors',
  'typescript/prefer-regexp-exec',
  'typescript/prefer-string-starts-ends-with',
  'typescript/require-await',
  'typescript/restrict-plus-operands',
  'typescript/triple-slash-reference',
  'typescript/unbound-method',
];

/** The bans of one folder: every package whose home is elsewhere. */
function bans(folder) {
  return Object.entries(homes)
    .filter(([, files]) => !files.includes(`${folder}/**`))
    .map(([name, files]) => ({ name, message: `${name} is used only in ${files.join(', ')}.` }));
}

/** Every room that is a folder; composition is the only file that wires all of them. */
const folders = Object.keys(arrows).filter((room) => !room.endsWith('.ts'));

export default {
  plugins: ['typescript', 'import'],
  jsPlugins: ['./scripts/lint/plugin.mjs'],
  categories: { correctness: 'off' },
  options: { typeAware: true, denyWarnings: true },
  ignorePatterns: ['dist', 'out', 'coverage', 'node_modules'],
  overrides: [
    {
      files: ['**/*.ts'],
      rules: {
        ...Object.fromEntries(plain.map((rule) => [rule, 'error'])),
        // Without options, oxlint allows unused names that start with _.
        'no-unused-vars': ['error', { args: 'after-used', caughtErrors: 'all' }],
        'typescript/consistent-type-imports': 'error',
        'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
        'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
        'import/no-default-export': 'error',
        eqeqeq: 'error',
        'no-console': 'error',
      },
    },
    {
      files: ['functions/**/*.ts', 'cli/**/*.ts', 'local/**/*.ts', 'shared/**/*.ts'],
      rules: { 'pim-report/rooms': 'error' },
    },
    ...folders.map((folder) => ({
      files: [`${folder}/**/*.ts`],
      rules: { 'no-restricted-imports': ['error', { paths: bans(folder) }] },
    })),
    {
      files: ['shared/**/*.ts'],
      rules: { 'pim-report/pure': 'error', 'pim-report/whole-zod': 'error' },
    },
    {
      files: ['test/**/*.ts'],
      rules: {
        'no-restricted-globals': ['error', { name: 'it', message: 'Tests are written with test().' }],
      },
    },
    {
      // Jest calls their default exports.
      files: ['test/support/global-*.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
};
