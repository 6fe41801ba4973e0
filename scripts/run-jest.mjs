import { spawnSync } from 'node:child_process';

/** Runs some of the tests with variables that make more of them than the suite does; its exit code becomes ours. */
export function runJest(args, variables) {
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  process.exitCode = status ?? 1;
}
