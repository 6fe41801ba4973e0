import type { RefusedRow } from '../../domain/events/log-row';

/** The port to what is written beside a log file about its refused rows. */
export interface RefusedRows {
  /** Keeps rows of the file; they are not visible before `finish`. */
  add(rows: readonly RefusedRow[]): Promise<void>;
  /**
   * Replaces the rows that an earlier import left, and returns the file that contains them. Without rows, it deletes
   * that file and returns null.
   * @throws LogFileError when they cannot be written.
   */
  finish(): Promise<string | null>;
  /** Forgets the rows and leaves what an earlier import wrote. */
  discard(): Promise<void>;
}
