import type { RefusedRow } from '../../domain/events/log-row';

/** The port to what is written beside a log file about its refused rows. */
export interface RefusedRows {
  /** Keeps rows of the file; they are not visible before `finish`. */
  add(rows: readonly RefusedRow[]): Promise<void>;
  /**
   * Puts the rows in place of what an earlier import left, and returns where; null when there are none, and then
   * nothing is left of an earlier import either.
   * @throws LogFileError when they cannot be written.
   */
  finish(): Promise<string | null>;
  /** Forgets the rows and leaves what an earlier import wrote. */
  discard(): Promise<void>;
}
