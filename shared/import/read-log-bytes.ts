import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PassThrough, type Duplex, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFileError } from './unreadable-file-error';

/** Bytes that are read from the disk at once. */
const chunkBytes = 256 * 1024;

/** First bytes that identify the encoding or compression of a file. */
const marks = {
  gzip: Buffer.from([0x1f, 0x8b]),
  utf8: Buffer.from([0xef, 0xbb, 0xbf]),
  utf16le: Buffer.from([0xff, 0xfe]),
  utf16be: Buffer.from([0xfe, 0xff]),
};

/**
 * Reads a file as UTF-8 without its byte order mark: unpacks gzip, and converts UTF-16, which Windows PowerShell
 * writes. Both are recognised by content. Holds a few chunks in memory, whatever the file's size.
 * @param onRead called with the bytes of the file that have been read, and its size
 * @throws UnreadableFileError after the last good bytes, when the rest cannot be read.
 */
export async function* readLogBytes(
  path: string,
  signal: AbortSignal,
  onRead: (bytes: number, size: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  try {
    const { size } = await stat(path);
    const file = createReadStream(path, { highWaterMark: chunkBytes, signal });
    for await (const bytes of decode(unpack(file, signal))) {
      onRead(file.bytesRead, size);
      yield bytes;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw new UnreadableFileError(whatIsWrong(cause as NodeJS.ErrnoException), { cause });
  }
}

async function* unpack(file: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const { first, rest } = await peek(file, marks.gzip.length);
  if (!startsWith(first, marks.gzip)) {
    yield* joined(first, rest);
    return;
  }
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  const unpacked = new PassThrough({ highWaterMark: chunkBytes });
  /** Ends only after everything was read: at the end of a truncated file the stream fails, and drops unread data. */
  async function* bytesToUnpack(): AsyncGenerator<Buffer> {
    yield* joined(first, rest);
    while (!unpacked.destroyed && unreadLength(gunzip) + unreadLength(unpacked) > 0) await setImmediate();
  }
  const unpacking = pipeline(bytesToUnpack(), gunzip, unpacked, { signal });
  // A failure reaches the reader of `unpacked`; unhandled here, it would end the process.
  unpacking.catch(() => undefined);
  yield* unpacked as AsyncIterable<Buffer>;
  await unpacking;
}

/** Bytes that were written into a stream and not yet read from it. */
const unreadLength = ({ readableLength, writableLength }: Duplex): number => readableLength + writableLength;

async function* decode(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { first, rest } = await peek(bytes, marks.utf8.length);
  const encoding = encodingOf(first);
  if (encoding === 'utf-8') {
    yield* joined(startsWith(first, marks.utf8) ? first.subarray(marks.utf8.length) : first, rest);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of joined(first, rest)) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** Reads until at least `count` bytes are there, or all. */
async function peek(bytes: AsyncIterable<Buffer>, count: number) {
  const rest = bytes[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  while (first.length < count) {
    const next = await rest.next();
    if (next.done === true) break;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return { first, rest };
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function encodingOf(first: Buffer): string {
  if (startsWith(first, marks.utf16le)) return 'utf-16le';
  return startsWith(first, marks.utf16be) ? 'utf-16be' : 'utf-8';
}

const startsWith = (bytes: Buffer, mark: Buffer): boolean => bytes.subarray(0, mark.length).equals(mark);

function whatIsWrong({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'Z_BUF_ERROR')
    return 'The gzip data ends early: the file is cut off. Copy or download it again.';
  if (code?.startsWith('Z_') === true)
    return `The gzip data is damaged (${message}). Copy or download the file again.`;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder: name the files in it.';
  if (code === 'EACCES' || code === 'EPERM') return 'This user may not read the file.';
  return `The file cannot be read: ${message}`;
}
