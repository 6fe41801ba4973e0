import { open, rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Replaces a file in one step: a reader sees the old content or the new one, and after a crash one of the two is
 * there. Two writers must not replace the same file at once.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    // The content must be on disk before the name refers to it.
    await file.sync();
  } finally {
    await file.close();
  }
  await renameOver(draft, path);
}

/** Windows refuses to replace a file that a virus scanner has open for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isBusy = ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (process.platform !== 'win32' || !isBusy || attempt === 10) throw error;
      await delay(attempt * 20);
    }
  }
}
