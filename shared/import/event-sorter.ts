import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LogFileError } from '../domain/events/log-file-error';
import { decodeEvent, encodeEvent, type FiledEvent } from './event-lines';

/** UTF-16 units of events that are sorted in memory at once. */
const maxRunUnits = 16 * 1024 * 1024;

/** Events that are yielded together. */
const pageLength = 512;

const newline = 0x0a;

/** Sorts events by time. Those that do not fit into memory wait in files of a folder of its own. */
export interface EventSorter {
  add(events: readonly FiledEvent[]): Promise<void>;
  sorted(signal: AbortSignal): AsyncGenerator<readonly FiledEvent[]>;
  dispose(): Promise<void>;
}

/**
 * Creates a sorter: sorted runs in files, merged when they are read. Memory is bounded, whatever the number of events.
 * @param temporaryFolder where the folder for the runs is made; only this user may read it
 */
export function createEventSorter(temporaryFolder: string): EventSorter {
  let run: FiledEvent[] = [];
  let units = 0;
  let folder: string | null = null;
  const files: string[] = [];

  const byTime = (a: FiledEvent, b: FiledEvent): number => a.stored.at.getTime() - b.stored.at.getTime();

  async function spill(): Promise<void> {
    run.sort(byTime);
    try {
      folder ??= await mkdtemp(join(temporaryFolder, 'pim-report-import-'));
      const path = join(folder, `${files.length}`);
      const file = await open(path, 'wx', 0o600);
      try {
        for (let from = 0; from < run.length; from += pageLength)
          await file.write(
            run
              .slice(from, from + pageLength)
              .map(encodeEvent)
              .join(''),
          );
      } finally {
        await file.close();
      }
      files.push(path);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new LogFileError(
        `The import needs room for a copy of the events in ${temporaryFolder}: ${why}. Set TMPDIR to another folder.`,
        { cause },
      );
    }
    run = [];
    units = 0;
  }

  return {
    async add(events) {
      for (const event of events) {
        run.push(event);
        units += event.stored.raw.length + 1_000;
      }
      if (units > maxRunUnits) await spill();
    },
    async *sorted(signal) {
      run.sort(byTime);
      const runs = await Promise.all([
        ...files.map((path) => openRun(readRun(path, signal))),
        openRun(pagesOf(run)),
      ]);
      try {
        yield* merge(runs.filter((each) => each.event !== undefined));
      } finally {
        for (const { pages } of runs) await pages.return?.();
      }
    },
    async dispose() {
      run = [];
      if (folder !== null) await rm(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

/** A sorted run of events that is being read. */
interface Run {
  event: FiledEvent | undefined;
  page: readonly FiledEvent[];
  index: number;
  readonly pages: AsyncIterator<readonly FiledEvent[]>;
}

async function openRun(pages: AsyncGenerator<readonly FiledEvent[]>): Promise<Run> {
  const run: Run = { event: undefined, page: [], index: -1, pages };
  await advance(run);
  return run;
}

async function advance(run: Run): Promise<void> {
  run.index += 1;
  while (run.index >= run.page.length) {
    const next = await run.pages.next();
    if (next.done === true) {
      run.event = undefined;
      return;
    }
    run.page = next.value;
    run.index = 0;
  }
  run.event = run.page[run.index];
}

async function* merge(runs: Run[]): AsyncGenerator<readonly FiledEvent[]> {
  let page: FiledEvent[] = [];
  while (runs.length > 0) {
    // Of events at one instant the one of the earlier run was added first.
    const first = runs.reduce((best, run) => (timeOf(run) < timeOf(best) ? run : best));
    if (first.event !== undefined) page.push(first.event);
    if (first.index + 1 < first.page.length) first.event = first.page[(first.index += 1)];
    else await advance(first);
    if (first.event === undefined) runs = runs.filter((run) => run !== first);
    if (page.length === pageLength) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

const timeOf = ({ event }: Run): number => event?.stored.at.getTime() ?? Infinity;

async function* pagesOf(events: readonly FiledEvent[]): AsyncGenerator<readonly FiledEvent[]> {
  await Promise.resolve();
  yield events;
}

async function* readRun(path: string, signal: AbortSignal): AsyncGenerator<readonly FiledEvent[]> {
  let rest: Buffer = Buffer.alloc(0);
  // Not given the signal: as many streams as there are runs would listen to it.
  for await (const chunk of createReadStream(path, { highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const events: FiledEvent[] = [];
    let from = 0;
    for (;;) {
      const middle = bytes.indexOf(newline, from);
      const end = middle < 0 ? -1 : bytes.indexOf(newline, middle + 1);
      if (end < 0) break;
      events.push(decodeEvent(bytes.toString('utf8', from, middle), bytes.toString('utf8', middle + 1, end)));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (events.length > 0) yield events;
  }
}
