import { LogFileError } from '../domain/events/log-file-error';

/** There is no such file, or its bytes cannot be read to the end: it is compressed and cut off. */
export class UnreadableFileError extends LogFileError {
  override readonly name = 'UnreadableFileError';
}
