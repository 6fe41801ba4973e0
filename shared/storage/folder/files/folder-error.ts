/** A store folder that cannot be read or written. The message names the file and says what to do. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** Advice by the error code of the file system. */
const advice: Readonly<Record<string, string>> = {
  EACCES: 'Give this user the right to read and write the folder, or choose another one.',
  EPERM: 'Give this user the right to read and write the folder, or choose another one.',
  EROFS: 'The disk is read-only: choose a folder on another disk.',
  ENOSPC: 'The disk is full: free some space and run again. What was stored is kept.',
  EDQUOT: 'The disk quota is used up: free some space and run again. What was stored is kept.',
  ENOTDIR: 'A part of this path is a file: choose another folder.',
  EEXIST: 'A part of this path is a file: choose another folder.',
  EMFILE: 'Too many files are open on this machine: close programs and run again.',
};

/** Runs work on a store folder. @throws FolderError in place of an error of the file system. */
export async function withFolderErrors<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw clearError(folder, error);
  }
}

/** Turns an error of the file system into a FolderError; returns any other as it is. */
export function clearError(folder: string, error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('syscall' in error)) return error;
  const { message, code } = error as NodeJS.ErrnoException;
  const help = advice[code ?? ''] ?? 'Check the disk and the folder, and run again.';
  return new FolderError(`The store in ${folder} failed: ${message}. ${help}`, { cause: error });
}
