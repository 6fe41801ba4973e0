/** A file of which the rest cannot be read: a compressed file that ends early, a disk that fails. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}
