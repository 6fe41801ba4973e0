import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { chainEnds, type ArchiveLink } from '../../../shared/domain/archive-link';

const most = 8;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Runs that archive a file each: each looks what is there at its first number and puts its file there at its second. */
const interleaving = fc
  .nat(most)
  .chain((files) => fc.shuffledSubarray(twice(files), { minLength: 2 * files, maxLength: 2 * files }));
const twice = (files: number) => Array.from({ length: 2 * files }, (_, index) => index % files);

/** Weeks in any order: a week that was missed is archived after a later one. */
const weeks = fc.shuffledSubarray(
  Array.from({ length: most }, (_, index) => `2026-W${40 + index}`),
  { minLength: most, maxLength: most },
);

/**
 * The files of a report in the order in which they were archived, by any number of runs that ran one after the other
 * or at once in any way.
 */
export const archiveHistory: fc.Arbitrary<readonly ArchiveLink[]> = fc
  .record({ steps: interleaving, weeks })
  .map(({ steps, weeks }) => {
    const links: ArchiveLink[] = [];
    const seen = new Map<number, ArchiveLink['previous']>();
    for (const run of steps) {
      const previous = seen.get(run);
      const path = `weekly/2026/${weeks[run]}.xlsx`;
      if (previous !== undefined) links.push({ path, sha256: sha256(path), bytes: path.length, previous });
      else
        seen.set(
          run,
          chainEnds(links).map((end) => ({ path: end.path, sha256: end.sha256 })),
        );
    }
    return links;
  });

/** The paths of all that lies before a file, the file itself included. */
export function ancestry(link: ArchiveLink, links: readonly ArchiveLink[]): Set<string> {
  const paths = new Set([link.path]);
  // Links are in the order of archiving: what a file names stands before it.
  for (const each of [...links].reverse())
    if (paths.has(each.path)) for (const { path } of each.previous) paths.add(path);
  return paths;
}
