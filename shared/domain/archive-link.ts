/** A file of the archive as another one refers to it. */
export interface FileMark {
  /** Where it lies in the archive: `weekly/2026/2026-W47.xlsx`. */
  readonly path: string;
  /** SHA-256 of its content, hexadecimal. */
  readonly sha256: string;
}

/** A link of a report's chain: a file, and those that were the last before it. */
export interface ArchiveLink extends FileMark {
  readonly bytes: number;
  /**
   * One file as a rule, none for the first of a report. Two when two runs had archived at the same instant: both
   * then name the same file before them, and the next one names both.
   */
  readonly previous: readonly FileMark[];
}

/**
 * The ends of a chain: the files that no other names as the one before it, in the order of their paths. The next file
 * names them.
 */
export function chainEnds(links: readonly ArchiveLink[]): ArchiveLink[] {
  const named = new Set(links.flatMap(({ previous }) => previous.map(({ path }) => path)));
  return links.filter(({ path }) => !named.has(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
