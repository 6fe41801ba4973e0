// Kills a run of the real functions before and after every single request that does anything, each in a world of its
// own, starts it again, and compares what is left with an undisturbed run. Some 150 worlds: minutes on a quiet machine,
// an hour on a busy one.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest.js');
const { status } = spawnSync(process.execPath, [jest, 'test/pipeline/crash.test.ts', '--runInBand'], {
  stdio: 'inherit',
  env: { ...process.env, CRASH: 'every' },
});
process.exitCode = status ?? 1;
