import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGraphServer } from '../../../local/graph-server';
import { createLargeDirectory } from '../../../local/sample-tenant/access/large-directory';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { takeTurns, type Way } from '../measure';
import { addedRows, type Row } from '../row';

const [assignments, roles] = [5_000, 150];

/** Measures what a snapshot of standing access adds to a night's collection. */
export async function accessRows(now: Date, rounds: number, folder: string): Promise<Row[]> {
  const directory = createLargeDirectory(assignments, roles);
  let requests = 0;
  const graph = await startGraphServer({
    events: createSampleTenant({ now, days: 2 }).events,
    access: () => directory,
    faults: ({ url }) => {
      if (url.includes('/roleManagement/') || url.includes('/policies/')) requests += 1;
      return undefined;
    },
  });
  const store = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  const collecting = (name: string, parts: string): Way => ({
    name,
    args: [join(folder, 'cli/main.js'), 'collect', '--quiet', '--store', store],
    env: { GRAPH_ENDPOINT: graph.url, GRAPH_REQUESTS_PER_10_SECONDS: '0', STANDING_ACCESS: parts },
  });
  const without = collecting('a night without', 'off');
  const withAccess = collecting('a night with', 'roles');
  try {
    await takeTurns([without], 1);
    requests = 0;
    const samples = await takeTurns([without, withAccess], rounds);
    const size = `${assignments} assignments, ${roles} roles, ${requests / rounds} requests`;
    const plan = { way: withAccess, baseline: without, size };
    return addedRows(
      [
        { ...plan, what: 'standing access adds, processor', figure: 'processor', goal: 5_000 },
        { ...plan, what: 'standing access adds, memory', figure: 'peak', goal: 60 * 2 ** 20 },
      ],
      samples,
    );
  } finally {
    await graph.close();
    await rm(store, { recursive: true, force: true });
  }
}
