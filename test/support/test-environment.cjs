const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

const { enterWith, run } = AsyncLocalStorage.prototype;

/**
 * Node's environment that disables every AsyncLocalStorage. Jest creates one for every test file and never disables it:
 * on Node 20 and 22, each one then adds time and memory to every later promise of the worker.
 */
module.exports = class extends TestEnvironment {
  storages = new Set();

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
