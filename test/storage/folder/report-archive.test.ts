import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderReportArchive } from '../../../shared/storage/folder/report-archive';
import { reportArchiveContract } from '../contract/report-archive-contract';
import { openTestFolder } from './open-test-folder';

const signal = AbortSignal.timeout(900_000);
const path = 'weekly/2026/2026-W47.xlsx';

async function open() {
  const folder = await openTestFolder();
  return { root: join(folder.path, 'reports'), archive: createFolderReportArchive(folder) };
}

describe('the archive in a folder', () => {
  reportArchiveContract(async () => (await open()).archive);

  test('stores each file under its own name', async () => {
    const { archive, root } = await open();
    await archive.add(path, 'application/x', Buffer.from('one'), signal);
    expect(readdirSync(join(root, 'weekly/2026'))).toEqual(['2026-W47.xlsx']);
  });

  test('rejects a path that leads out of its folder', async () => {
    const { archive } = await open();
    for (const bad of ['../days.json', '/etc/passwd', 'weekly/../../lock'])
      await expect(archive.add(bad, 'x', Buffer.from('x'), signal)).rejects.toThrow('leads out');
  });
});
