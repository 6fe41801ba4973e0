import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRefusedFile } from '../../shared/import/refused-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-refused-'));
});
afterEach(() => rm(folder, { recursive: true }));
const row = (line: number) => ({ line, reason: 'Because.', text: 'ü"\n' });

test('rows replace the earlier file only when all are written', async () => {
  const log = join(folder, 'audit.csv');
  await writeFile(`${log}.refused.ndjson`, 'old');
  const refused = createRefusedFile(log);
  await refused.add([row(2)]);
  await refused.add([row(7), row(9)]);
  expect(await readFile(`${log}.refused.ndjson`, 'utf8')).toBe('old');
  expect(await refused.finish()).toBe(`${log}.refused.ndjson`);
  const lines = (await readFile(`${log}.refused.ndjson`, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([row(2), row(7), row(9)]);
  expect(Object.keys(JSON.parse(lines[0] ?? '') as object)).toEqual(['line', 'reason', 'text']);
  expect(await readdir(folder)).toEqual(['audit.csv.refused.ndjson']);
});

test('without rows the file of an earlier import is deleted', async () => {
  const log = join(folder, 'audit.csv');
  await writeFile(`${log}.refused.ndjson`, 'old');
  const refused = createRefusedFile(log);
  await refused.add([]);
  expect(await refused.finish()).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});

test('discarded rows leave the earlier file', async () => {
  const log = join(folder, 'audit.csv');
  await writeFile(`${log}.refused.ndjson`, 'old');
  const refused = createRefusedFile(log);
  await refused.add([row(1)]);
  await refused.discard();
  expect(await readdir(folder)).toEqual(['audit.csv.refused.ndjson']);
  expect(await readFile(`${log}.refused.ndjson`, 'utf8')).toBe('old');
});

test('a folder that cannot be written is reported at the end', async () => {
  const refused = createRefusedFile(join(folder, 'nowhere', 'audit.csv'));
  await refused.add([row(1)]);
  await refused.add([row(2)]);
  await expect(refused.finish()).rejects.toThrow(/refused rows cannot be written to .*nowhere/);
});
