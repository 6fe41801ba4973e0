const { projects, ...base } = require('./jest.config.cjs');

/**
 * The tests that mutation testing runs: those of the pure rooms, of keys, windows and ledgers. Few of them start a
 * server, so that thousands of mutants can be tried.
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  ...projects[1],
  testMatch: [
    'test/domain/**/*.test.ts',
    'test/analysis/**/*.test.ts',
    'test/storage/event-key.test.ts',
    'test/storage/azure/{collection-ledger,delivery-ledger,service/raw-parts,service/table-batches}*.test.ts',
    'test/jobs/**/*.test.ts',
    'test/delivery/operation-id.test.ts',
    'test/text/{failure-text,plain-line}.test.ts',
  ].map((glob) => `<rootDir>/${glob}`),
  testSequencer: '<rootDir>/test/support/mirror-tests.cjs',
  // They take their time, and no file is mirrored by them.
  testPathIgnorePatterns: ['history-builder-memory', 'weeks-of-every-zone'],
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/support/brief-properties.cjs' },
  testTimeout: 10_000,
};
