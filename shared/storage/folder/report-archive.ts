import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { makeFolder } from '../../files/make-folder';
import { FolderError } from './files/folder-error';
import { orNull } from './files/or-null';
import { replaceFile } from './files/replace-file';
import type { StoreFolder } from './files/store-folder';

/** Creates the archive of a folder: its files as they are, `reports/weekly/2026/2026-W47.xlsx`. */
export function createFolderReportArchive(folder: StoreFolder) {
  const root = join(folder.path, 'reports');
  const files = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    folder.read(() => {
      signal.throwIfAborted();
      return work();
    });
  const read = (path: string): Promise<Uint8Array | null> => orNull(readFile(pathOf(root, path)));

  return {
    read: (path: string, signal: AbortSignal) => files(signal, () => read(path)),

    list: (report: string, signal: AbortSignal): Promise<string[]> =>
      files(signal, async () => {
        const options = { recursive: true, withFileTypes: true } as const;
        const entries = (await orNull(readdir(join(root, report), options))) ?? [];
        return entries
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
          .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
          .sort();
      }),

    reports: (signal: AbortSignal): Promise<string[]> =>
      files(signal, async () => {
        const entries = (await orNull(readdir(root, { withFileTypes: true }))) ?? [];
        return entries
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
          .sort();
      }),

    add: (path: string, _contentType: string, content: Uint8Array, signal: AbortSignal) =>
      folder.write(async (): Promise<Uint8Array> => {
        const kept = await read(path);
        if (kept !== null) return kept;
        await makeFolder(dirname(pathOf(root, path)), 0o700);
        await replaceFile(pathOf(root, path), content);
        return content;
      }, signal),
  };
}

/** @throws FolderError for a path that leads out of the archive. */
function pathOf(root: string, path: string): string {
  const full = resolve(root, path);
  if (!full.startsWith(root + sep)) throw new FolderError(`The path ${path} leads out of the archive.`);
  return full;
}
