import fc from 'fast-check';
import type { ArchiveLink, FileMark, FoundLink } from '../../../shared/domain/archive-link';
import { createVerifyArchive } from '../../../shared/jobs/deliver/verify-archive';
import { ancestry, archiveHistory } from '../../support/builders/archive-histories';
import { aRun } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(60_000);
const otherHash = 'f0'.repeat(32);

/** What lies in the archive, and what the delivery ledger knows of it. */
interface Kept {
  readonly found: Map<string, FoundLink>;
  readonly contents: Map<string, string>;
  readonly written: Map<string, ArchiveLink>;
}

function keptOf(links: readonly ArchiveLink[]): Kept {
  return {
    found: new Map(links.map((link) => [link.path, link])),
    contents: new Map(links.map(({ path, sha256 }) => [path, sha256])),
    written: new Map(links.map((link) => [link.path, link])),
  };
}

async function broken({ found, contents, written }: Kept): Promise<string | null> {
  const verify = createVerifyArchive({
    archive: {
      // As services do: in the order of paths.
      list: () => Promise.resolve([...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))),
      hash: (path) => Promise.resolve(contents.get(path) ?? null),
      reports: () => Promise.resolve([]),
    },
    configured: [],
    runs: {
      reports: () => Promise.resolve([]),
      list: () =>
        Promise.resolve(
          [...written.values()].map((link) => aRun({ archive: [link], fileHash: link.sha256 })),
        ),
    },
  });
  return (await verify('weekly', signal))[0]?.broken ?? null;
}

const change = (kept: Kept, path: string, by: (link: FoundLink) => Partial<FoundLink>) => {
  const link = kept.found.get(path)!;
  kept.found.set(path, { ...link, ...by(link) });
};
const otherMark: FileMark = { path: 'weekly/2026/2026-W01.xlsx', sha256: otherHash };
const swapped = <T>([first, ...rest]: readonly T[]): T[] => (first === undefined ? [] : [...rest, first]);

/** Ways to meddle with one file. Each says whether there was something to meddle with. */
const meddlings: Record<string, (kept: Kept, path: string, other: string) => boolean> = {
  'its content': ({ contents }, path) => contents.set(path, otherHash).has(path),
  'the hash that it carries': (kept, path) => {
    change(kept, path, () => ({ sha256: otherHash }));
    return true;
  },
  'that it carries a hash': (kept, path) => {
    change(kept, path, () => ({ sha256: null }));
    return true;
  },
  'content and hash together': (kept, path) => {
    change(kept, path, () => ({ sha256: otherHash }));
    return kept.contents.set(path, otherHash).has(path);
  },
  'content, hash and the ledger together, of a file that another names': (kept, path) => {
    const written = kept.written.get(path)!;
    change(kept, path, () => ({ sha256: otherHash }));
    kept.contents.set(path, otherHash);
    kept.written.set(path, { ...written, sha256: otherHash });
    return [...kept.found.values()].some(({ previous }) => previous.some((mark) => mark.path === path));
  },
  'which files it names: one less': (kept, path) => {
    change(kept, path, ({ previous }) => ({ previous: previous.slice(1) }));
    return kept.written.get(path)!.previous.length > 0;
  },
  'which files it names: one more': (kept, path) => {
    change(kept, path, ({ previous }) => ({ previous: [...previous, otherMark] }));
    return true;
  },
  'which files it names: another one, well hashed, maybe itself or a later one': (kept, path, other) => {
    const { sha256 } = kept.written.get(other)!;
    change(kept, path, () => ({ previous: [{ path: other, sha256 }] }));
    const [only, ...more] = kept.written.get(path)!.previous;
    return more.length > 0 || only?.path !== other;
  },
  'the order in which it names them': (kept, path) => {
    change(kept, path, ({ previous }) => ({ previous: swapped(previous) }));
    return kept.written.get(path)!.previous.length > 1;
  },
  'the hash that it names': (kept, path) => {
    change(kept, path, ({ previous }) => ({
      previous: previous.map((mark, index) => (index === 0 ? { ...mark, sha256: otherHash } : mark)),
    }));
    return kept.written.get(path)!.previous.length > 0;
  },
  'that it is there': ({ found, contents }, path) => contents.delete(path) && found.delete(path),
  'that its content is there': ({ contents }, path) => contents.delete(path),
  'that the ledger knows it': ({ written }, path) => written.delete(path),
  'its place with that of another': (kept, path, other) => {
    const [one, two] = [kept.found.get(path)!, kept.found.get(other)!];
    change(kept, path, () => ({ sha256: two.sha256, previous: two.previous }));
    change(kept, other, () => ({ sha256: one.sha256, previous: one.previous }));
    const contents = [kept.contents.get(path)!, kept.contents.get(other)!] as const;
    kept.contents.set(path, contents[1]).set(other, contents[0]);
    return path !== other;
  },
};

const someFiles = fc.record({ links: archiveHistory, one: fc.nat(), two: fc.nat() });

describe('the chain of an archive', () => {
  test('is whole however runs have archived, one after the other or at once', async () => {
    await fc.assert(
      fc.asyncProperty(archiveHistory, async (links) => {
        expect(await broken(keptOf(links))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test.each(Object.entries(meddlings))('is broken when somebody changes %s', async (_, meddle) => {
    await fc.assert(
      fc.asyncProperty(someFiles, async ({ links, one, two }) => {
        fc.pre(links.length > 0);
        const [path, other] = [links[one % links.length]!.path, links[two % links.length]!.path];
        const kept = keptOf(links);
        fc.pre(meddle(kept, path, other));
        const sentence = (await broken(kept)) ?? 'whole';
        expect([path, other].some((changed) => sentence.includes(changed))).toBe(true);
      }),
    );
  });

  test('is told to be broken at the first of many altered files: none before it is altered', async () => {
    await fc.assert(
      fc.asyncProperty(archiveHistory, fc.array(fc.nat(), { minLength: 1 }), async (links, picks) => {
        fc.pre(links.length > 0);
        const altered = new Set(picks.map((pick) => links[pick % links.length]!.path));
        const kept = keptOf(links);
        for (const path of altered) kept.contents.set(path, otherHash);
        const sentence = (await broken(kept)) ?? 'whole';
        const named = links.find(({ path }) => sentence.startsWith(`${path} has been altered`))!;
        const before = ancestry(named, links);
        expect([...altered].filter((path) => before.has(path))).toEqual([named.path]);
      }),
    );
  });
});
