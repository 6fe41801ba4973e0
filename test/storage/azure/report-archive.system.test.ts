import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { startLoopbackServer } from '../../../local/loopback-server';
import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { createArchive } from '../../../shared/storage/azure/service/create-tables';
import { reportArchiveContract } from '../contract/report-archive-contract';
import { createReportArchive } from '../../../shared/storage/azure/report-archive';

const signal = AbortSignal.timeout(900_000);
const type = 'application/x';
let storage: StorageEmulator;
let container: ContainerClient;
let number = 0;

const openContainer = (name: string) =>
  BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient(name);
const open = () => createReportArchive(() => Promise.resolve(container));

beforeAll(async () => {
  storage = await openTestStorage();
});
beforeEach(async () => {
  container = openContainer(`pim-reports-${(number += 1)}`);
  await createArchive(container, signal);
});
afterAll(() => storage.stop());

describe('the archive in a container', () => {
  reportArchiveContract(() => Promise.resolve(open()));

  test('stores a file with its content type', async () => {
    const path = 'weekly/2026/2026-W47.xlsx';
    await open().add(path, type, Buffer.from('one'), signal);
    expect((await container.getBlobClient(path).getProperties()).contentType).toBe(type);
  });

  test('is empty before its container exists', async () => {
    const archive = createReportArchive(() => Promise.resolve(openContainer('not-there')));
    expect(await archive.list('weekly', signal)).toEqual([]);
    expect(await archive.reports(signal)).toEqual([]);
    expect(await archive.read('weekly/2026/2026-W47.xlsx', signal)).toBeNull();
  });

  test('gives up on a service that never answers, in every call', async () => {
    const silent = await startLoopbackServer({
      clock: () => new Date(),
      answer: () => ({ status: 200 }),
      faults: () => 'hang',
    });
    try {
      const account = 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5';
      const service = BlobServiceClient.fromConnectionString(`${account};BlobEndpoint=${silent.url}/a;`);
      const archive = createReportArchive(
        () => Promise.resolve(service.getContainerClient('pim-reports')),
        200,
      );
      const path = 'weekly/2026/2026-W47.xlsx';
      const content = Buffer.from('a workbook');
      for (const ask of [
        () => archive.read(path, signal),
        () => archive.list('weekly', signal),
        () => archive.reports(signal),
        () => archive.add(path, type, content, signal),
      ])
        await expect(ask()).rejects.toThrow(/did not answer within 0\.2 s/);
    } finally {
      await silent.close();
    }
  });

  test('says without a secret what to do when access is refused', async () => {
    const secret = Buffer.from('not the key').toString('base64');
    const connection = storage.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${secret}`);
    const locked = BlobServiceClient.fromConnectionString(connection).getContainerClient('pim-reports');
    const failed = createArchive(locked, signal);
    await expect(failed).rejects.toThrow(
      /archive of sent reports \(127.*HTTP 403.*"Storage Blob Data Contributor"/,
    );
    await expect(failed).rejects.not.toThrow(secret);
    await expect(createReportArchive(() => Promise.resolve(locked)).list('weekly', signal)).rejects.toThrow(
      /HTTP 403/,
    );
  });
});
