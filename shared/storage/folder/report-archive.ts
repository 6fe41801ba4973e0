import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { chainEnds, type ArchiveLink, type FoundLink } from '../../domain/archive-link';
import { FolderError } from './folder-error';
import { readJsonFile, writeJsonFile } from './json-file';
import { orNull } from './or-null';
import { replaceFile } from './replace-file';
import type { StoreFolder } from './store-folder';

interface KeptFile {
  readonly content: Uint8Array;
  readonly link: ArchiveLink;
}

/** The file beside an archived one that holds its hash and its link. */
const linkSuffix = '.link.json';

/**
 * Creates the archive of a folder: `reports/weekly/2026/2026-W47.xlsx`, and beside it `2026-W47.xlsx.link.json` with
 * the file's hash and its link. A file counts once its link is there: one that a crash left without is stored again.
 */
export function createFolderReportArchive(folder: StoreFolder) {
  const root = join(folder.path, 'reports');
  const files =
    (signal: AbortSignal) =>
    <T>(work: () => Promise<T>): Promise<T> =>
      folder.read(() => {
        signal.throwIfAborted();
        return work();
      });

  async function read(path: string): Promise<KeptFile | null> {
    const link = (await readJsonFile(linkOf(root, path), [])) as Omit<ArchiveLink, 'path'> | null;
    const content = await orNull(readFile(pathOf(root, path)));
    if (link === null || content === null) return null;
    if (createHash('sha256').update(content).digest('hex') !== link.sha256)
      throw new FolderError(
        `The archived file ${path} has been changed: its SHA-256 is not the one that was stored with it. ` +
          '"pim-report verify" says more.',
      );
    return { content, link: { path, ...link } };
  }

  async function list(report: string): Promise<FoundLink[]> {
    const folderOfReport = join(root, report);
    const names = (await orNull(readdir(folderOfReport, { recursive: true, withFileTypes: true }))) ?? [];
    const paths = names
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    const known = new Set(paths.map((path) => path.replace(/\.link\.json$/, '')));
    return Promise.all([...known].sort().map((path) => findLink(path)));
  }

  async function findLink(path: string): Promise<FoundLink> {
    const link = (await readJsonFile(linkOf(root, path), [])) as Omit<ArchiveLink, 'path'> | null;
    if (link !== null) return { path, ...link };
    const { size } = await stat(pathOf(root, path));
    return { path, sha256: null, bytes: size, previous: [] };
  }

  return {
    read: (path: string, signal: AbortSignal) => files(signal)(() => read(path)),
    list: (report: string, signal: AbortSignal) => files(signal)(() => list(report)),

    reports: (signal: AbortSignal): Promise<string[]> =>
      files(signal)(async () => {
        const entries = (await orNull(readdir(root, { withFileTypes: true }))) ?? [];
        return entries
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
          .sort();
      }),

    add: (report: string, path: string, _contentType: string, content: Uint8Array, signal: AbortSignal) =>
      folder.write(async (): Promise<KeptFile> => {
        const stored = await read(path);
        if (stored !== null) return stored;
        const known = (await list(report)).flatMap((link) =>
          link.sha256 === null ? [] : [{ ...link, sha256: link.sha256 }],
        );
        const link = {
          sha256: createHash('sha256').update(content).digest('hex'),
          bytes: content.length,
          previous: chainEnds(known).map((end) => ({ path: end.path, sha256: end.sha256 })),
        };
        await mkdir(dirname(pathOf(root, path)), { recursive: true, mode: 0o700 });
        await replaceFile(pathOf(root, path), content);
        await writeJsonFile(linkOf(root, path), link);
        return { content, link: { path, ...link } };
      }, signal),

    hash: (path: string, signal: AbortSignal): Promise<string | null> =>
      files(signal)(() => orNull(hashFile(pathOf(root, path), signal))),
  };
}

async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** @throws FolderError for a path that leads out of the archive. */
function pathOf(root: string, path: string): string {
  const full = resolve(root, path);
  if (!full.startsWith(root + sep)) throw new FolderError(`The path ${path} leads out of the archive.`);
  return full;
}

const linkOf = (root: string, path: string): string => `${pathOf(root, path)}${linkSuffix}`;
