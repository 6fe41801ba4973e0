import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { LogLine } from '../../local/functions-host/log-sink';

const root = resolve(__dirname, '../..');

/** What a function said and how its process ended. */
export interface FunctionRun {
  readonly code: number | null;
  /** What the function and the host logged. */
  readonly lines: readonly LogLine[];
  /** All that the process wrote, to both of its streams. */
  readonly output: string;
}

/** Bundles the runner into a folder; gives what runs one built function in a process of its own. */
export async function createFunctionRunner(folder: string) {
  const runner = join(folder, 'run-function.js');
  await promisify(execFile)(
    join(root, 'node_modules/.bin/esbuild'),
    [
      'test/support/run-function.ts',
      '--bundle',
      '--platform=node',
      '--target=node20',
      `--outfile=${runner}`,
      '--log-level=warning',
    ],
    { cwd: root },
  );
  /** The settings are the whole environment of the process, but for PATH. */
  return async (name: string, settings: Readonly<Record<string, string>>): Promise<FunctionRun> => {
    const child = spawn(process.execPath, [runner, join(root, `dist/functions/${name}.js`), name], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise<number | null>((done, fail) => {
      child.once('error', fail).once('close', done);
    });
    const lines = stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as LogLine);
    return { code, lines, output: stdout + stderr };
  };
}
