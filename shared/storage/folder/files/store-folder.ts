import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolder } from '../../../files/make-folder';
import { withFolderErrors } from './folder-error';
import { standardLockWaits, takeLock, type LockWaits } from './folder-lock';

/** A folder that holds a store, opened by this process. */
export interface StoreFolder {
  /** Its absolute path. */
  readonly path: string;
  /** The current time, for what a file records. */
  readonly clock: () => Date;
  /** Runs work that reads; file errors become FolderErrors. */
  read<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs work that writes: with the folder's lock, and never two at a time in this process. Creates the folder on
   * first use. @throws FolderLockedError when another process keeps the lock.
   */
  write<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Releases the lock when no other user of the folder in this process is left. */
  close(): void;
}

export interface StoreFolderOptions {
  readonly clock: () => Date;
  /** Called when a write waits for another process. */
  readonly onWait?: ((message: string, wait: number) => void) | undefined;
  readonly lockWaits?: LockWaits | undefined;
}

/** What the users of one folder in this process share. */
interface SharedFolder {
  users: number;
  release: (() => void) | null;
  /** Resolves when all work that was queued so far has ended. */
  queue: Promise<void>;
}

/**
 * Opens a store folder, relative to the working folder. Nothing is read or written yet. The lock is taken with the
 * first write and kept until {@link StoreFolder.close} or the end of the process.
 */
export function openStoreFolder(folder: string, options: StoreFolderOptions): StoreFolder {
  const path = realPath(resolve(folder));
  const { clock, onWait = () => undefined, lockWaits = standardLockWaits } = options;
  const shared = sharedFolder(path);
  shared.users += 1;
  let isOpen = true;

  async function lock(signal: AbortSignal): Promise<void> {
    if (shared.release !== null) return;
    await makeFolder(path, 0o700);
    const release = await takeLock(path, { now: clock(), waits: lockWaits, onWait }, signal);
    process.once('exit', release);
    shared.release = () => {
      process.off('exit', release);
      release();
    };
  }

  return {
    path,
    clock,
    read: (work) => withFolderErrors(path, work),
    write(work, signal) {
      const result = shared.queue.then(() =>
        withFolderErrors(path, async () => {
          if (!isOpen) throw new Error(`The store in ${path} has been closed.`);
          await lock(signal);
          signal.throwIfAborted();
          return work();
        }),
      );
      shared.queue = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      shared.users -= 1;
      if (shared.users > 0) return;
      shared.release?.();
      shared.release = null;
      folders().delete(path);
    },
  };
}

/** The path without symbolic links, so that one folder has one lock in this process. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function sharedFolder(path: string): SharedFolder {
  const known = folders().get(path);
  if (known !== undefined) return known;
  const fresh: SharedFolder = { users: 0, release: null, queue: Promise.resolve() };
  folders().set(path, fresh);
  return fresh;
}

const registryKey = Symbol.for('pim-report.store-folders');

/**
 * The folders that this process has open. The functions that `demo` runs in the terminal's process have modules of
 * their own: they share it this way.
 */
function folders(): Map<string, SharedFolder> {
  const holder = globalThis as { [registryKey]?: Map<string, SharedFolder> };
  return (holder[registryKey] ??= new Map());
}
