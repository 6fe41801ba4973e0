import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-report-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('creates a folder and those above it, once or at the same time, with the given rights', async () => {
  const path = join(folder, 'a', 'b', 'c');
  await Promise.all([makeFolder(path, 0o700), makeFolder(path, 0o700), makeFolder(join(path, 'd'), 0o700)]);
  await makeFolder(path);
  for (const each of [path, join(path, '..')]) {
    const found = await stat(each);
    expect(found.isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect(found.mode & 0o777).toBe(0o700);
  }
});

test('leaves the folders of the system as they are', async () => {
  await makeFolder(parse(folder).root);
  await makeFolder(tmpdir());
});

test('takes a link to a folder for the folder', async () => {
  await mkdir(join(folder, 'real'));
  await symlink(join(folder, 'real'), join(folder, 'link'));
  await makeFolder(join(folder, 'link', 'in'));
  expect(existsSync(join(folder, 'real', 'in'))).toBe(true);
});

test.each([
  ['a file', 'file', 'EEXIST'],
  ['in a file', 'file/in', 'ENOTDIR'],
  ['a link to nowhere', 'nowhere', 'EEXIST'],
  ['below a link to nowhere', 'nowhere/in/it', 'EEXIST'],
])('rejects %s', async (_, path, code) => {
  await writeFile(join(folder, 'file'), '');
  await symlink(join(folder, 'gone'), join(folder, 'nowhere'));
  await expect(makeFolder(join(folder, path))).rejects.toMatchObject({ code });
});

/** A folder of Linux in which none can be created: Node's own recursive mkdir never ends there. */
const proc = '/proc/self';
(existsSync(proc) ? test : test.skip)('ends where no folder can be created', async () => {
  await expect(makeFolder(join(proc, 'pim-report', 'a', 'b'))).rejects.toThrow(join(proc, 'pim-report'));
});
