import type { LogSource } from '../../domain/events/log-source';
import type { LogRow } from '../../domain/events/log-row';

/** Rows of a log file, and the kind of log as far as it is known. */
export interface LogPage {
  /** The kind of the first record that was recognised; null while there was none. */
  readonly kind: LogSource | null;
  readonly rows: readonly LogRow[];
}

/** A page with how much of the file has been read. */
export interface FilePage extends LogPage {
  readonly bytes: { readonly read: number; readonly size: number };
}

/** Turns the bytes of a file into rows. Throws an UnknownLogError when the file turns out to be no log. */
export interface LogReader {
  push(bytes: Buffer): LogPage;
  /** Says that nothing follows, and returns what is left. */
  end(): LogPage;
}
