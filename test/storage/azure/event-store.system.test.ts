import type { StorageEmulator } from '../../../local/storage-emulator';
import { openTestStorage } from '../../support/servers/shared-storage';
import { randomBytes } from 'node:crypto';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { createLargeTexts } from '../../../shared/storage/azure/service/large-texts';
import { createEventStore } from '../../../shared/storage/azure/event-store';
import { aStoredEvent } from '../../support/fakes/ports';
import { gather } from '../../support/outputs/gather';
import { dumpTables, openTable } from '../../support/servers/pipeline';
import { eventStoreContract } from '../contract/event-store-contract';

let storage: StorageEmulator;
let container: ContainerClient;
let serial = 0;
const anything = expect.anything() as unknown;
const signal = AbortSignal.timeout(900_000);

beforeAll(async () => {
  storage = await openTestStorage();
  container = BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient(
    'pim-access',
  );
});
afterAll(() => storage.stop());

async function open() {
  const name = `Events${(serial += 1)}`;
  const table = await openTable(storage.connectionString, name);
  const store = createEventStore(
    table,
    createLargeTexts(() => Promise.resolve(container)),
  );
  /** Returns each row's ETag, which every write changes, even one that stores the same again. */
  const etags = async () =>
    new Map((await gather(table.listEntities())).map(({ rowKey, etag }) => [rowKey ?? '', etag]));
  return {
    store,
    table,
    etags,
    dump: async () => (await dumpTables(storage.connectionString, [name]))[name],
  };
}

