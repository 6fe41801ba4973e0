const childProcess = require('node:child_process');
const net = require('node:net');

/**
 * Keeps the unit project honest: a unit test that starts a server or a process fails. Such tests are named
 * `*.system.test.ts`.
 */
const refuse = (what) => () => {
  throw new Error(`A unit test must not start ${what}: name the file *.system.test.ts.`);
};
net.Server.prototype.listen = refuse('a server');
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'])
  childProcess[name] = refuse('a process');
