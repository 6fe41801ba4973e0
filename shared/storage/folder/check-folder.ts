import { access, constants, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckResult } from '../../domain/check';
import { clearError, FolderError } from './files/folder-error';

/** Checks that a store folder can be read and written, or created. Nothing is written. */
export async function checkFolder(path: string): Promise<CheckResult> {
  try {
    const there = await nearestFolder(path);
    await access(there, constants.R_OK | constants.W_OK | constants.X_OK);
    if (there !== path)
      return {
        state: 'warning',
        found: `The folder ${path} does not exist yet.`,
        fix: 'Run "pim-report collect" or "pim-report import": it creates the folder.',
      };
    const hasLedger = await exists(join(path, 'days.json'));
    return hasLedger
      ? { state: 'ok', found: `The store in ${path} can be read and written.` }
      : {
          state: 'warning',
          found: `The folder ${path} can be written, and contains no store yet.`,
          fix: 'Run "pim-report collect" or "pim-report import": it creates the store.',
        };
  } catch (error) {
    const clear = clearError(path, error);
    if (!(clear instanceof FolderError)) throw error;
    const [found = '', fix = 'Choose another folder.'] = splitAdvice(clear.message);
    return { state: 'failed', found, fix };
  }
}

/** The folder itself, or the nearest one above it that exists. @throws ENOTDIR when a part of the path is a file. */
async function nearestFolder(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (found?.isDirectory() === true) return at;
    if (found !== null)
      throw Object.assign(new Error(`ENOTDIR: not a directory, '${at}'`), {
        code: 'ENOTDIR',
        syscall: 'mkdir',
      });
    if (dirname(at) === at) return at;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A FolderError's message ends with its advice, which follows the file system's own words. */
function splitAdvice(message: string): [string, string] {
  const end = message.indexOf('. ', message.indexOf('failed: '));
  return end < 0 ? [message, 'Choose another folder.'] : [message.slice(0, end + 1), message.slice(end + 2)];
}
