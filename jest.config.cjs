/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
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
  transformIgnorePatterns: ['/node_modules/(?!temporal-(polyfill|utils)/)'],
  // Real servers and child processes take their time on two noisy cores; what hangs is ended all the same.
  testTimeout: 240_000,
  maxWorkers: 2,
  // A worker grows slower and larger with each file of tests that it has run: it is renewed now and then.
  workerIdleMemoryLimit: '500MB',
  // Only with --coverage, which is "npm run coverage". What child processes run is not seen.
  coverageProvider: 'v8',
  collectCoverageFrom: ['{cli,functions,shared}/**/*.ts'],
  coverageReporters: ['text', 'html'],
};
