const { AsyncLocalStorage } = require('node:async_hooks');
const { setFlagsFromString } = require('node:v8');
const { TestEnvironment } = require('jest-environment-node');
const { compileModulesEachTime, compileModulesOnce } = require('./compiled-once.cjs');
const { v8Flags } = require('./v8-flags.cjs');

for (const flag of v8Flags) setFlagsFromString(flag);

// Jest runs every test in an AsyncLocalStorage, to find out which test an unhandled error belongs to. On Node 20 and 22,
// every promise of the worker then takes longer. Without it, an unhandled error fails the test file instead of the test.
AsyncLocalStorage.prototype.run = (_, callback, ...args) => callback(...args);

// The Open XML validator is a .NET program. It ends before .NET gains from measuring the program's code.
process.env.DOTNET_TieredPGO = '0';

/** Node's environment, made faster. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    if (config.globalConfig.collectCoverage) compileModulesEachTime();
    else compileModulesOnce();
  }
};
