import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import type { AccessSnapshots } from '../../../shared/jobs/collect/snapshot/access-snapshots';
import { createAccessSnapshots } from '../../../shared/storage/azure/access-snapshots';
import { aSnapshot } from '../../support/builders/snapshots';
import { accessSnapshotsContract } from '../contract/access-snapshots-contract';

const ever = AbortSignal.timeout(200_000);
let storage: StorageEmulator;
let table: TableClient;
let container: ContainerClient;
let number = 0;
let snapshots: AccessSnapshots;

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.stop());
beforeEach(async () => {
  number += 1;
  table = TableClient.fromConnectionString(storage.connectionString, `AccessSnapshots${number}`, {
    allowInsecureConnection: true,
  });
  await table.createTable();
  container = BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient(
    `pim-access-${number}`,
  );
  snapshots = createAccessSnapshots(table, () => Promise.resolve(container));
});

const day = '2026-11-18';
const read = async () => (await snapshots.list(day, day, ever))[0];
const names = async () => {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat()) found.push(name);
  return found;
};

describe('the snapshots in a table and a container', () => {
  accessSnapshotsContract(() =>
    Promise.resolve({
      snapshots,
      files: names,
      async tamper(name: string, content: string | null) {
        const blob = container.getBlockBlobClient(name);
        if (content === null) await blob.delete();
        else await blob.uploadData(Buffer.from(content));
      },
    }),
  );

  test('leave nothing marked as complete when a run dies while it stores, and the next run can store', async () => {
    const dying = createAccessSnapshots(table, () => Promise.reject(new Error('died')));
    await expect(dying.keep(aSnapshot(day), ever)).rejects.toThrow('died');
    expect(await read()).toBeUndefined();
    expect(await snapshots.keep(aSnapshot(day), ever)).toBe('busy');
    const later = aSnapshot(day, { users: { lastRequestAt: new Date(`${day}T01:40:00Z`) } });
    expect(await snapshots.keep(later, ever)).toBe('stored');
    expect(await read()).toEqual(later.record);
  });

  test('are empty before the table exists', async () => {
    await table.deleteTable();
    expect(await snapshots.list(day, day, ever)).toEqual([]);
    expect(await snapshots.daysBefore(day, ever)).toEqual([]);
    await snapshots.deleteDay(day, ever);
  });
});
