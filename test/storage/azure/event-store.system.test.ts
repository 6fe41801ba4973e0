import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
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
const signal = AbortSignal.timeout(900_000);

beforeAll(async () => {
  storage = await startStorageEmulator();
  container = BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient(
    'pim-access',
  );
});
afterAll(() => storage.stop());

async function open() {
  const name = `Events${(serial += 1)}`;
  const store = createEventStore(
    await openTable(storage.connectionString, name),
    createLargeTexts(() => Promise.resolve(container)),
  );
  return { store, dump: async () => (await dumpTables(storage.connectionString, [name]))[name] };
}

describe('the event store in a table', () => {
  eventStoreContract(open);

  test('keeps an event that no entity can hold as a blob, and its neighbours with it', async () => {
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
    // Whatever becomes of the blob costs this event alone.
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

  test('cuts a problem that is longer than a property may be', async () => {
    const { store } = await open();
    await store.save([aStoredEvent({ problem: 'é'.repeat(100_000) })], signal);
    const [from, to] = [new Date('2026-11-16T00:00:00Z'), new Date('2026-11-17T00:00:00Z')];
    const [back] = await gather(store.read(from, to, signal));
    expect(back?.problem).toBe(`${'é'.repeat(3_999)}…`);
  });
});
