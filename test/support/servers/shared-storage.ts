import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';

/** Tells the processes of the tests which emulator they share, and the folder in which they mark accounts as taken. */
export const sharedStorageVariable = 'PIM_REPORT_TEST_STORAGE';

/** The value of {@link sharedStorageVariable}, as JSON. */
export interface SharedStorage extends Omit<StorageEmulator, 'stop'> {
  /** The account that the addresses name. */
  readonly account: string;
  /** Further accounts with the same key. */
  readonly accounts: readonly string[];
  readonly takenFolder: string;
}

/**
 * Opens an empty account of the emulator that all tests share: an emulator takes most of a second of processor time to
 * start. Without a shared one, as in a script, it starts one.
 */
export async function openTestStorage(): Promise<StorageEmulator> {
  const shared = process.env[sharedStorageVariable];
  if (shared === undefined) return startStorageEmulator();
  const { account, accounts, takenFolder, pid, ...addresses } = JSON.parse(shared) as SharedStorage;
  const own = accounts.find((name) => take(join(takenFolder, name)));
  if (own === undefined) throw new Error('The tests have taken all accounts of the storage emulator.');
  const renamed = (text: string) => text.replaceAll(account, own);
  return {
    pid,
    connectionString: renamed(addresses.connectionString),
    tableUri: renamed(addresses.tableUri),
    blobUri: renamed(addresses.blobUri),
    stop: () => Promise.resolve(),
  };
}

/** Creates a folder. Returns false if it exists: only one process can create it. */
function take(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
