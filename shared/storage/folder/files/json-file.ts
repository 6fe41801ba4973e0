import { readFile } from 'node:fs/promises';
import { FolderError } from './folder-error';
import { orNull } from './or-null';
import { replaceFile } from './replace-file';

/**
 * Reads a JSON file; the named keys hold instants. Null when the file does not exist.
 * @throws FolderError when it is not JSON: a person has edited it, for writing replaces it in one step.
 */
export async function readJsonFile(path: string, instants: readonly string[]): Promise<unknown> {
  const text = await orNull(readFile(path, 'utf8'));
  if (text === null) return null;
  try {
    return JSON.parse(text, (key, value: unknown) =>
      instants.includes(key) && typeof value === 'string' ? new Date(value) : value,
    );
  } catch (cause) {
    throw new FolderError(`${path} is not JSON: undo the last change of it, or restore it from a backup.`, {
      cause,
    });
  }
}

/** Replaces a JSON file in one step, indented for people. */
export const writeJsonFile = (path: string, value: unknown): Promise<void> =>
  replaceFile(path, `${JSON.stringify(value, null, 2)}\n`);
