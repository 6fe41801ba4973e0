import { strFromU8, unzipSync } from 'fflate';

/** The small parts of a workbook by path (`xl/workbook.xml`): XML as text, anything else as bytes. */
export type PackageParts = Map<string, string | Uint8Array>;

/**
 * Opens a workbook that exceljs wrote.
 * @throws Error when the bytes are no zip archive.
 */
export function openPackage(written: Uint8Array): PackageParts {
  const entries = Object.entries(unzipSync(written)).filter(([path]) => !path.endsWith('/'));
  return new Map(
    entries.map(([path, bytes]) => [path, /\.(xml|rels)$/.test(path) ? strFromU8(bytes) : bytes]),
  );
}

/**
 * The XML of a part.
 * @throws Error when the package has no such part.
 */
export function xmlPart(parts: PackageParts, path: string): string {
  const part = parts.get(path);
  if (typeof part !== 'string') throw new Error(`The workbook has no part ${path}.`);
  return part;
}
