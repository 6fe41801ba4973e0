import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** An import or export from a path, of a value or a type, and a dynamic import; the formatting decides the quotes. */
const importedPath = /\b(?:from|import)\s*\(?\s*'(\.[^'\n]*)'/g;

/**
 * Returns the import cycles among the TypeScript files of folders, each as a list of its files; imports of types count.
 * Each cycle is listed once, from its first file in order of path.
 */
export function importCycles(root: string, folders: readonly string[]): string[][] {
  const imports = importGraph(root, folders);
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start !== -1) {
      cycles.push(path.slice(start));
      return;
    }
    if (done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of [...imports.keys()].sort()) visit(file, []);
  return cycles;
}

/** Returns each file with the files that it imports. */
function importGraph(root: string, folders: readonly string[]): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  return new Map(
    files.map((file) => {
      const imported = [...readFileSync(join(root, file), 'utf8').matchAll(importedPath)]
        .map(([, path = '']) => `${join(root, dirname(file), path)}.ts`)
        .filter((path) => existsSync(path))
        .map((path) => relative(root, path));
      return [file, imported];
    }),
  );
}
