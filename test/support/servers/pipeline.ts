import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import type { SampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { startWorldOn, type World, type WorldOptions } from '../../../local/world';
import { compose } from '../../../shared/composition';
import { loadSettings } from '../../../shared/composition/load-settings';
import type { Listener } from '../../../shared/composition/listener';
import { isWithin, type Period } from '../../../shared/domain/time/period';
import type { ReportDefinition } from '../../../shared/jobs/report/report-request';
import { answerLikeTheService } from './null-projection';
import { openTestStorage } from './shared-storage';

/** A Monday morning at seven, UTC: the week 2026-W47 has just ended. */
export const monday = new Date('2026-11-23T07:00:00.000Z');

/** Returns a clock that shows {@link monday} now, and goes on: a later command has a later time. */
export function mondayClock(): () => Date {
  const started = Date.now();
  return () => new Date(monday.getTime() + Date.now() - started);
}

/** A folder that is removed after the tests of the file. */
export async function scratchFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'pim-report-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a world whose time is `now`, with its mails in a new folder; stopping the world removes the folder. */
export async function startTestWorld(options: Partial<WorldOptions> = {}): Promise<World> {
  const now = options.now ?? monday;
  const out = await scratchFolder();
  try {
    const all = { now, out: out.path, clock: () => now, ...options };
    const world = await startWorldOn(all, 'Opening a storage account', openTestStorage);
    return { ...world, stop: () => world.stop().then(out.remove) };
  } catch (error) {
    await out.remove();
    throw error;
  }
}

/** Opens the real jobs with the settings of a world. */
export function openPipeline(
  world: Pick<World, 'settings'>,
  settings: Readonly<Record<string, string>> = {},
  listener: Listener = {},
): ReturnType<typeof compose> {
  return compose(loadSettings({ ...world.settings, ...settings }, { send: true }), listener);
}

/** The report `weekly` with neither files nor recipients. */
export const aDefinition = (timeZone: string): ReportDefinition => ({
  name: 'weekly',
  timeZone,
  columns: null,
  include: null,
  formats: [],
  recipients: [],
  cc: [],
  bcc: [],
});

/** Returns a signal that aborts only after the longest test. */
export const patience = (): AbortSignal => AbortSignal.timeout(900_000);

/** Returns the entities of every table of the audit storage, without the properties that the service adds. */
export async function dumpTables(
  connectionString: string,
  names: readonly string[] = ['PimAuditEvents', 'CollectionDays', 'ReportRuns'],
): Promise<Record<string, Record<string, unknown>[]>> {
  const tables = names.map(async (name) => {
    const client = TableClient.fromConnectionString(connectionString, name, {
      allowInsecureConnection: true,
    });
    const rows: Record<string, unknown>[] = [];
    for await (const row of client.listEntities()) {
      rows.push(Object.fromEntries(Object.entries(row).filter(([key]) => !/^(etag|timestamp)$/i.test(key))));
    }
    return [name, rows] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

/** Opens a table of the emulator, and creates it if necessary. It answers like the service. */
export async function openTable(connectionString: string, name: string): Promise<TableClient> {
  const table = TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  await table.createTable();
  return answerLikeTheService(table);
}

type Tables = Awaited<ReturnType<typeof dumpTables>>;

/** Returns tables without the facts that differ between runs: times, new events, file hashes and operation ids. */
export function settled(tables: Readonly<Record<string, readonly Record<string, unknown>[]>>): Tables {
  const runs = ['newEvents', 'firstReadAt', 'lastReadAt', 'startedAt', 'sentAt', 'fileHash', 'operationId'];
  const strip = (row: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => !runs.includes(key)));
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(strip)]));
}

/** Returns the sample's truth of a period, by id. */
export function truthOf(tenant: SampleTenant, period: Pick<Period, 'from' | 'to'>, at?: Date) {
  const rows = (at === undefined ? tenant.truth : tenant.truthAt(at)).filter((row) =>
    isWithin(period, new Date(row.startedAt ?? row.requestedAt)),
  );
  return byId(rows);
}

/** Sorts rows by id and removes the fields that the report derives, so that two lists can be compared by field. */
export function byId<T extends { readonly id: string }>(rows: readonly T[]) {
  const facts = rows.map((row) => ({ ...row, findings: undefined, requestedBy: undefined }));
  return facts.sort((a, b) => (a.id < b.id ? -1 : 1));
}
