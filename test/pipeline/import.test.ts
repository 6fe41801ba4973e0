import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';
import { parseEvent } from '../../shared/audit-source/parse-event';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { utcDayOf } from '../../shared/domain/time/utc-day';
import { createImportAdapters } from '../../shared/import/import-adapters';
import { storedEventTraits } from '../../shared/import/stored-event-traits';
import { createCollect } from '../../shared/jobs/collect/collect';
import { createImportLogs } from '../../shared/jobs/import/import-logs';
import { activityLogRecord } from '../support/exports/activity-log-export';
import { storageAccountExport } from '../support/exports/azure-monitor-export';
import { graphExport } from '../support/exports/graph-export';
import { logAnalyticsCsv } from '../support/exports/log-analytics-export';
import { portalCsvExport } from '../support/exports/portal-csv-export';
import { unifiedExport } from '../support/exports/unified-export';
import {
  createFakeLedger,
  createFakeSource,
  createFakeStore,
  createFakeSummaries,
  type FakeLedger,
  type FakeStore,
  noTenant,
} from '../support/fakes/ports';

const now = new Date('2026-11-23T07:00:00Z');
const signal = AbortSignal.timeout(900_000);
const { events: all, tenantId } = createSampleTenant({ now, days: 3 });
/** Events until yesterday, which a collection of today reads. */
const events = all.filter(({ activityDateTime }) => activityDateTime < '2026-11-23');
const wanted = events.filter(
  ({ loggedByService, category }) => loggedByService !== 'Core Directory' || category === 'RoleManagement',
);
const directory = wanted.filter(({ loggedByService }) => loggedByService === 'Core Directory');
const azure = wanted.filter(
  ({ category, additionalDetails }) =>
    category === 'ResourceManagement' &&
    (additionalDetails ?? []).some(({ key }) => key === 'OriginRoleAssignmentId'),
);

/** Every kind of export of the sample tenant's log. */
const exports: Record<string, string | Buffer> = {
  'graph json': graphExport(events, 'page'),
  'azure monitor': gzipSync(storageAccountExport(events, tenantId)),
  'log analytics': logAnalyticsCsv(events, tenantId),
  'portal csv': portalCsvExport(events),
  'activity log': JSON.stringify(azure.map((event) => activityLogRecord(event, tenantId))),
  'unified audit log': unifiedExport(directory, tenantId),
};
const kinds = Object.keys(exports);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-import-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface World {
  readonly store: FakeStore;
  readonly ledger: FakeLedger;
}
const emptyWorld = (): World => ({ store: createFakeStore(), ledger: createFakeLedger() });

async function importFiles(
  { store, ledger }: World,
  contents: Record<string, string | Buffer>,
  isDryRun = false,
) {
  const files = await Promise.all(
    Object.entries(contents).map(async ([name, content]) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    }),
  );
  const adapters = createImportAdapters({ zone: null, temporaryFolder: folder });
  const run = createImportLogs({
    store,
    ledger,
    summaries: createFakeSummaries(),
    retentionDays: 730,
    ...adapters,
  });
  return run({ files, tenantId: null, isDryRun }, now, signal);
}

/** Returns the events that a live collection stores. */
function live(list: readonly WireEvent[]): StoredEvent[] {
  return list.map((event) => {
    const raw = JSON.stringify(event);
    const parsed = parseEvent(raw);
    if (!parsed.ok) throw new Error(parsed.problem);
    const { id, at, activity } = parsed.event;
    return { id, at, activity, source: 'graph', raw, problem: null };
  });
}

async function collectLive({ store, ledger }: World) {
  const collect = createCollect({
    checkTenant: noTenant,
    ...{
      store,
      ledger,
      summaries: createFakeSummaries(),
      source: createFakeSource(live(wanted), { answeredAt: now }),
    },
    policy: { overlapDays: 3, retentionDays: 730 },
    traitsOf: storedEventTraits,
  });
  expect((await collect.collectDue(now, signal)).failures).toEqual([]);
}

const snapshot = ({ store, ledger }: World) => [new Map(store.events), new Map(ledger.rows)];
const days = [...new Set(live(wanted).map(({ at }) => utcDayOf(at!)))].sort();

test('every kind of export gives its events to an empty store, and marks their days as imported', async () => {
  for (const kind of kinds) {
    const world = emptyWorld();
    const { files } = await importFiles(world, { file: exports[kind] ?? '' });
    expect(files).toMatchObject([{ kind, problem: null, refused: 0, known: 0 }]);
    expect(files[0]?.new).toBeGreaterThan(4);
    expect([...world.store.events.values()].every(({ source }) => source === kind)).toBe(true);
    expect(files[0]?.days.every((day) => world.ledger.rows.get(day)?.state === 'imported')).toBe(true);
  }
});

test('a second import of every kind changes nothing', async () => {
  const world = emptyWorld();
  await importFiles(world, exports);
  const before = snapshot(world);
  const { files } = await importFiles(world, exports);
  expect(files.map((file) => [file.new, file.replaced])).toEqual(kinds.map(() => [0, 0]));
  expect(snapshot(world)).toEqual(before);
});

