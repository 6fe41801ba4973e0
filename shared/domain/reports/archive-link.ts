/** A reference to a file of the archive. */
export interface FileMark {
  /** Path in the archive: `weekly/2026/2026-W47.xlsx`. */
  readonly path: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
}

/** A link of a report's chain: the reference to its file, and to the links before it. */
export interface ArchiveLink extends FileMark {
  /**
   * Normally one; none for a report's first. Two when two runs archived at the same instant: both name the same
   * predecessor, and the next link names both.
   */
  readonly previous: readonly FileMark[];
}

/**
 * Stands in an archived mail where the mail prints its own link's hash: that hash covers the mail and is not known
 * before it.
 */
export const linkPlace = '0'.repeat(64);

/**
 * Returns the ends of a chain: the links that no other link names as its predecessor, ordered by path. The next link
 * names them.
 */
export function chainEnds(links: readonly ArchiveLink[]): ArchiveLink[] {
  const named = new Set(links.flatMap(({ previous }) => previous.map(({ path }) => path)));
  return links.filter(({ path }) => !named.has(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
