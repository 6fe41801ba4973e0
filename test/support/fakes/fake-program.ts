import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Ended } from '../servers/cli';

/** A fake program on the PATH that records its calls. */
export interface FakeProgram {
  /** The arguments of every call so far, in order. */
  calls(): Promise<readonly (readonly string[])[]>;
}

/**
 * Puts a program into `folder`. `script` is the body of a Node script with the variables `args`, its arguments, and
 * `state`, an object that is kept between calls. The program prints a returned string, and fails with a thrown string
 * as its error (exit code 1).
 */
export async function fakeProgram(folder: string, name: string, script: string): Promise<FakeProgram> {
  await mkdir(folder, { recursive: true });
  const [log, stateFile] = [join(folder, `${name}.calls`), join(folder, `${name}.state`)];
  await writeFile(log, '');
  await writeFile(stateFile, '{}');
  const text = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');
const before = readFileSync(${JSON.stringify(stateFile)}, 'utf8');
const state = JSON.parse(before);
try {
  const printed = (() => { ${script} })();
  if (printed) process.stdout.write(printed + '\\n');
} catch (error) {
  process.stderr.write(String(error) + '\\n');
  process.exitCode = 1;
}
// Calls may run in parallel if they do not use the state.
if (JSON.stringify(state) !== before) writeFileSync(${JSON.stringify(stateFile)}, JSON.stringify(state));
`;
  await writeFile(join(folder, name), text);
  await chmod(join(folder, name), 0o755);
  return {
    calls: () => callsIn(log),
  };
}

/** Reads the recorded calls, one JSON list on each line. */
export async function callsIn(log: string): Promise<string[][]> {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as string[]);
}

/** Puts a `sleep` into `folder` that returns immediately. */
export async function fakeSleep(folder: string): Promise<FakeProgram> {
  const log = join(folder, 'sleep.calls');
  await writeFile(log, '');
  await writeFile(join(folder, 'sleep'), `#!/bin/sh\necho "[\\"$1\\"]" >>${log}\n`, { mode: 0o755 });
  return { calls: () => callsIn(log) };
}

/** Runs a bash script with the fakes of a folder first on the PATH. */
export async function runScript(
  file: string,
  args: readonly string[],
  options: { readonly fakes: string; readonly settings?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const env = { PATH: `${options.fakes}:/usr/bin:/bin`, ...options.settings };
  const child = spawn('/bin/bash', [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail).once('close', done);
  });
  return { code, stdout, stderr };
}
