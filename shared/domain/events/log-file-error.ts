/** A log file that cannot be read, or not to its end; the message says why and what to do. */
export class LogFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogFileError';
  }
}
