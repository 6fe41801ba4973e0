import type { ArchiveLink, FileMark, FoundLink } from '../../domain/archive-link';
import type { ReportRun } from '../../domain/report-run';
import type { DeliveryLedger } from '../report/delivery-ledger';
import type { ReportArchive } from './report-archive';

/** The progress of a verification. */
export interface VerifyProgress {
  readonly report: string;
  readonly filesDone: number;
  readonly filesTotal: number;
}

export interface VerifyArchiveParts {
  readonly archive: Pick<ReportArchive, 'list' | 'hash' | 'reports'>;
  readonly runs: Pick<DeliveryLedger, 'list' | 'reports'>;
  /** Names of the reports in the settings. */
  readonly configured: readonly string[];
  readonly onFile?: (progress: VerifyProgress) => void;
}

/** The result of verifying one chain. */
export interface VerifiedChain {
  readonly report: string;
  readonly files: number;
  /** The first broken link, in one sentence; null when the chain is whole. */
  readonly broken: string | null;
}

/**
 * Creates the verification: it walks the chain of one report, or of every report that settings, archive or ledger name,
 * from its first file on. For each file it compares the content with the hash that the file carries, the previous file
 * with what the file says about it, and both with the delivery ledger. It finds a file that was altered, moved, put in
 * or taken away, and returns the first. It creates nothing: an auditor's identity may only read.
 */
export function createVerifyArchive({ archive, runs, configured, onFile }: VerifyArchiveParts) {
  return async (report: string | null, signal: AbortSignal): Promise<VerifiedChain[]> => {
    const reports =
      report === null
        ? new Set([...configured, ...(await archive.reports(signal)), ...(await runs.reports(signal))])
        : [report];
    const chains: VerifiedChain[] = [];
    for (const name of reports) {
      const found = await archive.list(name, signal);
      const written = await runs.list(name, signal);
      chains.push({ report: name, files: found.length, broken: await firstBroken(name, found, written) });
    }
    return chains;

    async function firstBroken(
      report: string,
      found: readonly FoundLink[],
      written: readonly ReportRun[],
    ): Promise<string | null> {
      const expected = new Map(
        written.flatMap((run) => run.archive.map((link) => [link.path, { link, run }] as const)),
      );
      const there = new Map(found.map((link) => [link.path, link]));
      const gone = [...expected.values()].find(({ link }) => !there.has(link.path));
      let done = 0;
      for (const link of inOrder(found)) {
        const known = expected.get(link.path);
        const problem =
          brokenPrevious(link, there) ??
          (known === undefined ? unknownFile(link) : otherThanWritten(link, known.link)) ??
          otherContent(link, await archive.hash(link.path, signal));
        if (problem !== null) return problem;
        done += 1;
        onFile?.({ report, filesDone: done, filesTotal: found.length });
      }
      if (gone === undefined) return written.map(contradiction).find((found) => found !== null) ?? null;
      const { link, run } = gone;
      return `${link.path} is not in the archive: the ledger says that it was archived for ${run.period} with SHA-256 ${link.sha256}.`;
    }
  };
}

/** Returns the links in an order in which each follows those that it names, as far as they exist. */
function inOrder(links: readonly FoundLink[]): FoundLink[] {
  const ordered = new Set<FoundLink>();
  const byPath = new Map(links.map((link) => [link.path, link]));
  const open = new Set<FoundLink>();
  // No recursion: a chain of years is longer than the call stack is deep.
  for (const start of [...links].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const stack = [start];
    for (let link = stack.at(-1); link !== undefined; link = stack.at(-1)) {
      const before = ordered.has(link) || open.has(link) ? [] : unseen(link);
      open.add(link);
      if (before.length > 0) stack.push(...before);
      else {
        ordered.add(link);
        stack.pop();
      }
    }
  }
  return [...ordered];

  function unseen({ previous }: FoundLink): FoundLink[] {
    return previous.flatMap(({ path }) => {
      const link = byPath.get(path);
      return link === undefined || ordered.has(link) || open.has(link) ? [] : [link];
    });
  }
}

function brokenPrevious(link: FoundLink, there: ReadonlyMap<string, FoundLink>): string | null {
  for (const { path, sha256 } of link.previous) {
    const before = there.get(path);
    if (before === undefined)
      return `${path} is not in the archive: ${link.path} names it as the file before it, with SHA-256 ${sha256}.`;
    if (before.sha256 !== sha256)
      return `${link.path} names ${path} as the file before it, with SHA-256 ${sha256}, but that file carries ${before.sha256 ?? 'none'}.`;
  }
  return null;
}

const unknownFile = ({ path, sha256 }: FoundLink): string =>
  `${path} (SHA-256 ${sha256 ?? 'not carried'}) is in the archive, but no mail of the delivery ledger knows it: ` +
  'somebody else put it there, or a run died before its mail, and running it again settles that.';

function otherThanWritten(link: FoundLink, written: ArchiveLink): string | null {
  if (link.sha256 !== written.sha256)
    return `${link.path} carries the SHA-256 ${link.sha256 ?? '(none)'}; the ledger expected ${written.sha256}.`;
  if (words(link.previous) !== words(written.previous))
    return `${link.path} names as the file before it ${words(link.previous)}; the ledger expected ${words(written.previous)}.`;
  return null;
}

const otherContent = ({ path, sha256 }: FoundLink, found: string | null): string | null =>
  found === sha256
    ? null
    : `${path} has been altered: expected SHA-256 ${sha256 ?? '(none carried)'}, found ${found ?? 'no file'}.`;

/** A row holds the hash of the sent file twice: by itself, and among the archived files. */
const contradiction = ({ period, fileName, fileHash, archive }: ReportRun): string | null =>
  archive.length === 0 || fileHash === '' || archive.some(({ sha256 }) => sha256 === fileHash)
    ? null
    : `The ledger contradicts itself on ${period}: it says that ${fileName} was sent with SHA-256 ${fileHash}, ` +
      'but no file that it says was archived for it has that hash.';

const words = (marks: readonly FileMark[]): string =>
  marks.map(({ path, sha256 }) => `${path} (${sha256})`).join(' and ') || 'none';
