import { createHash } from 'node:crypto';
import { RestError } from '@azure/core-rest-pipeline';
import type { ContainerClient } from '@azure/storage-blob';
import { chainEnds, type ArchiveLink, type FileMark } from '../../domain/archive-link';
import { archiveProblem } from './open-archive';

/** A file of the archive with its content. */
export interface KeptFile {
  readonly content: Uint8Array;
  readonly link: ArchiveLink;
}

/** A link as the archive tells it. Its hash is null where the file does not carry one. */
export type FoundLink = Omit<ArchiveLink, 'sha256'> & { readonly sha256: string | null };

/** Metadata values are limited to 8 KiB in all: so many predecessors fit, far more than there are. */
const mostPrevious = 40;

/**
 * The blob container `pim-reports`. A file is put there by one request that fails when its name is taken, and that
 * carries its hash and its link: there is no moment in which a file lies there without them, and none is ever
 * written again. The client is made when it is first needed. What takes longer than `most` milliseconds fails: the SDK
 * itself would wait for ever.
 */
export function createArchive(container: () => Promise<ContainerClient>, most = 300_000) {
  async function inTime<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = AbortSignal.timeout(most);
    try {
      return await call(AbortSignal.any([signal, limit]));
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error;
      throw new Error(`The archive of sent reports did not answer within ${most / 1000} s.`, {
        cause: error,
      });
    }
  }

  /** A file, or null when there is none of that path. @throws Error when it is not the one that was put there. */
  const read = (path: string, signal: AbortSignal): Promise<KeptFile | null> =>
    inTime(signal, (within) => readWithin(path, within));

  async function readWithin(path: string, abortSignal: AbortSignal): Promise<KeptFile | null> {
    const blob = (await container()).getBlobClient(path);
    try {
      const { readableStreamBody, metadata } = await blob.download(0, undefined, { abortSignal });
      const chunks: Buffer[] = [];
      for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
      const content = Buffer.concat(chunks);
      const link = toLink(path, content.length, metadata);
      if (link.sha256 === null || link.sha256 !== sha256(content)) throw new Error(altered(path));
      return { content, link: { ...link, sha256: link.sha256 } };
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return null;
      throw error;
    }
  }

  /**
   * Every file of a report with its link, by path. An archive that is not there yet is empty.
   * @throws Error that says what to do when it may not be read.
   */
  async function list(report: string, signal: AbortSignal): Promise<FoundLink[]> {
    const links: FoundLink[] = [];
    await asked(async (blobs, abortSignal) => {
      const options = { prefix: `${report}/`, includeMetadata: true, abortSignal };
      for await (const { name, metadata, properties } of blobs.listBlobsFlat(options))
        links.push(toLink(name, properties.contentLength ?? 0, metadata));
    }, signal);
    return links;
  }

  /** Names of the reports that have files here. */
  async function reports(signal: AbortSignal): Promise<string[]> {
    const names: string[] = [];
    await asked(async (blobs, abortSignal) => {
      for await (const item of blobs.listBlobsByHierarchy('/', { abortSignal }))
        if (item.kind === 'prefix') names.push(item.name.replace(/\/$/, ''));
    }, signal);
    return names;
  }

  async function asked(
    question: (blobs: ContainerClient, within: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const blobs = await container();
    try {
      await inTime(signal, (within) => question(blobs, within));
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return;
      signal.throwIfAborted();
      throw archiveProblem(blobs, error);
    }
  }

  return {
    read,
    list,
    reports,

    /**
     * Puts a file behind the last ones of its report. When the path is taken, what lies there stands and comes back:
     * whoever was first, all go on with the same file.
     */
    async add(
      report: string,
      path: string,
      contentType: string,
      content: Uint8Array,
      abortSignal: AbortSignal,
    ): Promise<KeptFile> {
      const there = await read(path, abortSignal);
      if (there !== null) return there;
      const known = (await list(report, abortSignal)).flatMap((link) =>
        link.sha256 === null ? [] : [{ ...link, sha256: link.sha256 }],
      );
      const ends = chainEnds(known).slice(-mostPrevious);
      const previous = ends.map((end) => ({ path: end.path, sha256: end.sha256 }));
      const link = { path, sha256: sha256(content), bytes: content.length, previous };
      try {
        const blob = (await container()).getBlockBlobClient(path);
        const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
        await inTime(abortSignal, (within) =>
          blob.upload(bytes, bytes.length, {
            abortSignal: within,
            blobHTTPHeaders: { blobContentType: contentType },
            metadata: toMetadata(link),
            conditions: { ifNoneMatch: '*' },
          }),
        );
        return { content, link };
      } catch (error) {
        // Taken: by a run that was faster, or by our own request, repeated because its answer was lost.
        const isTaken = error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412);
        const winner = isTaken ? await read(path, abortSignal) : null;
        if (winner === null) throw error;
        return winner;
      }
    },

    /** SHA-256 of a file's content, hexadecimal, read as a stream; null when there is no such file. */
    hash: (path: string, signal: AbortSignal): Promise<string | null> =>
      inTime(signal, (within) => hashWithin(path, within)),
  };

  async function hashWithin(path: string, abortSignal: AbortSignal): Promise<string | null> {
    const blob = (await container()).getBlobClient(path);
    try {
      const { readableStreamBody } = await blob.download(0, undefined, { abortSignal });
      const hash = createHash('sha256');
      for await (const chunk of readableStreamBody ?? []) hash.update(chunk);
      return hash.digest('hex');
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return null;
      throw error;
    }
  }
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

const altered = (path: string): string =>
  `The archived file ${path} is not the one that was put there: its SHA-256 is not the one it carries. ` +
  '"pim-report verify" says more.';

/** Names of metadata are those of headers: without case. */
function toMetadata({ sha256, previous }: ArchiveLink): Record<string, string> {
  if (previous.length === 0) return { sha256 };
  return {
    sha256,
    previous: previous.map(({ path }) => path).join(','),
    previoussha256: previous.map((file) => file.sha256).join(','),
  };
}

function toLink(path: string, bytes: number, metadata: Record<string, string> = {}): FoundLink {
  const given = Object.fromEntries(
    Object.entries(metadata).map(([name, text]) => [name.toLowerCase(), text]),
  );
  const hashes = (given.previoussha256 ?? '').split(',');
  const previous = (given.previous ?? '')
    .split(',')
    .filter((name) => name !== '')
    .map((name, index): FileMark => ({ path: name, sha256: hashes[index] ?? '' }));
  return { path, sha256: given.sha256 ?? null, bytes, previous };
}
