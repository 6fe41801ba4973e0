import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** Writes files into a folder, each whole or not at all. Returns their absolute paths. */
export async function writeFiles(
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
  folder: string,
): Promise<string[]> {
  if (files.length > 0) await mkdir(folder, { recursive: true });
  return Promise.all(
    files.map(async ({ name, content }) => {
      const path = resolve(join(folder, name));
      await writeFile(`${path}.part`, content);
      await rename(`${path}.part`, path);
      return path;
    }),
  );
}

/** A path as a person in the working folder would write it. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
