/** A file that cannot be read, or not to its end: there is none, or it is compressed and cut off. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}
