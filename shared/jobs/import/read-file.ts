import { LogFileError, WholeFileError } from '../../domain/events/log-file-error';
import type { LogSource } from '../../domain/events/log-source';
import type { ImportedEvent, LogRow, RefusedRow } from '../../domain/events/log-row';
import { addUtcDays, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import type { ReadLogFile } from './log-file-reader';

/** What reading one file gave. The events themselves went to `onEvents`. */
export interface ReadFile {
  readonly kind: LogSource | null;
  /** The tenant that its records name; null when they name none. */
  readonly tenantId: string | null;
  /** Rows of all sorts; those that no report needs; those that were refused. */
  readonly read: number;
  readonly ignored: number;
  readonly refused: number;
  /** Where and why the first row was refused; null when none was. */
  readonly firstRefusal: { readonly line: number; readonly reason: string } | null;
  /** Why the file, or its rest, was not read; null when it was read to its end. */
  readonly problem: string | null;
  /** Whether nothing of the file may be imported. */
  readonly isRefused: boolean;
}

export interface ReadFileParts {
  readonly readLog: ReadLogFile;
  /** Days that events are kept; 0 = for good. */
  readonly retentionDays: number;
}

/** What one reading is about. */
export interface ReadFileOrder {
  readonly path: string;
  /** The allowed tenants, each with words for its origin; empty means any tenant. */
  readonly expected: readonly { readonly tenantId: string; readonly because: string }[];
  readonly now: Date;
  onEvents(events: readonly ImportedEvent[]): Promise<void>;
  onRefused(rows: readonly RefusedRow[]): Promise<void>;
  onBytes(read: number, size: number): void;
}

/** A file of another tenant than expected: nothing of it is read further. */
class ForeignTenantError extends WholeFileError {
  override readonly name = 'ForeignTenantError';
}

/**
 * Creates the first half of an import: reads a file to its end, checks tenant and age of each event, and hands on what
 * may be stored and what is refused.
 */
export function createReadFile({ readLog, retentionDays }: ReadFileParts) {
  return async (order: ReadFileOrder, signal: AbortSignal): Promise<ReadFile> => {
    const { path, now } = order;
    const firstKept = retentionDays === 0 ? '' : addUtcDays(utcDayOf(now), -retentionDays);
    let kind: LogSource | null = null;
    let tenantId: string | null = null;
    let firstRefusal: ReadFile['firstRefusal'] = null;
    const counts = { read: 0, ignored: 0, refused: 0 };

    /** Why an event is not stored, in one sentence; null when it is. */
    function refusalOf(row: Extract<LogRow, { outcome: 'event' }>): string | null {
      if (row.tenantId !== null) {
        tenantId ??= checkedTenant(row.tenantId, order.expected);
        if (!isSame(row.tenantId, tenantId))
          return `This event is of tenant ${row.tenantId}, and the file of ${tenantId}.`;
      }
      const { at } = row.stored;
      if (utcDayOf(at) < firstKept) return tooOld(at, retentionDays);
      return at.getTime() > now.getTime() + clockTolerance ? inFuture(at) : null;
    }

    async function take(rows: readonly LogRow[]): Promise<void> {
      const [events, refused]: [ImportedEvent[], RefusedRow[]] = [[], []];
      for (const row of rows) {
        counts.read += 1;
        if (row.outcome === 'ignored') counts.ignored += 1;
        else if (row.outcome === 'refused') refused.push(row);
        else {
          const reason = refusalOf(row);
          if (reason === null) events.push(row);
          else refused.push({ line: row.line, reason, text: row.text.slice(0, 1_000) });
        }
      }
      const [first] = refused;
      if (first !== undefined) firstRefusal ??= { line: first.line, reason: first.reason };
      counts.refused += refused.length;
      if (refused.length > 0) await order.onRefused(refused);
      if (events.length > 0) await order.onEvents(events);
    }

    const result = (problem: string | null): ReadFile => ({
      ...{ kind, tenantId, firstRefusal, problem, isRefused: false },
      ...counts,
    });
    try {
      for await (const page of readLog(path, signal)) {
        kind ??= page.kind;
        await take(page.rows);
        order.onBytes(page.bytes.read, page.bytes.size);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof WholeFileError) return { ...nothingRead, kind, problem: error.message };
      if (error instanceof LogFileError) return result(error.message);
      throw error;
    }
    return result(null);
  };
}

const nothingRead: Omit<ReadFile, 'kind' | 'problem'> = {
  ...{ read: 0, ignored: 0, refused: 0 },
  ...{ tenantId: null, firstRefusal: null, isRefused: true },
};

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function checkedTenant(tenantId: string, expected: ReadFileOrder['expected']): string {
  const other = expected.find((each) => !isSame(each.tenantId, tenantId));
  if (other !== undefined)
    throw new ForeignTenantError(
      `The file is of tenant ${tenantId}, and ${other.because} ${other.tenantId}: nothing of it was imported.`,
    );
  return tenantId;
}

/** Milliseconds by which an event may be later than this machine's time. */
const clockTolerance = 24 * 3_600_000;

const inFuture = (at: Date): string =>
  `The time of the event, ${at.toISOString()}, is still to come: the file has another order of day and month, or the clock of ` +
  'this machine is behind.';

function tooOld(at: Date, retentionDays: number): string {
  const day: UtcDay = utcDayOf(at);
  return `The event of ${day} is older than ${retentionDays} days (RETENTION_DAYS), and would be deleted at once.`;
}