describe('the event store in a table', () => {
  eventStoreContract(open);

  test('fingerprints a row that somebody edited by its old hash, not by what it now holds', async () => {
    const { store, table } = await open();
    const event = aStoredEvent({ id: 'one' });
    await store.save([event], signal);
    for await (const { partitionKey = '', rowKey = '' } of table.listEntities())
      await table.updateEntity({ partitionKey, rowKey, raw00: '{"b":2}' }, 'Merge');
    const [from, to] = [new Date('2026-11-16T00:00:00Z'), new Date('2026-11-17T00:00:00Z')];
    const [edited] = await gather(store.read(from, to, signal));
    expect(edited?.raw).toBe('{"b":2}');
    expect(await store.fingerprints('2026-11-16', signal)).toEqual([store.fingerprintOf(event)]);
    expect(store.fingerprintOf(edited!)).not.toBe(store.fingerprintOf(event));
  });

  test('keeps as a blob an event that is too large for an entity, beside its neighbours', async () => {
    const { store } = await open();
    // Text that no compression makes small.
    const large = aStoredEvent({
      id: 'large',
      raw: JSON.stringify(randomBytes(1_500_000).toString('base64')),
    });
    const small = aStoredEvent({ id: 'small' });
    await store.save([small, large], signal);
    await store.save([large], signal);
    const [from, to] = [new Date('2026-11-16T00:00:00Z'), new Date('2026-11-17T00:00:00Z')];
    const back = async () =>
      new Map((await gather(store.read(from, to, signal))).map((each) => [each.id, each]));
    expect(await back()).toEqual(
      new Map([
        ['small', small],
        ['large', large],
      ]),
    );
    const blobs = async () => (await gather(container.listBlobsFlat())).map(({ name }) => name);
    const [path = '', ...more] = await blobs();
    expect([path, more]).toEqual([expect.stringMatching(/^events\/2026-11-16\/.*\.json\.gz$/), []]);
    // A blob can be lost without a change to its row: no mark vouches for it.
    const [first, second] = [
      await store.fingerprints('2026-11-16', signal),
      await store.fingerprints('2026-11-16', signal),
    ];
    expect(first).toContain(store.fingerprintOf(small));
    expect(first?.filter((one) => second?.includes(one))).toEqual([store.fingerprintOf(small)]);
    // A damaged or missing blob affects only this event.
    await container.getBlockBlobClient(path).upload('', 0);
    expect((await back()).get('large')).toMatchObject({
      raw: '',
      problem: expect.stringContaining(path) as string,
    });
    expect((await back()).get('small')).toEqual(small);
    await store.deleteDay('2026-11-16', signal);
    expect(await blobs()).toEqual([]);
    expect(await back()).toEqual(new Map());
  });

  test('reads a minute of a large day in one request', async () => {
    const { store, table } = await open();
    const events = Array.from({ length: 600 }, (_, index) =>
      aStoredEvent({ id: `event ${index}`, at: new Date(Date.UTC(2026, 10, 16) + index * 144_000) }),
    );
    await store.save(events, signal);
    let requests = 0;
    table.pipeline.addPolicy({ name: 'count', sendRequest: (...of) => ((requests += 1), of[1](of[0])) });
    const read = async (from: string, to: string) =>
      (await gather(store.read(new Date(from), new Date(to), signal))).length;
    expect(await read('2026-11-16T23:57:00Z', '2026-11-17T00:00:00Z')).toBe(1);
    expect(await read('2026-11-16T00:00:00Z', '2026-11-16T00:01:00Z')).toBe(1);
    expect(await read('2026-11-16T12:00:00Z', '2026-11-16T12:00:00.001Z')).toBe(1);
    expect(requests).toBe(3);
  });

  test('writes only events that are new or have changed', async () => {
    const { store, etags } = await open();
    const events = Array.from({ length: 250 }, (_, second) =>
      aStoredEvent({ id: `event ${second}`, at: new Date(Date.UTC(2026, 10, 16, 8, 0, second)) }),
    );
    await store.save(events.slice(0, 200), signal);
    const before = await etags();
    const changed = events.map((event, index) =>
      index === 7 ? { ...event, raw: '{"richer":1}' } : index === 8 ? { ...event, problem: 'odd' } : event,
    );
    await store.save(changed, signal);
    const after = await etags();
    const written = [...after]
      .filter(([key, etag]) => before.get(key) !== etag)
      .map(([key]) => key.slice(0, 9));
    const second = (at: number) => `08${String(Math.floor(at / 60)).padStart(2, '0')}${String(at % 60).padStart(2, '0')}000`; // oxfmt-ignore
    expect(written.sort()).toEqual(
      [7, 8, ...Array.from({ length: 50 }, (_, index) => 200 + index)].map(second),
    );
  });

  test('writes a row again that an earlier version stored without a hash', async () => {
    const { store, etags } = await open();
    await store.save([aStoredEvent()], signal);
    const table = await openTable(storage.connectionString, `Events${serial}`);
    for await (const { partitionKey = '', rowKey = '', ...row } of table.listEntities())
      await table.updateEntity({ ...row, partitionKey, rowKey, contentHash: undefined }, 'Replace');
    expect(await gather(table.listEntities())).toEqual([
      expect.not.objectContaining({ contentHash: anything }),
    ]);
    const before = await etags();
    await store.save([aStoredEvent()], signal);
    expect([...(await etags()).values()]).not.toEqual([...before.values()]);
  });

  test('does not search a long day for two events: it writes what it has not compared', async () => {
    const { store, etags } = await open();
    const day = Array.from({ length: 1_500 }, (_, index) =>
      aStoredEvent({ id: `event ${index}`, at: new Date(Date.UTC(2026, 10, 16, 0, 0, index)) }),
    );
    await store.save(day, signal);
    const before = await etags();
    await store.save(
      [day[0], day[1_499]].flatMap((event) => event ?? []),
      signal,
    );
    const after = await etags();
    const written = [...after]
      .filter(([key, etag]) => before.get(key) !== etag)
      .map(([key]) => key.slice(0, 6));
    expect(written).toEqual(['002459']);
  });

  test('cuts a problem that is longer than a property may be', async () => {
    const { store } = await open();
    await store.save([aStoredEvent({ problem: 'é'.repeat(100_000) })], signal);
    const [from, to] = [new Date('2026-11-16T00:00:00Z'), new Date('2026-11-17T00:00:00Z')];
    const [back] = await gather(store.read(from, to, signal));
    expect(back?.problem).toBe(`${'é'.repeat(3_999)}…`);
  });
});
