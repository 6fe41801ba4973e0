import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The process that holds a lock, as the file `lock` names it. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO instant. */
  readonly since: string;
  /** Differs for every lock, so that a lock is never taken for another. */
  readonly token: string;
}

/** How long to wait for another process's lock. Milliseconds. */
export interface LockWaits {
  readonly patience: number;
  readonly interval: number;
}

export const standardLockWaits: LockWaits = { patience: 30_000, interval: 200 };

export interface LockOptions {
  readonly now: Date;
  readonly waits: LockWaits;
  /** Called once, when another process holds the lock, with the maximum milliseconds to wait. */
  readonly onWait: (message: string, wait: number) => void;
}

/** A store folder that another process writes to. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError';
}

/**
 * Takes the lock of a folder: the file `lock`, which names this process. Waits for another process that holds it; the
 * lock of a process that has died is taken over. Returns the function that releases it; it is synchronous, for the end
 * of the process.
 * @throws FolderLockedError, which names the lock and its holder, when the wait is over.
 */
export async function takeLock(
  folder: string,
  { now, waits, onWait }: LockOptions,
  signal: AbortSignal,
): Promise<() => void> {
  const path = join(folder, 'lock');
  const own: Holder = { pid: process.pid, host: hostname(), since: now.toISOString(), token: randomUUID() };
  const start = performance.now();
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    if (await createLock(path, own)) return () => releaseLock(path, own.token);
    const holder = await readHolder(path);
    if (holder !== null && hasDied(holder)) {
      await removeDeadLock(path, holder, own);
      if (await createLock(path, own)) return () => releaseLock(path, own.token);
    }
    const message = holder === null ? `${path} is being written` : `${path} is held by ${describe(holder)}`;
    if (performance.now() - start >= waits.patience)
      throw new FolderLockedError(
        `The store is in use: ${message}. It was not released within ${waits.patience / 1000} s. ` +
          'Wait until that process has ended and run again; if there is no such process, delete the file.',
      );
    if (isFirst) onWait(`${message}. Waiting up to ${waits.patience / 1000} s.`, waits.patience);
    await delay(waits.interval, undefined, { signal });
  }
}

const describe = ({ pid, host, since }: Holder): string => `process ${pid} on ${host} since ${since}`;

/** Creates the lock with its content in one step: a draft becomes the lock only if nobody holds it. */
async function createLock(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${own.token}`;
  await writeFile(draft, `${JSON.stringify(own)}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // File systems without hard links: the lock can be seen empty for a moment.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    return await createPlainLock(path, own);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function createPlainLock(path: string, own: Holder): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(own)}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The holder of the lock; null if nobody holds it now, or its content cannot be read. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder> | null;
    if (typeof holder?.pid !== 'number' || typeof holder.token !== 'string') return null;
    return { pid: holder.pid, host: String(holder.host), since: String(holder.since), token: holder.token };
  } catch {
    return null;
  }
}

/**
 * Returns whether the holder is a process of this machine that no longer runs. Nothing is known about other machines.
 * This process takes a lock only when it holds none: one with its own number is left from an earlier process.
 */
function hasDied({ pid, host }: Holder): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Removes the lock of a dead process, if it is still there. Of several processes that want to, one may: the one whose
 * claim is created, and after it has died too, the one with the next claim.
 */
async function removeDeadLock(path: string, dead: Holder, own: Holder): Promise<void> {
  const claim = (index: number) => `${path}.${dead.token}.${index}`;
  let index = 0;
  while (!(await createLock(claim(index), own))) {
    const other = await readHolder(claim(index));
    if (other === null || !hasDied(other)) return;
    index += 1;
  }
  if ((await readHolder(path))?.token === dead.token) await unlink(path);
  for (let each = index; each >= 0; each -= 1) await unlink(claim(each)).catch(() => undefined);
}

function releaseLock(path: string, token: string): void {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    if (holder?.token === token) unlinkSync(path);
  } catch {
    // Deleted by a person, or with its folder.
  }
}
