import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, accountKey, startStorageEmulator } from '../../local/storage-emulator';
import { sharedStorageVariable, type SharedStorage } from './servers/shared-storage';

/** More accounts than the tests take. */
const accountCount = 400;

/** Where the global teardown, which runs in the same process, finds what it has to do. */
export const ends = globalThis as { stopSharedStorage?: () => Promise<void> };

/** Jest's global setup of the project `system`: starts the storage emulator whose accounts the tests share. */
export default async function startSharedStorage(): Promise<void> {
  const accounts = Array.from({ length: accountCount }, (_, index) => `tests${index}`);
  // Azurite reads its accounts from this variable.
  process.env.AZURITE_ACCOUNTS = [account, ...accounts].map((name) => `${name}:${accountKey}`).join(';');
  const emulator = await startStorageEmulator().finally(() => delete process.env.AZURITE_ACCOUNTS);
  const takenFolder = await mkdtemp(join(tmpdir(), 'pim-report-test-'));
  ends.stopSharedStorage = async () => {
    await emulator.stop();
    await rm(takenFolder, { recursive: true });
  };
  const shared: SharedStorage = { ...emulator, account, accounts, takenFolder };
  process.env[sharedStorageVariable] = JSON.stringify(shared);
}
