import type { FileHandle } from 'node:fs/promises';
import { decodeEvent, type FiledEvent } from './event-lines';

/** Events in order of time that are read from a part of a file. */
export interface SortedRun {
  /** The next event; null at the end. */
  readonly next: FiledEvent | null;
  /** Milliseconds of the next event's time; Infinity at the end. */
  readonly time: number;
  /** Moves to the following event. Returns false if {@link refill} must read it first. */
  advance(): boolean;
  /** Reads more of the file, and moves to the following event. */
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
  let time = Infinity;
  let buffer = Buffer.allocUnsafe(Math.min(pieceBytes, part.to - part.from));
  /** `start` and `end` of the bytes in the buffer that are not decoded yet, and the file's position of the next read. */
  let [start, end, position] = [0, 0, part.from];

  function advance(): boolean {
    const decoded = decodeEvent(buffer.subarray(0, end), start);
    next = decoded?.event ?? null;
    time = next?.stored.at.getTime() ?? Infinity;
    if (decoded !== null) start = decoded.end;
    return decoded !== null || (start === end && position === part.to);
  }

  async function refill(): Promise<void> {
    do {
      // A buffer that one unfinished event fills is too small for it.
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
      return time;
    },
    advance,
    refill,
  };
}
