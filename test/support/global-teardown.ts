import { ends } from './global-setup';

/** Jest's global teardown of the project `system`: stops the storage emulator. */
export default async function stopSharedStorage(): Promise<void> {
  await ends.stopSharedStorage?.();
}
