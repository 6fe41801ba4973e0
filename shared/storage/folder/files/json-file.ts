import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { FolderError } from './folder-error';
import { orNull } from './or-null';
import { replaceFile } from './replace-file';

/**
 * Reads a JSON file; the named keys hold instants. Null when the file does not exist.
 * @param shape what the content must have at least: it may have more
 * @throws FolderError when it is not JSON, or not of that shape: a person has edited it, for writing replaces it in one
 * step.
 */
export async function readJsonFile(
  path: string,
  instants: readonly string[],
  shape: z.ZodType,
): Promise<unknown> {
  const text = await orNull(readFile(path, 'utf8'));
  if (text === null) return null;
  let content: unknown;
  try {
    content = JSON.parse(text, (key, value: unknown) =>
      instants.includes(key) && typeof value === 'string' ? new Date(value) : value,
    );
  } catch (cause) {
    throw new FolderError(`${path} is not JSON: undo the last change of it, or restore it from a backup.`, {
      cause,
    });
  }
  const { error } = shape.safeParse(content);
  if (error === undefined) return content;
  throw new FolderError(
    `${path} is damaged: ${faultOf(error)}. Undo the last change of it, or restore it from a backup.`,
  );
}

/** Names the first fault in our words: a library's would follow its version. */
function faultOf({ issues }: z.ZodError): string {
  const path = issues[0]?.path ?? [];
  if (path.length === 0) return 'its content is not of the right kind';
  const place = path.map((part) => (typeof part === 'number' ? `entry ${part + 1}` : `"${String(part)}"`));
  return `${place.join(', ')} is missing or wrong`;
}

/** Replaces a JSON file in one step, indented for people. */
export const writeJsonFile = (path: string, value: unknown): Promise<void> =>
  replaceFile(path, `${JSON.stringify(value, null, 2)}\n`);
