import type { FileHandle } from 'node:fs/promises';
import { chunkBytes } from './day-entry';

const lineFeed = 0x0a;

/**
 * Yields the lines between two offsets without their line feeds; the last one may lack it. All lines share one buffer: a
 * line is valid only until the next one is requested.
 */
export async function* readLines(file: FileHandle, from: number, to: number) {
  let buffer = Buffer.allocUnsafe(Math.min(chunkBytes, to - from));
  /** Number of bytes in the buffer of a line that has begun, and their place in the file. */
  let [rest, position] = [0, from];
  while (position + rest < to) {
    if (rest === buffer.length) buffer = Buffer.concat([buffer], 2 * rest);
    const { bytesRead } = await file.read(
      buffer,
      rest,
      Math.min(buffer.length, to - position) - rest,
      position + rest,
    );
    if (bytesRead === 0) break;
    const bytes = buffer.subarray(0, rest + bytesRead);
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      yield { bytes: bytes.subarray(start, end), offset: position + start, isEnded: true };
      start = end + 1;
    }
    rest = bytes.copy(buffer, 0, start);
    position += start;
  }
  if (rest > 0) yield { bytes: buffer.subarray(0, rest), offset: position, isEnded: false };
}