test('an import after a live read adds and changes nothing', async () => {
  const world = emptyWorld();
  await collectLive(world);
  const before = snapshot(world);
  for (const kind of kinds) {
    const { files } = await importFiles(world, { [kind]: exports[kind] ?? '' });
    expect(files).toMatchObject([{ kind, new: 0, replaced: 0, refused: 0 }]);
    expect(snapshot(world)).toEqual(before);
  }
});

test('a live read after an import replaces it: the live events are stored once, and the days are complete', async () => {
  const world = emptyWorld();
  const only = emptyWorld();
  await importFiles(world, exports);
  expect(days.map((day) => world.ledger.rows.get(day)?.state)).toEqual(days.map(() => 'imported'));
  await collectLive(world);
  await collectLive(only);
  expect(days.map((day) => world.ledger.rows.get(day)?.state)).toEqual(days.map(() => 'complete'));
  const byId = (one: World) => new Map([...one.store.events].sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(byId(world)).toEqual(byId(only));
  const counts = ({ ledger }: World) =>
    days.map((day) => [ledger.rows.get(day)?.events, ledger.rows.get(day)?.importedEvents]);
  expect(counts(world)).toEqual(counts(only));
});

test('all kinds together give each event once, in its best record', async () => {
  const world = emptyWorld();
  const { files } = await importFiles(world, Object.fromEntries(Object.entries(exports).reverse()));
  expect(files.reduce((sum, file) => sum + file.new, 0)).toBe(wanted.length);
  expect([...world.store.events.keys()].sort()).toEqual(wanted.map(({ id }) => id).sort());
  expect(new Set([...world.store.events.values()].map(({ source }) => source))).toEqual(
    new Set(['graph json']),
  );
});

test('a row of the portal whose subject was cut off is the event that the Activity Log has', async () => {
  const cut = azure.find(
    ({ targetResources }) => targetResources.findIndex(({ type }) => type === 'User') >= 3,
  )!;
  const contents = {
    'a.json': JSON.stringify([activityLogRecord(cut, tenantId)]),
    'b.csv': portalCsvExport([cut]),
  };
  for (const order of [contents, Object.fromEntries(Object.entries(contents).reverse())]) {
    const world = emptyWorld();
    const { files } = await importFiles(world, order);
    expect(files.reduce((sum, file) => sum + file.new, 0)).toBe(1);
    expect([...world.store.events.values()].map(({ source }) => source)).toEqual(['activity log']);
  }
});

describe('a row without an id', () => {
  const base = wanted.find(
    ({ loggedByService, targetResources }) =>
      loggedByService === 'PIM' &&
      ['User', 'Role'].every((type) => targetResources.some((each) => each.type === type)),
  )!;
  /** The same event with another id, about another user or role: as a script can cause them within a second. */
  const other = (id: string, type: string): WireEvent => ({
    ...base,
    id,
    targetResources: base.targetResources.map((each) =>
      each.type === type ? { type, id: `other ${type}`, displayName: `Other ${type}` } : each,
    ),
  });

  test.each(['User', 'Role'])('is not taken for the event of another %s in the same second', async (type) => {
    const world = emptyWorld();
    const { files } = await importFiles(world, {
      'a.json': graphExport([base], 'page'),
      'b.csv': portalCsvExport([base, other('other', type)]),
    });
    expect(files).toMatchObject([{ new: 1 }, { new: 1, known: 1 }]);
    const texts = [...world.store.events.values()].map(({ raw }) => raw.includes(`other ${type}`));
    expect(texts.sort()).toEqual([false, true]);
  });
});

test('a dry run reports what the import then does', async () => {
  const world = emptyWorld();
  await collectLive(world);
  const contents = { a: `${graphExport(events)}{"broken":\n`, b: portalCsvExport(events) };
  const dry = await importFiles(world, contents, true);
  const before = snapshot(world);
  const real = await importFiles(world, contents);
  expect(snapshot(world)).toEqual(before);
  expect(dry.files.map((file) => ({ ...file, refusedFile: null }))).toEqual(
    real.files.map((file) => ({ ...file, refusedFile: null })),
  );
});

test('refused rows are written beside their file, with their lines', async () => {
  const lines = wanted.slice(0, 3).map((event) => JSON.stringify(event));
  const content = [lines[0], '{"id":"x","activityDisplayName":', lines[1], '{"other":1}', lines[2]].join(
    '\r\n',
  );
  const { files } = await importFiles(emptyWorld(), { 'audit.json': content });
  expect(files).toMatchObject([{ read: 5, new: 3, refused: 2, problem: null }]);
  const refused = await readFile(join(folder, 'audit.json.refused.ndjson'), 'utf8');
  expect(
    refused
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { line: 2, reason: expect.any(String) as string, text: '{"id":"x","activityDisplayName":' },
    { line: 4, reason: expect.stringMatching(/not a record of a log/) as string, text: '{"other":1}' },
  ]);
});

test('an export of another tenant is refused completely', async () => {
  const world = emptyWorld();
  await importFiles(world, { own: storageAccountExport(wanted.slice(0, 5), tenantId) });
  const before = snapshot(world);
  const { files } = await importFiles(world, {
    other: storageAccountExport(wanted.slice(5, 9), '99999999-0000-4000-8000-000000000000'),
  });
  expect(files).toMatchObject([
    { new: 0, problem: expect.stringMatching(/is of tenant 99999999/) as string },
  ]);
  expect(snapshot(world)).toEqual(before);
});
