import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import { createEventStore } from '../../../shared/storage/azure/event-store';
import { aStoredEvent } from '../../support/fakes/ports';
import { gather } from '../../support/outputs/gather';
import { dumpTables, openTable } from '../../support/servers/pipeline';
import { eventStoreContract } from '../contract/event-store-contract';

let storage: StorageEmulator;
let serial = 0;
const signal = AbortSignal.timeout(900_000);

beforeAll(async () => {
  storage = await startStorageEmulator();
});
afterAll(() => storage.stop());

async function open() {
  const name = `Events${(serial += 1)}`;
  const store = createEventStore(await openTable(storage.connectionString, name));
  return { store, dump: async () => (await dumpTables(storage.connectionString, [name]))[name] };
}

describe('the event store in a table', () => {
  eventStoreContract(open);

  test('cuts a problem that is longer than a property may be', async () => {
    const { store } = await open();
    await store.save([aStoredEvent({ problem: 'é'.repeat(100_000) })], signal);
    const [from, to] = [new Date('2026-11-16T00:00:00Z'), new Date('2026-11-17T00:00:00Z')];
    const [back] = await gather(store.read(from, to, signal));
    expect(back?.problem).toBe(`${'é'.repeat(3_999)}…`);
  });
});
