import type { FileHandle } from 'node:fs/promises';
import { decodeEvent, type FiledEvent } from './event-lines';

/** Events in order of time that are read from a part of a file. */
export interface SortedRun {
  /** The next event; null at the end. */
  readonly next: FiledEvent | null;
  /** Milliseconds of the next event's time; Infinity at the end. */
  readonly time: number;
  /** Goes on to the event after the next one. Returns false when that takes a {@link refill}. */
  advance(): boolean;
  /** Reads more of the file, and goes on. */
  refill(): Promise<void>;
}

/**
 * Opens a run at its first event. It holds one piece of the file in memory.
 * @param pieceBytes bytes that are read at once
 */
export async function openRun(
  file: FileHandle,
  part: { readonly from: number; readonly to: number },
  pieceBytes: number,
): Promise<SortedRun> {
  let next: FiledEvent | null = null;
  let buffer = Buffer.allocUnsafe(Math.min(pieceBytes, part.to - part.from));
  /** What has been read: the bytes of the buffer from `start` to `end`; and where the rest begins in the file. */
  let [start, end, position] = [0, 0, part.from];

  function advance(): boolean {
    const decoded = decodeEvent(buffer.subarray(0, end), start);
    next = decoded?.event ?? null;
    if (decoded !== null) start = decoded.end;
    return decoded !== null || (start === end && position === part.to);
  }

  async function refill(): Promise<void> {
    do {
      // Of an event that is longer than the buffer, the buffer is full: it needs a larger one.
      const wider = start === 0 && end === buffer.length ? Buffer.allocUnsafe(2 * buffer.length) : buffer;
      buffer.copy(wider, 0, start, end);
      [buffer, start, end] = [wider, 0, end - start];
      const wanted = Math.min(buffer.length - end, part.to - position);
      const { bytesRead } = await file.read(buffer, end, wanted, position);
      if (bytesRead === 0) throw new Error('The file of sorted events has become shorter.');
      end += bytesRead;
      position += bytesRead;
    } while (!advance());
  }

  await refill();
  return {
    get next() {
      return next;
    },
    get time() {
      return next === null ? Infinity : next.stored.at.getTime();
    },
    advance,
    refill,
  };
}
