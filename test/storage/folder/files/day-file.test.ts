import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { openDayFile } from '../../../../shared/storage/folder/files/day-file';
import { aStoredEvent } from '../../../support/fakes/ports';
import { gather } from '../../../support/outputs/gather';
import { testFolder } from '../../../support/outputs/test-folder';

const now = new Date('2026-11-17T01:30:00Z');

/** A promise, and the function that resolves it. */
function gate() {
  let pass = (): void => undefined;
  const passed = new Promise<void>((resolve) => (pass = resolve));
  return { pass: () => pass(), passed };
}

/** The methods of all open files. */
async function fileMethods(path: string): Promise<FileHandle> {
  const handle = await open(path);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

test('a count that has read the size of the file before an append does not forget the appended events', async () => {
  const path = join(await testFolder(), 'day.ndjson');
  const file = openDayFile(path);
  await file.append([aStoredEvent({ id: 'one' })], now);
  const methods = await fileMethods(path);
  const stat = Reflect.get(methods, 'stat') as () => Promise<Stats>;
  const appendFile = Reflect.get(methods, 'appendFile') as (data: unknown) => Promise<void>;
  const [sized, appended, count, append] = [gate(), gate(), gate(), gate()];
  jest.spyOn(methods, 'stat').mockImplementationOnce(async function (this: FileHandle) {
    const found = await stat.call(this);
    sized.pass();
    await count.passed;
    return found;
  });
  const counting = file.count();
  await sized.passed;
  jest
    .spyOn(methods, 'appendFile')
    .mockImplementationOnce(appendFile)
    .mockImplementationOnce(async function (this: FileHandle, data) {
      appended.pass();
      await appendFile.call(this, data);
      await append.passed;
    });
  // Each is larger than what is appended at once.
  const large = (id: string) => aStoredEvent({ id, raw: JSON.stringify('x'.repeat(2 ** 20)) });
  const appending = file.append([large('two'), large('three')], now);
  await appended.passed;
  count.pass();
  await counting;
  append.pass();
  await appending;
  jest.restoreAllMocks();
  const ids = (await gather(file.read())).map(({ id }) => id).sort();
  expect(ids).toEqual(['one', 'three', 'two']);
});
