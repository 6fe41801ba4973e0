import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TableClient } from '@azure/data-tables';
import { startGraphServer } from '../../local/graph-server';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { startStorageEmulator } from '../../local/storage-emulator';
import { parsePage } from '../../shared/graph/odata-page';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { createEventStore } from '../../shared/storage/azure/event-store';
import { labelled } from './labelled';
import { render } from './render/render';
import { batches, compare, medianOf, print, timed } from './measure';

const now = new Date();
const never = new AbortController().signal;

/** What keeping the raw text and checking the shape cost beside the bare parse of a page. */
function page(): void {
  const events = createSampleTenant({ now, scale: 3 }).events.slice(0, 999);
  const text = JSON.stringify({ '@odata.context': 'x', value: events });
  const bare = () => void JSON.parse(text);
  const sliced = () => void parsePage(text);
  const whole = () => void parsePage(text).items.map((raw) => parseEvent(raw));
  const base = medianOf(20, bare);
  compare(`a page of 999 events, ${Math.round(text.length / 1024)} KB, against JSON.parse`, [
    ['sliced, byte for byte', medianOf(20, sliced), base],
    ['sliced, checked and mapped', medianOf(20, whole), base],
  ]);
}

/** What batches save against one upsert an event. */
async function storage(): Promise<void> {
  const emulator = await startStorageEmulator({});
  const options = { allowInsecureConnection: true };
  const table = (name: string) => TableClient.fromConnectionString(emulator.connectionString, name, options);
  const [batched, single] = [table('batched'), table('single')];
  await batched.createTable();
  await single.createTable();
  const events = batches(createSampleTenant({ now, scale: 1 }).events, 600);
  const together = await timed(() => createEventStore(batched).save(events, never));
  const store = createEventStore(single);
  const apart = await timed(async () => {
    for (const event of events) await store.save([event], never);
  });
  compare(`${events.length} events stored, against one upsert each`, [
    ['in batches of a day', together, apart],
  ]);
  await emulator.stop();
}

/** A heap so small that V8 has to clean up: without it the peak says how lazy the collector was. */
const smallHeap = '--max-old-space-size=64';

/** That memory does not grow with the number of events: a whole process each, on the same servers. */
async function memory(): Promise<void> {
  const peaks: [number, number][] = [];
  for (const scale of [2, 20]) {
    const tenant = createSampleTenant({ now, scale });
    const emulator = await startStorageEmulator({});
    const graph = await startGraphServer({ events: tenant.events });
    // Not the synchronous form: this process answers as Graph meanwhile.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [smallHeap, join(__dirname, 'collect-once.js')],
      {
        env: { ...process.env, AUDIT_STORAGE: emulator.connectionString, GRAPH_ENDPOINT: graph.url },
      },
    );
    const [events = 0, peak = 0] = stdout.trim().split(' ').map(Number);
    peaks.push([events, peak]);
    await graph.close();
    await emulator.stop();
  }
  const [[few, small] = [0, 1], [many, large] = [0, 1]] = peaks;
  print(
    `peak memory of a whole collection in a 64 MB heap: ${few} events ${small} MB, ${many} events ${large} MB`,
  );
  print(`  ${(many / few).toFixed(1)} times the events, ${(large / small).toFixed(2)} times the memory`);
}

async function main(): Promise<void> {
  page();
  await labelled(now);
  await storage();
  await memory();
  await render();
}

void main();
