import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGraphServer } from '../../../local/graph-server';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import { takeTurns, type Way } from '../measure';
import { rowsOf, type Row } from '../row';

/** Days before now that Microsoft Graph can still be asked for. */
const days = 28;
/** Scales of the sample tenant at which these days hold about 20,000 and 200,000 events. */
const [scale, largeScale] = [15, 153];

/** Measures a first collection, one that finds nothing new, and the memory of a large one. */
export async function collectRows(now: Date, rounds: number, folder: string): Promise<Row[]> {
  const collect = [join(folder, 'cli/main.js'), 'collect', '--quiet'];
  const common = { GRAPH_REQUESTS_PER_10_SECONDS: '0', STANDING_ACCESS: 'off' };
  const { events } = createSampleTenant({ now, days, scale });
  const graph = await startGraphServer({ events });
  const env = { ...common, GRAPH_ENDPOINT: graph.url };
  let emulator: StorageEmulator | null = null;
  const emptyStore = async () => {
    await emulator?.stop();
    emulator = await startStorageEmulator({});
    return { AUDIT_STORAGE: emulator.connectionString };
  };
  const sameStore = () => Promise.resolve({ AUDIT_STORAGE: emulator?.connectionString ?? '' });
  try {
    const bare: Way = {
      name: 'bare collection',
      args: [join(__dirname, 'children/bare-collect.js')],
      env,
      prepare: emptyStore,
    };
    const first: Way = { name: 'first collection', args: collect, env, prepare: emptyStore };
    const last30 = ['--from', new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10)];
    const again: Way = { name: 'same days again', args: [...collect, ...last30], env, prepare: sameStore };
    const samples = await takeTurns([bare, first, again], rounds);
    const size = `${events.length} events`;
    return [
      ...rowsOf(
        [
          { way: first, baseline: bare, size },
          { way: again, baseline: bare, size },
        ],
        samples,
      ),
      ...(await largeCollection(now, collect, common)),
    ];
  } finally {
    await (emulator as StorageEmulator | null)?.stop();
    await graph.close();
  }
}

async function largeCollection(
  now: Date,
  collect: readonly string[],
  common: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const { events } = createSampleTenant({ now, days, scale: largeScale });
  const graph = await startGraphServer({ events });
  const store = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  try {
    const env = { ...common, GRAPH_ENDPOINT: graph.url, AUDIT_STORAGE: `file:${store}` };
    const large: Way = { name: 'large collection into a folder, peak memory', args: collect, env };
    const size = `${events.length} events`;
    return rowsOf([{ way: large, figure: 'peak', goal: 150 * 2 ** 20, size }], await takeTurns([large], 1));
  } finally {
    await graph.close();
    await rm(store, { recursive: true, force: true });
  }
}
