import { RestError } from '@azure/core-rest-pipeline';
import type { ContainerClient } from '@azure/storage-blob';
import { archiveProblem } from './service/create-tables';
import { readBlob } from './service/reading';

/**
 * Creates the archive over the blob container `pim-reports`. A file is stored by one request that fails when its name
 * is taken. The client is created at the first call. A call that takes longer than `timeout` milliseconds fails: the
 * SDK itself would wait for ever.
 */
export function createReportArchive(container: () => Promise<ContainerClient>, timeout = 300_000) {
  async function inTime<T>(
    signal: AbortSignal,
    call: (blobs: ContainerClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const limit = AbortSignal.timeout(timeout);
    try {
      return await call(await container(), AbortSignal.any([signal, limit]));
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error;
      throw new Error(`The archive of sent reports did not answer within ${timeout / 1000} s.`, {
        cause: error,
      });
    }
  }

  const read = (path: string, signal: AbortSignal): Promise<Uint8Array | null> =>
    inTime(signal, (blobs, abortSignal) => readBlob(blobs.getBlobClient(path), abortSignal));

  /** Runs a query; a container that does not exist yet is empty. @throws Error that says what to do. */
  async function query(
    signal: AbortSignal,
    run: (blobs: ContainerClient, signal: AbortSignal) => AsyncIterable<string>,
  ): Promise<string[]> {
    try {
      return await inTime(signal, async (blobs, within) => {
        const found: string[] = [];
        for await (const each of run(blobs, within)) found.push(each);
        return found;
      });
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return [];
      signal.throwIfAborted();
      throw archiveProblem(await container(), error);
    }
  }

  return {
    read,

    list: (report: string, signal: AbortSignal): Promise<string[]> =>
      query(signal, async function* (blobs, abortSignal) {
        for await (const { name } of blobs.listBlobsFlat({ prefix: `${report}/`, abortSignal })) yield name;
      }),

    reports: (signal: AbortSignal): Promise<string[]> =>
      query(signal, async function* (blobs, abortSignal) {
        for await (const item of blobs.listBlobsByHierarchy('/', { abortSignal }))
          if (item.kind === 'prefix') yield item.name.replace(/\/$/, '');
      }),

    async add(
      path: string,
      contentType: string,
      content: Uint8Array,
      signal: AbortSignal,
    ): Promise<Uint8Array> {
      try {
        const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
        await inTime(signal, (blobs, abortSignal) =>
          blobs.getBlockBlobClient(path).upload(bytes, bytes.length, {
            abortSignal,
            blobHTTPHeaders: { blobContentType: contentType },
            conditions: { ifNoneMatch: '*' },
          }),
        );
        return content;
      } catch (error) {
        // Taken by a run that was faster, or by our own request, repeated because its answer was lost.
        const isTaken = error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412);
        const kept = isTaken ? await read(path, signal) : null;
        if (kept === null) throw error;
        return kept;
      }
    },
  };
}
