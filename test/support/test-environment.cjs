const { AsyncLocalStorage } = require('node:async_hooks');
const { setFlagsFromString } = require('node:v8');
const { TestEnvironment } = require('jest-environment-node');
const { compileModulesEachTime, compileModulesOnce } = require('./compiled-once.cjs');
const { v8Flags } = require('./v8-flags.cjs');

for (const flag of v8Flags) setFlagsFromString(flag);

const { enterWith, run } = AsyncLocalStorage.prototype;

/**
 * Node's environment that disables every AsyncLocalStorage. Jest creates one for every test file and never disables it:
 * on Node 20 and 22, each one then adds time and memory to every later promise of the worker.
 */
module.exports = class extends TestEnvironment {
  storages = new Set();

  constructor(config, context) {
    super(config, context);
    if (config.globalConfig.collectCoverage) compileModulesEachTime();
    else compileModulesOnce();
  }

  async setup() {
    await super.setup();
    const { storages } = this;
    AsyncLocalStorage.prototype.run = function (...args) {
      storages.add(this);
      return run.apply(this, args);
    };
    AsyncLocalStorage.prototype.enterWith = function (...args) {
      storages.add(this);
      return enterWith.apply(this, args);
    };
  }

  async teardown() {
    Object.assign(AsyncLocalStorage.prototype, { enterWith, run });
    for (const storage of this.storages) storage.disable();
    await super.teardown();
  }
};
