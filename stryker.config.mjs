/**
 * Mutation testing of what the product's truth rests on: `npm run mutation`. See docs/testing.md.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'npm',
  testRunner: 'jest',
  jest: { configFile: 'jest.mutation.config.cjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  mutate: [
    'shared/domain/**/*.ts',
    'shared/analysis/**/*.ts',
    'shared/storage/event-key.ts',
    'shared/storage/azure/collection-ledger.ts',
    'shared/storage/azure/service/{raw-parts,table-batches}.ts',
    'shared/jobs/**/*.ts',
    'shared/text/{failure-text,plain-line}.ts',
    'shared/delivery/operation-id.ts',
  ],
  // Stryker would read tsconfig.json with the interface of TypeScript 6, to change paths that ours does not have.
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'out', 'docs', 'coverage', 'local.settings.json'],
  // A static mutant (a table of data that is read when a file loads) needs a whole run of its own.
  ignoreStatic: true,
  concurrency: 2,
  // A process grows slower and larger with each run.
  maxTestRunnerReuse: 25,
  reporters: ['clear-text', 'progress', 'json', 'html'],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
  jsonReporter: { fileName: 'out/mutation/mutation.json' },
  htmlReporter: { fileName: 'out/mutation/mutation.html' },
  incrementalFile: 'out/mutation/incremental.json',
  tempDirName: 'out/mutation/tmp',
  thresholds: { high: 95, low: 85, break: 85 },
};
