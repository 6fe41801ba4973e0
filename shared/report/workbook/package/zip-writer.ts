import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Writes a zip archive, entry after entry. */
export interface ZipWriter {
  /** Adds a small entry. */
  add(path: string, content: string | Uint8Array): void;
  /**
   * Adds an entry whose text comes in chunks, and waits until all of it has been taken.
   * @throws what the chunks throw, or what went wrong with the output.
   */
  stream(path: string, chunks: AsyncIterable<string>): Promise<void>;
  /** Writes what remains and ends the output. */
  end(): Promise<void>;
  /** Gives up: destroys the output. */
  abort(): void;
}

/**
 * The same entries give the same bytes in every time zone: each has the first date that a zip can carry, which zip
 * libraries read by local fields.
 */
const entryOptions = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 6 };

/** A zip archive written to an output while it is made: no more than some chunks are held. */
export function createZipWriter(output: Writable): ZipWriter {
  const zip = new ZipFile();
  const stop = new AbortController();
  const done = pipeline(zip.outputStream, output, { signal: stop.signal });
  // Heard at `end`; until then a broken output must not bring the process down.
  done.catch(() => undefined);

  return {
    add(path, content) {
      zip.addBuffer(Buffer.from(content), path, entryOptions);
    },
    async stream(path, chunks) {
      const source = Readable.from(toBytes(chunks), { objectMode: false });
      const taken = new Promise<void>((resolve, reject) => {
        source.once('end', resolve).once('error', reject);
      });
      zip.addReadStream(source, path, entryOptions);
      try {
        // Where the output breaks, nobody would ever ask for the rest of the chunks.
        await Promise.race([taken, done.then(() => taken)]);
      } finally {
        source.destroy();
      }
    },
    async end() {
      zip.end();
      await done;
    },
    abort() {
      stop.abort();
    },
  };
}

async function* toBytes(chunks: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
