const childProcess = require('node:child_process');
const net = require('node:net');

/**
 * Keeps the unit project honest: a unit test that starts a server or a process fails. Such tests are named
 * `*.system.test.ts`. The modules are Node's own, shared by all test files of a worker: they are restored at the end.
 */
const refuse = (what) => () => {
  throw new Error(`A unit test must not start ${what}: name the file *.system.test.ts.`);
};
const processes = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];
const originals = processes.map((name) => [childProcess, name, childProcess[name]]);
originals.push([net.Server.prototype, 'listen', net.Server.prototype.listen]);

net.Server.prototype.listen = refuse('a server');
for (const name of processes) childProcess[name] = refuse('a process');

afterAll(() => {
  for (const [owner, name, original] of originals) owner[name] = original;
});
