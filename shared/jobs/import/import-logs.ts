import { LogFileError } from '../../domain/events/log-file-error';
import type { ImportedEvent, RefusedRow } from '../../domain/events/log-row';
import { addUtcDays, utcDayOf } from '../../domain/time/utc-day';
import type { RecordOutcome } from '../collect/duplicate-matcher';
import { tenantOfStore, type TenantParts } from '../collect/check-tenant';
import { weeksAround, type HistorySummaries } from '../collect/history-summaries';
import type { EventSorter } from './event-sorter';
import { createFileTally, type FileTally, type ImportedFile } from './imported-file';
import type { ReadLogFile } from './log-file-reader';
import { createReadFile, type ReadFile } from './read-file';
import type { RefusedRows } from './refused-rows';
import { createStoreEvents, type StoreEventsParts, type TouchedDay } from './store-events';

export interface ImportParts extends StoreEventsParts {
  /** What is remembered of days whose events change is made again. */
  readonly summaries: Pick<HistorySummaries, 'deleteDays'>;
  readonly readLog: ReadLogFile;
  readonly createSorter: () => EventSorter;
  readonly refusedRowsOf: (path: string) => RefusedRows;
  readonly tenantOf: TenantParts['tenantOf'];
  /** Days that events are kept; 0 = for good. */
  readonly retentionDays: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is: in bytes of a file that is read, or in events that are stored. */
export interface ImportProgress {
  readonly action: 'reading' | 'storing';
  /** The file that is read; null while events are stored. */
  readonly file: string | null;
  readonly done: number;
  readonly total: number;
}

/** What to import. */
export interface ImportOrder {
  /** Paths, each once. */
  readonly files: readonly string[];
  /** Files of any other tenant are refused; null when the user named none. */
  readonly tenantId: string | null;
  /** Say what would happen, and leave store, ledger and files as they are. */
  readonly isDryRun: boolean;
}

/** What an import did, or in a dry run would do. */
export interface ImportResult {
  readonly dryRun: boolean;
  readonly files: readonly ImportedFile[];
  /** The days of the files' events, and their states afterwards. */
  readonly days: readonly TouchedDay[];
}

/** Performs an import. */
export type ImportLogs = (order: ImportOrder, now: Date, signal: AbortSignal) => Promise<ImportResult>;

/** A file that has been read. */
interface TakenFile {
  readonly read: ReadFile;
  readonly refusedFile: string | null;
  readonly problem: string | null;
}

/**
 * Creates the import: all files are read before anything is stored, so that a file of another tenant leaves nothing
 * behind; a file that cannot be read does not hold back the others. Importing again changes nothing.
 */
export function createImportLogs(parts: ImportParts): ImportLogs {
  const { readLog, retentionDays } = parts;
  const readFile = createReadFile({ readLog, retentionDays });
  const storeEvents = createStoreEvents(parts);

  return async (order, now, signal) => {
    const sorter = parts.createSorter();
    try {
      const tallies = order.files.map(() => createFileTally());
      const taken: TakenFile[] = [];
      let storeTenant = await tenantOfStore(parts, signal);
      for (const [file, path] of order.files.entries()) {
        const tally = tallies[file] ?? createFileTally();
        const one = await takeFile(path, { order, file, tally, sorter, storeTenant, now }, signal);
        if (!one.read.isRefused) storeTenant ??= one.read.tenantId;
        taken.push(one);
      }
      const isRefused = (file: number) => taken[file]?.read.isRefused !== false;
      const span = spanOf(tallies.filter((_, file) => !isRefused(file)));
      const total = tallies.reduce((sum, tally) => sum + tally.events(), 0);
      const onStored = (done: number) => parts.onProgress?.({ action: 'storing', file: null, done, total });
      const onOutcome = (file: number, outcome: RecordOutcome) => tallies[file]?.count(outcome);
      const what = { sorter, isRefused, isDryRun: order.isDryRun, onOutcome, onStored };
      // Before and after: a report that is made meanwhile may remember the days as they were.
      const deleteStaleSummaries = async () => {
        if (span === null || order.isDryRun) return;
        const days = [utcDayOf(span.first), addUtcDays(utcDayOf(span.last), 1)] as const;
        await parts.summaries.deleteDays(...weeksAround(...days), signal);
      };
      await deleteStaleSummaries();
      const days = span === null ? [] : await storeEvents({ ...what, span, tenantId: storeTenant }, signal);
      await deleteStaleSummaries();
      const files = taken.flatMap(({ read, refusedFile, problem }, file) => {
        const path = order.files[file] ?? '';
        return tallies[file]?.result(path, read, refusedFile, problem) ?? [];
      });
      return { dryRun: order.isDryRun, files, days };
    } finally {
      await sorter.dispose();
    }
  };

  async function takeFile(path: string, of: TakeFileOrder, signal: AbortSignal): Promise<TakenFile> {
    const { order, file, tally, sorter, storeTenant, now } = of;
    const refused = parts.refusedRowsOf(path);
    const expected = [
      ...(order.tenantId === null ? [] : [{ tenantId: order.tenantId, because: '--tenant says' }]),
      ...(storeTenant === null ? [] : [{ tenantId: storeTenant, because: 'the store holds' }]),
    ];
    const reading = {
      ...{ path, expected, now },
      async onEvents(events: readonly ImportedEvent[]) {
        for (const { stored } of events) tally.note(stored.at);
        await sorter.add(events.map(({ stored }) => ({ stored, file })));
      },
      onBytes(read: number, size: number) {
        parts.onProgress?.({ action: 'reading', file: path, done: read, total: size });
      },
      onRefused: (rows: readonly RefusedRow[]) => refused.add(rows),
    };
    const read = await readFile(reading, signal).catch(async (error: unknown) => {
      await refused.discard();
      throw error;
    });
    if (order.isDryRun || read.isRefused) {
      await refused.discard();
      return { read, refusedFile: null, problem: read.problem };
    }
    try {
      return { read, refusedFile: await refused.finish(), problem: read.problem };
    } catch (error) {
      if (!(error instanceof LogFileError)) throw error;
      const problem = read.problem === null ? error.message : `${read.problem} ${error.message}`;
      return { read, refusedFile: null, problem };
    }
  }
}

interface TakeFileOrder {
  readonly order: ImportOrder;
  readonly file: number;
  readonly tally: FileTally;
  readonly sorter: EventSorter;
  readonly storeTenant: string | null;
  readonly now: Date;
}

/** From the first event of all files to the last one. */
function spanOf(tallies: readonly FileTally[]): { first: Date; last: Date } | null {
  const spans = tallies.flatMap((tally) => tally.span() ?? []);
  if (spans.length === 0) return null;
  const [first, last] = [spans.map((span) => span.first.getTime()), spans.map((span) => span.last.getTime())];
  return {
    first: new Date(first.reduce((a, b) => Math.min(a, b))),
    last: new Date(last.reduce((a, b) => Math.max(a, b))),
  };
}
