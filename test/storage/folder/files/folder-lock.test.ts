import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FolderLockedError, takeLock } from '../../../../shared/storage/folder/files/folder-lock';
import { openStoreFolder } from '../../../../shared/storage/folder/files/store-folder';
import { testFolder } from '../../../support/outputs/test-folder';

const signal = AbortSignal.timeout(900_000);
const now = new Date('2026-11-16T08:00:00.000Z');
const waits = { patience: 300, interval: 20 };
/** No process has this number: Linux ends at 2^22. */
const deadPid = 2 ** 30;

/** Writes the lock of another process. */
function lockOf(folder: string, pid: number, host = hostname()): void {
  const holder = { pid, host, since: '2026-11-16T07:00:00.000Z', token: 'another' };
  writeFileSync(join(folder, 'lock'), JSON.stringify(holder));
}
const take = (folder: string, messages: string[] = []) =>
  takeLock(folder, { now, waits, onWait: (message) => messages.push(message) }, signal);

describe('the lock of a folder', () => {
  test('names this process, and is deleted on release', async () => {
    const folder = await testFolder();
    const release = await take(folder);
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
      since: now.toISOString(),
    });
    expect(readdirSync(folder)).toEqual(['lock']);
    release();
    expect(readdirSync(folder)).toEqual([]);
    release();
  });

  test('of a running process is waited for, then the error names the lock and its holder', async () => {
    const folder = await testFolder();
    lockOf(folder, process.ppid);
    const messages: string[] = [];
    const error: unknown = await take(folder, messages).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FolderLockedError);
    expect(String(error)).toContain(
      `${join(folder, 'lock')} is held by process ${process.ppid} on ${hostname()}`,
    );
    expect(String(error)).toContain('delete the file');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Waiting up to 0.3 s');
  });

  test('is taken when its holder releases it during the wait', async () => {
    const folder = await testFolder();
    lockOf(folder, process.ppid);
    const taken = take(folder);
    setTimeout(() => rmSync(join(folder, 'lock')), 40);
    (await taken)();
  });

  test('is never taken over while it is empty', async () => {
    const folder = await testFolder();
    writeFileSync(join(folder, 'lock'), '');
    await expect(take(folder)).rejects.toThrow(`${join(folder, 'lock')} is being written`);
  });

  test.each([
    ['a process that has died', deadPid],
    ['an earlier process with the number of this one', process.pid],
  ])('of %s is taken over', async (_, pid) => {
    const folder = await testFolder();
    lockOf(folder, pid);
    const release = await take(folder);
    expect(readFileSync(join(folder, 'lock'), 'utf8')).not.toContain('another');
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is taken over from a process that died while it took over a dead lock', async () => {
    const folder = await testFolder();
    lockOf(folder, deadPid);
    for (const index of [0, 1])
      writeFileSync(
        join(folder, `lock.another.${index}`),
        JSON.stringify({ pid: deadPid + index, host: hostname(), since: '', token: `claim ${index}` }),
      );
    (await take(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of another machine is never taken over', async () => {
    const folder = await testFolder();
    lockOf(folder, deadPid, 'another-machine');
    await expect(take(folder)).rejects.toThrow(`held by process ${deadPid} on another-machine`);
    expect(existsSync(join(folder, 'lock'))).toBe(true);
  });

  test('ends the wait when the run is aborted', async () => {
    const folder = await testFolder();
    lockOf(folder, process.ppid);
    const options = { now, waits: { patience: 60_000, interval: 20 }, onWait: () => undefined };
    await expect(takeLock(folder, options, AbortSignal.timeout(50))).rejects.toThrow();
  });
});

describe('an open store folder', () => {
  const open = (path: string) => openStoreFolder(path, { clock: () => now, lockWaits: waits });

  test('takes the lock with the first write and keeps it until its last user closes it', async () => {
    const path = await testFolder();
    const [one, other] = [open(path), open(join(path, '.'))];
    await one.read(() => Promise.resolve());
    expect(readdirSync(path)).toEqual([]);
    await one.write(() => Promise.resolve(), signal);
    await other.write(() => Promise.resolve(), signal);
    one.close();
    one.close();
    expect(readdirSync(path)).toEqual(['lock']);
    other.close();
    expect(readdirSync(path)).toEqual([]);
    await expect(one.write(() => Promise.resolve(), signal)).rejects.toThrow('has been closed');
  });

  test('never runs two writes at the same time, and continues after one that failed', async () => {
    const path = await testFolder();
    const folder = open(path);
    let running = 0;
    let most = 0;
    const write = (fails: boolean) =>
      folder.write(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        if (fails) throw new Error('this one fails');
      }, signal);
    const ends = await Promise.allSettled([write(false), write(true), write(false), write(false)]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(most).toBe(1);
    folder.close();
  });

  test('fails with a plain message when its path is a file', async () => {
    const path = join(await testFolder(), 'file');
    writeFileSync(path, 'x');
    const folder = open(path);
    await expect(folder.write(() => Promise.resolve(), signal)).rejects.toThrow(
      `The store in ${path} failed: EEXIST`,
    );
    folder.close();
  });
});
