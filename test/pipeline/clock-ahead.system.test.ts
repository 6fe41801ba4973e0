import type { Fault } from '../../local/loopback-server';
import { monday, startFaultWorld, type FaultWorld } from '../faults/fault-world';
import { dumpTables } from '../support/servers/pipeline';

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld();
});
afterEach(async () => {
  world.spoil = () => undefined;
  await world.clear();
});
afterAll(() => world.stop());

const signal = () => AbortSignal.timeout(900_000);
/** Ahead by more than the retention. */
const ahead = new Date(monday.getTime() + 60 * 86_400_000);

const storedKeys = async (): Promise<unknown[]> => {
  const { PimAuditEvents = [] } = await dumpTables(world.connectionString, ['PimAuditEvents']);
  return PimAuditEvents.map(({ rowKey }) => rowKey);
};

describe('a local clock two months ahead deletes nothing, and marks no day as lost', () => {
  test.each<[string, Fault | undefined]>([
    ['where Graph tells the time', undefined],
    [
      'where Graph finds the token expired',
      {
        status: 401,
        body: { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed.' } },
      },
    ],
    ['where Graph is down', { status: 503 }],
  ])('%s', async (_, fault) => {
    await (await world.open({})).collect(monday, signal());
    const before = await storedKeys();
    expect(before.length).toBeGreaterThan(10);
    world.spoil = (on) => (on === 'Microsoft Graph' ? fault : undefined);
    expect((await (await world.open({})).collect(ahead, signal())).purged).toEqual([]);
    expect(await storedKeys()).toEqual(before);
    const { CollectionDays = [] } = await dumpTables(world.connectionString, ['CollectionDays']);
    expect(CollectionDays.filter(({ state }) => state === 'lost')).toEqual([]);
  });
});
