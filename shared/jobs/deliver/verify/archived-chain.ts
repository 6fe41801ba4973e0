import type { FileMark } from '../../../domain/reports/archive-link';
import { parseMailLink, sha256Of, type MailLink } from '../mail-record';
import type { ReportArchive } from '../report-archive';

/** A link as it is found in the archive. */
export interface FoundLink extends FileMark {
  /** Null when the file is no link. */
  readonly link: MailLink | null;
}

/** The links of a report as they are found, and the paths of all its files. */
export interface ArchivedChain {
  readonly paths: readonly string[];
  /** By path, the newest first: each before those that it names, as far as they exist. */
  readonly links: ReadonlyMap<string, FoundLink>;
}

/** Reads the links of a report. */
export async function readChain(
  archive: Pick<ReportArchive, 'list' | 'read'>,
  report: string,
  signal: AbortSignal,
): Promise<ArchivedChain> {
  const paths = [...(await archive.list(report, signal))].sort();
  const found: FoundLink[] = [];
  for (const path of paths.filter((each) => each.endsWith('-link.json'))) {
    const content = await archive.read(path, signal);
    if (content !== null) found.push({ path, sha256: sha256Of(content), link: parseMailLink(content) });
  }
  return { paths, links: new Map(newestFirst(found).map((link) => [link.path, link])) };
}

const previousOf = ({ link }: FoundLink): readonly FileMark[] => link?.previous ?? [];
const archivedAt = ({ link }: FoundLink): number => Date.parse(link?.archivedAt ?? '') || 0;

/** Returns the links in an order in which each precedes those that it names; otherwise the newer first. */
function newestFirst(links: readonly FoundLink[]): FoundLink[] {
  const byPath = new Map(links.map((link) => [link.path, link]));
  const waiting = new Map(links.map(({ path }) => [path, 0]));
  for (const { path } of links.flatMap(previousOf)) {
    const names = waiting.get(path);
    if (names !== undefined) waiting.set(path, names + 1);
  }
  const ordered: FoundLink[] = [];
  const left = new Set([...links].sort((a, b) => archivedAt(b) - archivedAt(a)));
  while (left.size > 0) {
    // In a loop, which only a forger makes, every link waits for another: take the newest.
    const [newest] = left;
    const next = [...left].find(({ path }) => waiting.get(path) === 0) ?? newest;
    if (next === undefined) break;
    left.delete(next);
    ordered.push(next);
    for (const { path } of previousOf(next))
      if (byPath.has(path)) waiting.set(path, (waiting.get(path) ?? 0) - 1);
  }
  return ordered;
}

/** Milliseconds between two links that can have been archived at once, each without knowledge of the other. */
const atOnce = 24 * 3_600_000;

/**
 * Returns the links that the newer ones should name and do not: whoever archives a link names every end that is there.
 * Two ends are right only when both were archived at the same time.
 */
export function unnamedLinks({ links }: ArchivedChain): FoundLink[] {
  const named = new Set([...links.values()].flatMap(previousOf).map(({ path }) => path));
  const ends = [...links.values()].filter(({ path }) => !named.has(path));
  const newest = Math.max(...ends.map(archivedAt));
  return ends.filter((link) => newest - archivedAt(link) >= atOnce);
}
