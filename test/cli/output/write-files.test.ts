import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../../../cli/output/write-files';

const content = Buffer.from('x');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-report-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('creates the folder and writes the files', async () => {
  const out = join(folder, 'a', 'b');
  expect(await writeFiles([{ name: 'one.csv', content }], out)).toEqual([join(out, 'one.csv')]);
  expect(await readdir(out)).toEqual(['one.csv']);
});

test('names a folder that cannot be created, and says what to do', async () => {
  const out = join(folder, 'file', 'out');
  await writeFile(join(folder, 'file'), '');
  const written = writeFiles([{ name: 'one.csv', content }], out);
  await expect(written).rejects.toThrow(`The report cannot be written to ${out}: ENOTDIR`);
  await expect(written).rejects.toThrow('choose another folder with --out.');
});

test('leaves no part of a file that cannot be written', async () => {
  await mkdir(join(folder, 'one.csv'));
  await expect(writeFiles([{ name: 'one.csv', content }], folder)).rejects.toThrow(
    `The report cannot be written to ${folder}: `,
  );
  expect(await readdir(folder)).toEqual(['one.csv']);
});
