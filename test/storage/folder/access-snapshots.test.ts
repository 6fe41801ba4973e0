import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderAccessSnapshots } from '../../../shared/storage/folder/access-snapshots';
import { accessSnapshotsContract } from '../contract/access-snapshots-contract';
import { openTestFolder } from './open-test-folder';

describe('the snapshots in a folder', () => {
  accessSnapshotsContract(async () => {
    const folder = await openTestFolder();
    const root = join(folder.path, 'access');
    return {
      snapshots: createFolderAccessSnapshots(folder),
      files: () =>
        Promise.resolve(
          readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz')),
        ),
      tamper(name, content) {
        if (content === null) rmSync(join(root, name));
        else writeFileSync(join(root, name), content);
        return Promise.resolve();
      },
    };
  });
});
