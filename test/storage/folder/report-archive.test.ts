import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderReportArchive } from '../../../shared/storage/folder/report-archive';
import { reportArchiveContract, sha256 } from '../contract/report-archive-contract';
import { openTestFolder } from './open-test-folder';

const signal = AbortSignal.timeout(60_000);
const path = 'weekly/2026/2026-W47.xlsx';

async function open() {
  const folder = await openTestFolder();
  const root = join(folder.path, 'reports');
  return { root, archive: createFolderReportArchive(folder) };
}

describe('the archive in a folder', () => {
  reportArchiveContract(async () => {
    const { archive, root } = await open();
    return {
      archive,
      tamper: (file, content) => Promise.resolve(writeFileSync(join(root, file), content)),
    };
  });

  test('is the files themselves, each beside its link', async () => {
    const { archive, root } = await open();
    await archive.add('weekly', path, 'application/x', Buffer.from('one'), signal);
    expect(readdirSync(join(root, 'weekly/2026'))).toEqual(['2026-W47.xlsx', '2026-W47.xlsx.link.json']);
  });

  test('stores a file again that a crash left without its link', async () => {
    const { archive, root } = await open();
    await archive.add('weekly', path, 'application/x', Buffer.from('one'), signal);
    rmSync(join(root, `${path}.link.json`));
    expect(await archive.read(path, signal)).toBeNull();
    expect(await archive.list('weekly', signal)).toEqual([{ path, sha256: null, bytes: 3, previous: [] }]);
    await archive.add('weekly', path, 'application/x', Buffer.from('two'), signal);
    expect((await archive.read(path, signal))?.link.sha256).toBe(sha256('two'));
  });

  test('shows the link of a file that was deleted', async () => {
    const { archive, root } = await open();
    const { link } = await archive.add('weekly', path, 'application/x', Buffer.from('one'), signal);
    rmSync(join(root, path));
    expect(await archive.list('weekly', signal)).toEqual([link]);
    expect(await archive.hash(path, signal)).toBeNull();
  });

  test('never leaves its folder', async () => {
    const { archive } = await open();
    for (const bad of ['../days.json', '/etc/passwd', 'weekly/../../lock'])
      await expect(archive.add('weekly', bad, 'x', Buffer.from('x'), signal)).rejects.toThrow('leads out');
  });
});
