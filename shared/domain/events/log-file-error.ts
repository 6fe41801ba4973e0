/** A log file that cannot be read, or not to its end; the message says why and what to do. */
export class LogFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogFileError';
  }
}

/** Nothing of a log file may be imported, not even the rows that were read before. */
export class WholeFileError extends LogFileError {
  constructor(message: string) {
    super(message);
    this.name = 'WholeFileError';
  }
}
