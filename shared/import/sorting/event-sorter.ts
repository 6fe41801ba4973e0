import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEvent, encodeEvent, type FiledEvent } from './event-lines';
import { openRun } from './sorted-run';
import { SortingSpaceError } from './sorting-space-error';

/**
 * Maximum bytes of events that are sorted in memory, and later of the pieces of all sorted runs together. Events are kept as
 * bytes, because objects take more memory and more time of the garbage collector.
 */
const standardMemory = 24 * 1024 * 1024;

/** Minimum bytes to read of a run at once, whatever the number of runs. */
const minPieceBytes = 32 * 1024;

/** Bytes that are written at once, because each write waits for the disk. */
const writtenBytes = 1024 * 1024;

/** Events that are yielded together. */
const pageLength = 64;

/** Characters of an event that ends its page, so that few long events are in memory at once. */
const longText = 64 * 1024;

/** Bytes of UTF-8 that a unit of a string takes at most. To count them exactly takes as long as to write them. */
const maxBytesPerUnit = 3;

/** An event in memory: its time, and where its bytes are. */
interface Place {
  readonly time: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Creates a sorter of events by time. Events that do not fit into memory are written to a file as sorted runs, which are
 * merged when they are read. Memory is bounded, whatever the number of events.
 * A sorter that threw a {@link SortingSpaceError} has lost events: dispose of it.
 * @param temporaryFolder where a folder for the file is made; only this user may read it
 */
export function createEventSorter(temporaryFolder: string, memoryBytes = standardMemory) {
  let bytes = Buffer.alloc(0);
  let used = 0;
  let places: Place[] = [];
  let folder: string | null = null;
  let file: FileHandle | null = null;
  const runs: { readonly from: number; readonly to: number }[] = [];

  /**
   * Opens a file, and deletes it while it is open: nothing is left of it, even if the process is killed. Where open files
   * cannot be deleted, it stays until the end.
   */
  async function openNameless(): Promise<FileHandle> {
    folder ??= await mkdtemp(join(temporaryFolder, 'pim-report-import-'));
    const opened = await open(join(folder, 'events'), 'ax+', 0o600);
    await rm(folder, { recursive: true }).catch(() => undefined);
    return opened;
  }

  /** Writes what is in memory to the file, in order of time. Events of one instant keep their order. */
  async function spill(): Promise<void> {
    if (places.length === 0) return;
    places.sort(byTime);
    const from = runs.at(-1)?.to ?? 0;
    try {
      file ??= await openNameless();
      for (const piece of pieces()) await file.appendFile(piece);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SortingSpaceError(
        `The import needs room for a copy of the events in ${temporaryFolder}: ${why}. Set TMPDIR to another folder.`,
        { cause },
      );
    }
    runs.push({ from, to: from + used });
    places = [];
    used = 0;
  }

  /** Yields the bytes of the events in memory, in their order. A piece is valid until the next one is requested. */
  function* pieces(): Generator<Buffer> {
    const piece = Buffer.allocUnsafe(writtenBytes);
    let filled = 0;
    for (const { from, to } of places) {
      if (filled > 0 && filled + to - from > piece.length) {
        yield piece.subarray(0, filled);
        filled = 0;
      }
      if (to - from > piece.length) yield bytes.subarray(from, to);
      else filled += bytes.copy(piece, filled, from, to);
    }
    if (filled > 0) yield piece.subarray(0, filled);
  }

  async function add(events: readonly FiledEvent[]): Promise<void> {
    for (const event of events) {
      const lines = encodeEvent(event);
      const length = lines.reduce((sum, line) => sum + maxBytesPerUnit * line.length, 0);
      if (used + length > bytes.length) {
        await spill();
        if (length > bytes.length) bytes = Buffer.allocUnsafe(Math.max(memoryBytes, length));
      }
      const from = used;
      for (const line of lines) used += bytes.write(line, used);
      places.push({ time: event.stored.at.getTime(), from, to: used });
    }
  }

  async function* sorted(signal: AbortSignal): AsyncGenerator<readonly FiledEvent[]> {
    for await (const events of file === null ? fromMemory() : fromFile(file)) {
      signal.throwIfAborted();
      yield events;
    }
  }

  function* fromMemory(): Generator<FiledEvent[]> {
    let events: FiledEvent[] = [];
    for (const place of places.sort(byTime)) {
      const decoded = decodeEvent(bytes, place.from);
      if (decoded !== null) events.push(decoded.event);
      if (!isPage(events)) continue;
      yield events;
      events = [];
    }
    if (events.length > 0) yield events;
  }

  async function* fromFile(of: FileHandle): AsyncGenerator<FiledEvent[]> {
    await spill();
    bytes = Buffer.alloc(0);
    const pieceBytes = Math.max(minPieceBytes, Math.floor(memoryBytes / runs.length));
    const openRuns = await Promise.all(runs.map((run) => openRun(of, run, pieceBytes)));
    let events: FiledEvent[] = [];
    for (;;) {
      // Events of one instant come in the order of their runs, in which they were added.
      const first = openRuns.reduce((best, run) => (run.time < best.time ? run : best));
      if (first.next === null) break;
      events.push(first.next);
      if (!first.advance()) await first.refill();
      if (!isPage(events)) continue;
      yield events;
      events = [];
    }
    if (events.length > 0) yield events;
  }

  return {
    add,
    sorted,
    async dispose(): Promise<void> {
      places = [];
      bytes = Buffer.alloc(0);
      await file?.close();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
      file = folder = null;
    },
  };
}

const byTime = (one: Place, other: Place): number => one.time - other.time;

const isPage = (events: readonly FiledEvent[]): boolean =>
  events.length === pageLength || (events.at(-1)?.stored.raw.length ?? 0) >= longText;
