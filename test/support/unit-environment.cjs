const childProcess = require('node:child_process');
const net = require('node:net');
const TestEnvironment = require('./test-environment.cjs');

const refuse = (what) => () => {
  throw new Error(`A unit test must not start ${what}: name the file *.system.test.ts.`);
};
const processes = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];

/**
 * Makes a unit test fail if it starts a server or a process. Such tests are named `*.system.test.ts`. All test files of
 * a worker share the patched Node modules, so the environment restores them after every file. A hook would not run in a
 * file whose tests are all skipped, and the next file would fail.
 */
module.exports = class UnitEnvironment extends TestEnvironment {
  originals = [
    ...processes.map((name) => [childProcess, name, childProcess[name]]),
    [net.Server.prototype, 'listen', net.Server.prototype.listen],
  ];

  async setup() {
    await super.setup();
    for (const [owner, name] of this.originals)
      owner[name] = refuse(owner === childProcess ? 'a process' : 'a server');
  }

  async teardown() {
    for (const [owner, name, original] of this.originals) owner[name] = original;
    await super.teardown();
  }
};
