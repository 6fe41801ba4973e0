import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** Creates an empty folder that is removed after all tests of the file. */
export async function testFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'pim-report-test-'));
  folders.push(path);
  return path;
}

afterAll(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true });
});
