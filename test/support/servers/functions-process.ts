import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { LogLine } from '../../../local/functions-host/log-sink';
import { v8Flags } from '../v8-flags.cjs';

const root = resolve(__dirname, '../../..');
const frozenClock = join(__dirname, 'frozen-clock.cjs');

/** The output of a function and how its process ended. */
export interface FunctionRun {
  readonly code: number | null;
  /** What the function and the host logged. */
  readonly lines: readonly LogLine[];
  /** Everything that the process wrote to both streams. */
  readonly output: string;
}

/** Functions that run in their own process. */
export interface FunctionProcess {
  readonly child: ChildProcess;
  /** Resolves with the output when the process has ended, also if it was killed. */
  readonly ended: Promise<FunctionRun>;
}

/** Bundles the runner into a folder; returns a function that runs built functions in sequence in their own process. */
export async function createFunctionStarter(folder: string) {
  const runner = join(folder, 'run-function.js');
  await promisify(execFile)(
    join(root, 'node_modules/.bin/esbuild'),
    [
      'test/support/servers/run-function.ts',
      '--bundle',
      '--platform=node',
      '--target=node20',
      `--outfile=${runner}`,
      '--log-level=warning',
    ],
    { cwd: root },
  );
  /** The settings are the whole environment of the process, except PATH. */
  return (names: readonly string[], settings: Readonly<Record<string, string>>): FunctionProcess => {
    const child = spawn(
      process.execPath,
      [...v8Flags, '--require', frozenClock, runner, join(root, 'dist/functions'), ...names],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const closed = new Promise<number | null>((done, fail) => {
      child.once('error', fail).once('close', done);
    });
    const ended = closed.then((code) => {
      const whole = stdout.split('\n').slice(0, -1);
      const lines = whole.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine);
      return { code, lines, output: stdout + stderr };
    });
    return { child, ended };
  };
}

/** Like {@link createFunctionStarter}, for one function; waits for its end. */
export async function createFunctionRunner(folder: string) {
  const start = await createFunctionStarter(folder);
  return (name: string, settings: Readonly<Record<string, string>>) => start([name], settings).ended;
}
