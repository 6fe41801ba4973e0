import { createHash } from 'node:crypto';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { startLoopbackServer } from '../../../local/loopback-server';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import { openArchive } from '../../../shared/storage/azure/open-archive';
import { createReportArchive } from '../../../shared/storage/azure/report-archive';

const signal = AbortSignal.timeout(60_000);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const type = 'application/x';
let storage: StorageEmulator;
let container: ContainerClient;
let number = 0;

const openContainer = (name: string) =>
  BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient(name);
const open = () => createReportArchive(() => Promise.resolve(container));
const put = (path: string, text: string) => open().add('weekly', path, type, Buffer.from(text), signal);

beforeAll(async () => {
  storage = await startStorageEmulator();
});
beforeEach(async () => {
  container = openContainer(`pim-reports-${(number += 1)}`);
  await openArchive(container, signal);
});
afterAll(() => storage.stop());

describe('the archive', () => {
  test('keeps a file with its hash and its link, in one request', async () => {
    const first = await put('weekly/2026/2026-W46.xlsx', 'one');
    const second = await put('weekly/2026/2026-W47.xlsx', 'two');
    expect(first.link.previous).toEqual([]);
    expect(second.link).toEqual({
      path: 'weekly/2026/2026-W47.xlsx',
      sha256: sha256('two'),
      bytes: 3,
      previous: [{ path: 'weekly/2026/2026-W46.xlsx', sha256: sha256('one') }],
    });
    const read = await open().read('weekly/2026/2026-W47.xlsx', signal);
    expect(read?.link).toEqual(second.link);
    expect(Buffer.from(read?.content ?? []).toString()).toBe('two');
    const { metadata, contentType } = await container
      .getBlobClient('weekly/2026/2026-W47.xlsx')
      .getProperties();
    expect(contentType).toBe(type);
    expect(metadata).toEqual({
      sha256: sha256('two'),
      previous: 'weekly/2026/2026-W46.xlsx',
      previoussha256: sha256('one'),
    });
  });

  test('refuses to write over a file: what lies there stands and comes back', async () => {
    const first = await put('weekly/2026/2026-W47.xlsx', 'one');
    const again = await put('weekly/2026/2026-W47.xlsx', 'another');
    expect(again.link).toEqual(first.link);
    expect(Buffer.from(again.content).toString()).toBe('one');
  });

  test('gives all of many the same file when they put theirs at once', async () => {
    const kept = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => put('weekly/2026/2026-W47.xlsx', `of run ${n}`)),
    );
    expect(new Set(kept.map(({ link }) => link.sha256)).size).toBe(1);
    expect(await open().list('weekly', signal)).toHaveLength(1);
  });

  test('loses nothing when two files are put behind the same one: the next names both', async () => {
    await put('weekly/2026/2026-W45.xlsx', 'root');
    await Promise.all([put('weekly/2026/2026-W46.xlsx', 'a'), put('weekly/2026/2026-W47.xlsx', 'b')]);
    await put('weekly/2026/2026-W48.xlsx', 'c');
    const links = await open().list('weekly', signal);
    const named = new Set(links.flatMap(({ previous }) => previous.map(({ path }) => path)));
    expect([...named].sort()).toEqual(links.slice(0, 3).map(({ path }) => path));
  });

  test('keeps each report to a chain of its own', async () => {
    await put('weekly/2026/2026-W47.xlsx', 'one');
    const { link } = await open().add('week', 'week/2026/2026-W47.xlsx', type, Buffer.from('x'), signal);
    expect(link.previous).toEqual([]);
    expect(await open().reports(signal)).toEqual(['week', 'weekly']);
  });

  test('does not hand out a file that is not the one that was put there', async () => {
    const { link } = await put('weekly/2026/2026-W47.xlsx', 'one');
    const blob = container.getBlockBlobClient(link.path);
    await blob.upload('two', 3, { metadata: { sha256: link.sha256 } });
    await expect(open().read(link.path, signal)).rejects.toThrow(
      /2026-W47\.xlsx is not the one that was put there/,
    );
    expect(await open().hash(link.path, signal)).toBe(sha256('two'));
  });

  test('is empty before anything was sent', async () => {
    const archive = createReportArchive(() => Promise.resolve(openContainer('not-there')));
    expect(await archive.list('weekly', signal)).toEqual([]);
    expect(await archive.reports(signal)).toEqual([]);
    expect(await archive.read('weekly/2026/2026-W47.xlsx', signal)).toBeNull();
    expect(await archive.hash('weekly/2026/2026-W47.xlsx', signal)).toBeNull();
  });

  test('gives up on a service that never answers, whatever it is asked', async () => {
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
        () => archive.hash(path, signal),
        () => archive.add('weekly', path, type, content, signal),
      ])
        await expect(ask()).rejects.toThrow(/did not answer within 0\.2 s/);
    } finally {
      await silent.close();
    }
  });

  test('says what to do when it may not be opened, without a secret', async () => {
    const secret = Buffer.from('not the key').toString('base64');
    const connection = storage.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${secret}`);
    const locked = BlobServiceClient.fromConnectionString(connection).getContainerClient('pim-reports');
    const failed = openArchive(locked, signal);
    await expect(failed).rejects.toThrow(
      /archive of sent reports \(127.*HTTP 403.*"Storage Blob Data Contributor"/,
    );
    await expect(failed).rejects.not.toThrow(secret);
    await expect(createReportArchive(() => Promise.resolve(locked)).list('weekly', signal)).rejects.toThrow(
      /HTTP 403/,
    );
  });
});
