import { createHash } from 'node:crypto';
import { RestError } from '@azure/core-rest-pipeline';
import type { ContainerClient } from '@azure/storage-blob';
import { chainEnds, type ArchiveLink, type FileMark, type FoundLink } from '../../domain/archive-link';
import { archiveProblem } from './open-archive';

interface KeptFile {
  readonly content: Uint8Array;
  readonly link: ArchiveLink;
}

/** Metadata values are limited to 8 KiB in all. This many predecessors fit, far more than there are. */
const maxPrevious = 40;

/**
 * Creates the archive over the blob container `pim-reports`. A file is stored by one request that fails when its name
 * is taken and that carries its hash and its link: no file is ever there without them, and none is overwritten. The
 * client is created at the first call. A call that takes longer than `timeout` milliseconds fails: the SDK itself
 * would wait for ever.
 */
export function createReportArchive(container: () => Promise<ContainerClient>, timeout = 300_000) {
  async function inTime<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = AbortSignal.timeout(timeout);
    try {
      return await call(AbortSignal.any([signal, limit]));
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error;
      throw new Error(`The archive of sent reports did not answer within ${timeout / 1000} s.`, {
        cause: error,
      });
    }
  }

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

  async function list(report: string, signal: AbortSignal): Promise<FoundLink[]> {
    const links: FoundLink[] = [];
    await query(async (blobs, abortSignal) => {
      const options = { prefix: `${report}/`, includeMetadata: true, abortSignal };
      for await (const { name, metadata, properties } of blobs.listBlobsFlat(options))
        links.push(toLink(name, properties.contentLength ?? 0, metadata));
    }, signal);
    return links;
  }

  async function reports(signal: AbortSignal): Promise<string[]> {
    const names: string[] = [];
    await query(async (blobs, abortSignal) => {
      for await (const item of blobs.listBlobsByHierarchy('/', { abortSignal }))
        if (item.kind === 'prefix') names.push(item.name.replace(/\/$/, ''));
    }, signal);
    return names;
  }

  /** Runs a query; a container that does not exist yet is empty. */
  async function query(
    run: (blobs: ContainerClient, within: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const blobs = await container();
    try {
      await inTime(signal, (within) => run(blobs, within));
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
      const ends = chainEnds(known).slice(-maxPrevious);
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
        // Taken by a run that was faster, or by our own request, repeated because its answer was lost.
        const isTaken = error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412);
        const winner = isTaken ? await read(path, abortSignal) : null;
        if (winner === null) throw error;
        return winner;
      }
    },

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

/** Names of metadata are those of HTTP headers: without regard to case. */
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
