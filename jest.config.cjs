const { availableParallelism } = require('node:os');

/**
 * Globals that Jest passes to each module as parameters, because looking them up in a test's context is slow. The list must
 * not have globals that tests replace (timers, `process`, `fetch`) or that a package declares (`Buffer`, `Set`).
 */
const globals =
  'Array ArrayBuffer BigInt DataView Date Error Intl JSON Map Math Number Object Promise Proxy RangeError Reflect RegExp ' +
  'String Symbol TypeError Uint16Array Uint32Array Uint8Array WeakMap WeakSet decodeURIComponent encodeURIComponent ' +
  'isNaN parseFloat parseInt';

/** What both projects have in common. */
const common = {
  testEnvironment: require.resolve('./test/support/test-environment.cjs'),
  sandboxInjectedGlobals: globals.split(' '),
  // Copies of the project that mutation testing makes.
  modulePathIgnorePatterns: ['<rootDir>/out/'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/support/seeded-properties.cjs' },
  // These packages are ES modules only, which Node 20 cannot require.
  transformIgnorePatterns: ['/node_modules/(?!temporal-(polyfill|utils)/|@xarsh/)'],
};

/**
 * Two projects: `unit` needs no server, no build and no other process (a test that starts one fails there);
 * `system` is every `*.system.test.ts`.
 * @type {import('jest').Config}
 */
module.exports = {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.system\\.test\\.ts$'],
      testEnvironment: '<rootDir>/test/support/unit-environment.cjs',
    },
    {
      ...common,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.system.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
  // A limit for what hangs, far above what a busy machine needs.
  testTimeout: 900_000,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  // One more than cores, at most four: system tests wait for other processes a third of the time.
  maxWorkers: Math.min(4, availableParallelism() + 1),
  // A worker grows slower and larger with each file of tests that it has run: it is renewed now and then.
  workerIdleMemoryLimit: '500MB',
  // Only with --coverage, which is "npm run coverage". What child processes run is not seen.
  coverageProvider: 'v8',
  collectCoverageFrom: ['{cli,functions,shared}/**/*.ts'],
  coverageReporters: ['text', 'html'],
};
