import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { v8Flags } from '../v8-flags.cjs';

const root = resolve(__dirname, '../../..');
const frozenClock = resolve(__dirname, 'frozen-clock.cjs');
/** The built command. */
export const mainFile = resolve(root, 'dist/cli/main.js');

/** Builds the command if it is not built; `npm test` does that before. */
export async function ensureBuilt(): Promise<void> {
  if (existsSync(mainFile)) return;
  await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: root });
}

/** The output of a command and its exit code. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** The whole environment except PATH: nothing of the tests' own environment is passed on. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder in which it runs. */
  readonly folder: string;
  /** The time that all its clocks show; by default the real time. */
  readonly now?: Date;
}

/** Variables of libfaketime, so that the suite can run on another date: `faketime 2027-03-29 npx jest`. */
const pretendedClock = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(LD_PRELOAD$|FAKETIME)/.test(name)),
);

/** Starts `pim-report` in a process of its own. */
export function startCommand(
  args: readonly string[],
  { settings, folder, now }: CommandOptions,
): ChildProcess {
  const frozen = now === undefined ? {} : { FROZEN_CLOCK: now.toISOString() };
  const env = { PATH: process.env.PATH, ...pretendedClock, ...frozen, ...settings };
  return spawn(process.execPath, [...v8Flags, '--require', frozenClock, mainFile, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for the end of a process. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { code, stdout, stderr };
}

/** Runs `pim-report` and waits for its end; its streams are not terminals. */
export const runCommand = (args: readonly string[], options: CommandOptions): Promise<Ended> =>
  endOf(startCommand(args, options));
