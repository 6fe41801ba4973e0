import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOutFolder, writeFiles } from '../../../cli/output/write-files';

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

const writing = (out: string) => writeFiles([{ name: 'one.csv', content }], out);
const start = 'The report cannot be written to';

test('says that the folder, or a part of its path, is a file', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const advice = 'Choose another folder with --out.';
  await expect(writing(file)).rejects.toThrow(`${start} ${file}: it is a file. ${advice}`);
  const out = join(file, 'a', 'b');
  await expect(writing(out)).rejects.toThrow(`${start} ${out}: ${file} is a file. ${advice}`);
  await expect(makeOutFolder(out)).rejects.toThrow(`${start} ${out}: ${file} is a file. ${advice}`);
});

test('says that a folder has the name of a file, and leaves no part of the file', async () => {
  const taken = join(folder, 'one.csv');
  await mkdir(taken);
  await expect(writing(folder)).rejects.toThrow(
    `${start} ${taken}: it is a folder. Move it away, or choose another folder with --out.`,
  );
  expect(await readdir(folder)).toEqual(['one.csv']);
});

test('names a folder that cannot be written for another reason', async () => {
  await mkdir(join(folder, 'one.csv.part'));
  await expect(writing(folder)).rejects.toThrow(
    new RegExp(
      `^${start} .*: EISDIR.* Check its free space and permissions, or choose another folder with --out\\.$`,
    ),
  );
});
