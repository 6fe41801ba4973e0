import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { CommandFailedError } from '../errors';

/**
 * Writes files into a folder, each whole or not at all. Returns their absolute paths.
 * @throws CommandFailedError, which names the folder, when it cannot be written.
 */
export async function writeFiles(
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
  folder: string,
): Promise<string[]> {
  try {
    if (files.length > 0) await mkdir(folder, { recursive: true });
    return await Promise.all(
      files.map(({ name, content }) => writeWhole(resolve(join(folder, name)), content)),
    );
  } catch (cause) {
    throw new CommandFailedError(
      `The report cannot be written to ${resolve(folder)}: ${(cause as Error).message}. ` +
        'Check its free space and permissions, or choose another folder with --out.',
      { cause },
    );
  }
}

async function writeWhole(path: string, content: Uint8Array): Promise<string> {
  const draft = `${path}.part`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
    return path;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A path as a person in the working folder would write it. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
