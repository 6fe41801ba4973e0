import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder';
import { CommandFailedError } from '../errors';

/**
 * Creates the folder of `--out` unless it exists.
 * @throws CommandFailedError, which says what is wrong with the folder
 */
export const makeOutFolder = (folder: string): Promise<void> =>
  withClearErrors(resolve(folder), [], () => makeFolder(folder));

/**
 * Writes files into a folder, each whole or not at all. Returns their absolute paths.
 * @throws CommandFailedError, which says what is wrong with the folder or a file
 */
export function writeFiles(
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
  folder: string,
): Promise<string[]> {
  const paths = files.map(({ name }) => resolve(join(folder, name)));
  return withClearErrors(resolve(folder), paths, async () => {
    if (files.length > 0) await makeFolder(folder);
    return Promise.all(files.map(({ content }, index) => writeWhole(paths[index] ?? '', content)));
  });
}

async function withClearErrors<T>(
  folder: string,
  files: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new CommandFailedError(await problemOf(folder, files, cause as Error), { cause });
  }
}

/** Returns why a report cannot be written, and what to do. */
async function problemOf(folder: string, files: readonly string[], { message }: Error): Promise<string> {
  const start = 'The report cannot be written to';
  const file = await fileIn(folder);
  if (file !== null)
    return `${start} ${folder}: ${file === folder ? 'it' : file} is a file. Choose another folder with --out.`;
  for (const each of files)
    if ((await kindOf(each)) === 'folder')
      return `${start} ${each}: it is a folder. Move it away, or choose another folder with --out.`;
  return `${start} ${folder}: ${message}. Check its free space and permissions, or choose another folder with --out.`;
}

/** Returns the part of a folder's path that is a file; null without one. */
async function fileIn(folder: string): Promise<string | null> {
  for (let path = folder; ; path = dirname(path)) {
    const kind = await kindOf(path);
    if (kind !== null || path === dirname(path)) return kind === 'file' ? path : null;
  }
}

const kindOf = (path: string): Promise<'file' | 'folder' | null> =>
  stat(path).then(
    (found) => (found.isDirectory() ? 'folder' : 'file'),
    () => null,
  );

async function writeWhole(path: string, content: Uint8Array): Promise<string> {
  const draft = `${path}.part`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
    return path;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A path as a person in the working folder would write it. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
