import { getSystemErrorMap } from 'node:util';

/** What {@link watchOutput} needs of a process. */
export type OutputProcess = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'once' | 'exitCode'>;

/**
 * Handles output that cannot be written. The command still runs to its end; then one line on stderr says what went wrong,
 * or with `--json` one object if the command itself had no error to print, and the exit code is not 0. A reader of the
 * output may stop early (`| head`, `q` in less): that is no error.
 */
export function watchOutput(process: OutputProcess, wantsJson: boolean): void {
  let failure: NodeJS.ErrnoException | null = null;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') failure ??= error;
    });
  process.once('beforeExit', () => {
    if (failure === null) return;
    const hasFailed = (process.exitCode ?? 0) !== 0;
    if (!hasFailed) process.exitCode = 1;
    if (hasFailed && wantsJson) return;
    const message = `The output could not be written: ${wordsOf(failure)}.`;
    const object = JSON.stringify({ error: { message, exitCode: process.exitCode } });
    process.stderr.write(wantsJson ? `${object}\n` : `error: ${message}\n`);
  });
}

/** Returns the operating system's own words for an error, such as "no space left on device". */
function wordsOf({ errno, message }: NodeJS.ErrnoException): string {
  const [, words] = getSystemErrorMap().get(errno ?? 0) ?? [];
  return words ?? message;
}
