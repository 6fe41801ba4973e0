import type { LogSource } from '../../domain/events/log-source';
import type { LogRow } from '../../domain/events/log-row';

/** Rows of a log file, and the kind of log as far as it is known. */
export interface LogPage {
  /** The kind of the first record that was recognised; null while there was none. */
  readonly kind: LogSource | null;
  readonly rows: readonly LogRow[];
  /** Bytes of the file that have been read, and all that it has. */
  readonly bytes: { readonly read: number; readonly size: number };
}

/**
 * The port to log files. Yields every row of one; nothing of it is dropped.
 * @throws LogFileError when it is no log of a known kind, or its rest cannot be read; what came before stays true.
 */
export type ReadLogFile = (path: string, signal: AbortSignal) => AsyncIterable<LogPage>;
