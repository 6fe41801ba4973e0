import { LogFileError } from '../domain/events/log-file-error';

/** A file that holds no log of a kind that can be imported; the message says what was found instead. */
export class UnknownLogError extends LogFileError {
  override readonly name = 'UnknownLogError';
}
