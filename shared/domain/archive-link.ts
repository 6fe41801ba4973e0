/** A reference to a file of the archive. */
export interface FileMark {
  /** Path in the archive: `weekly/2026/2026-W47.xlsx`. */
  readonly path: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
}

/** A link of a report's chain: a file, and references to the files that preceded it. */
export interface ArchiveLink extends FileMark {
  readonly bytes: number;
  /**
   * Normally one file; none for a report's first. Two when two runs archived at the same instant: both name the same
   * predecessor, and the next link names both.
   */
  readonly previous: readonly FileMark[];
}

/** A link as it is found in the archive: its hash is null where the file does not carry one. */
export type FoundLink = Omit<ArchiveLink, 'sha256'> & { readonly sha256: string | null };

/**
 * Returns the ends of a chain: the links that no other link names as its predecessor, ordered by path. The next link
 * names them.
 */
export function chainEnds(links: readonly ArchiveLink[]): ArchiveLink[] {
  const named = new Set(links.flatMap(({ previous }) => previous.map(({ path }) => path)));
  return links.filter(({ path }) => !named.has(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
