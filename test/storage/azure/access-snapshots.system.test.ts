import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import type { AccessSnapshots } from '../../../shared/jobs/collect/access-snapshots';
import { createAccessSnapshots } from '../../../shared/storage/azure/access-snapshots';
import { aSnapshot } from '../../support/builders/snapshots';

const ever = AbortSignal.timeout(200_000);
let storage: StorageEmulator;
let table: TableClient;
let container: ContainerClient;
let number = 0;
let snapshots: AccessSnapshots;

beforeAll(async () => {
  storage = await startStorageEmulator();
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

test('a snapshot is kept with a row a day and a compressed file a list', async () => {
  const taken = aSnapshot(day, {
    users: { state: 'off', query: null, firstRequestAt: null, lastRequestAt: null },
  });
  expect(await snapshots.keep(taken, ever)).toBe('stored');
  expect(await read()).toEqual(taken.record);
  expect(await names()).toContain('2026-11-18/role-eligibility.json.gz');
  expect(await names()).toHaveLength(10);
  const file = await snapshots.file(taken.record, 'role-policies', ever);
  expect(Buffer.from(file ?? [])).toEqual(Buffer.from(taken.files.get('role-policies') ?? []));
  expect(await snapshots.file(taken.record, 'users', ever)).toBeNull();
});

test('days are listed in order, within bounds', async () => {
  for (const each of ['2026-11-19', '2026-11-17', '2026-11-18']) await snapshots.keep(aSnapshot(each), ever);
  const days = (await snapshots.list('2026-11-17', '2026-11-18', ever)).map((record) => record.day);
  expect(days).toEqual(['2026-11-17', '2026-11-18']);
});

test('of two of a day the more complete one stays, of two alike the newer', async () => {
  const partial = aSnapshot(day, { 'role-eligibility': { state: 'partial', rows: 3 } }, 'partial');
  const whole = aSnapshot(day, {}, 'whole');
  const newer = aSnapshot(day, {}, 'newer');
  expect(await snapshots.keep(partial, ever)).toBe('stored');
  expect(await snapshots.keep(whole, ever)).toBe('stored');
  expect(await snapshots.keep(partial, ever)).toBe('superseded');
  expect(await read()).toEqual(whole.record);
  expect(await snapshots.file(whole.record, 'role-eligibility', ever)).not.toBeNull();
  expect(await snapshots.keep(newer, ever)).toBe('stored');
  expect(await read()).toEqual(newer.record);
});

test('a list that the newer snapshot does not have leaves no file behind', async () => {
  const off = { state: 'off', sha256: null } as const;
  await snapshots.keep(aSnapshot(day, { 'conditional-access': { state: 'partial' } }), ever);
  const refused = { state: 'refused', sha256: null } as const;
  expect(await snapshots.keep(aSnapshot(day, { users: off, groups: refused }), ever)).toBe('superseded');
  await snapshots.deleteDay(day, ever);
  await snapshots.keep(
    aSnapshot(day, { users: { state: 'partial' }, 'group-owners': { state: 'partial' } }),
    ever,
  );
  await snapshots.keep(aSnapshot(day, { users: off }), ever);
  expect(await names()).not.toContain('2026-11-18/users.json.gz');
});

test('a file that is not the one of the row is not given', async () => {
  const taken = aSnapshot(day);
  await snapshots.keep(taken, ever);
  await container.getBlockBlobClient('2026-11-18/users.json.gz').uploadData(Buffer.from('other'));
  expect(await snapshots.file(taken.record, 'users', ever)).toBeNull();
  await container.getBlockBlobClient('2026-11-18/groups.json.gz').delete();
  expect(await snapshots.file(taken.record, 'groups', ever)).toBeNull();
});

test('of runs at the same moment one stores its snapshot whole', async () => {
  const taken = ['a', 'b', 'c', 'd'].map((content) => aSnapshot(day, {}, content));
  const kept = await Promise.all(taken.map((each) => snapshots.keep(each, ever)));
  expect(kept.filter((outcome) => outcome === 'stored').length).toBeGreaterThanOrEqual(1);
  const record = await read();
  if (record === undefined) throw new RangeError('Nothing was stored.');
  for (const { endpoint } of record.endpoints)
    expect(await snapshots.file(record, endpoint, ever)).not.toBeNull();
});

test('a run that dies while it stores leaves nothing that is called complete, and the next one stores', async () => {
  const dying = createAccessSnapshots(table, () => Promise.reject(new Error('died')));
  await expect(dying.keep(aSnapshot(day), ever)).rejects.toThrow('died');
  expect(await read()).toBeUndefined();
  expect(await snapshots.keep(aSnapshot(day), ever)).toBe('busy');
  const later = aSnapshot(day, { users: { lastRequestAt: new Date(`${day}T01:40:00Z`) } });
  expect(await snapshots.keep(later, ever)).toBe('stored');
  expect(await read()).toEqual(later.record);
});

test('old days go, files and row', async () => {
  for (const each of ['2026-11-16', '2026-11-17']) await snapshots.keep(aSnapshot(each), ever);
  expect(await snapshots.daysBefore('2026-11-17', ever)).toEqual(['2026-11-16']);
  await snapshots.deleteDay('2026-11-16', ever);
  await snapshots.deleteDay('2026-11-16', ever);
  expect(await snapshots.daysBefore('2026-11-18', ever)).toEqual(['2026-11-17']);
  expect((await names()).some((name) => name.startsWith('2026-11-16'))).toBe(false);
});

test('before anything was stored everything is empty', async () => {
  await table.deleteTable();
  expect(await snapshots.list(day, day, ever)).toEqual([]);
  expect(await snapshots.daysBefore(day, ever)).toEqual([]);
  await snapshots.deleteDay(day, ever);
});
