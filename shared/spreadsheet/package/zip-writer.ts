import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Writes a zip archive, entry after entry. */
export type ZipWriter = ReturnType<typeof createZipWriter>;

/**
 * Gives the same bytes in every time zone: each entry has the first date that a zip can hold, read by its local fields
 * as zip libraries do.
 */
const entryOptions = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 6 };

/** Writes a zip archive to an output while it is made: only a few chunks are in memory. */
export function createZipWriter(output: Writable) {
  const zip = new ZipFile();
  const stop = new AbortController();
  const done = pipeline(zip.outputStream, output, { signal: stop.signal });
  // Awaited by `end`; a broken output must not end the process before that.
  done.catch(() => undefined);

  return {
    /** Adds a small entry. */
    add(path: string, content: string | Uint8Array): void {
      zip.addBuffer(Buffer.from(content), path, entryOptions);
    },
    /**
     * Adds an entry whose text comes in chunks, and waits until all of it has been read.
     * @throws the error of the chunks or of the output.
     */
    async stream(path: string, chunks: AsyncIterable<string>): Promise<void> {
      const source = Readable.from(toBytes(chunks), { objectMode: false });
      const taken = new Promise<void>((resolve, reject) => {
        source.once('end', resolve).once('error', reject);
      });
      zip.addReadStream(source, path, entryOptions);
      try {
        // When the output breaks, the rest of the chunks is never read and the source would never end.
        await Promise.race([taken, done.then(() => taken)]);
      } finally {
        source.destroy();
      }
    },
    /** Writes the rest and ends the output. */
    async end(): Promise<void> {
      zip.end();
      await done;
    },
    /** Destroys the output. */
    abort(): void {
      stop.abort();
    },
  };
}

async function* toBytes(chunks: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
