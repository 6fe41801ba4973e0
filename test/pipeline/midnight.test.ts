import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';
import { parseEvent } from '../../shared/audit-source/parse-event';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { utcDayOf } from '../../shared/domain/time/utc-day';
import { createImportAdapters } from '../../shared/import/import-adapters';
import { storedEventTraits } from '../../shared/import/stored-event-traits';
import { createCollect } from '../../shared/jobs/collect/collect';
import { createImportLogs } from '../../shared/jobs/import/import-logs';
import { missingEvents } from '../../shared/jobs/report/missing-events';
import { activityLogRecord } from '../support/exports/activity-log-export';
import { graphExport } from '../support/exports/graph-export';
import {
  createFakeLedger,
  createFakeSource,
  createFakeStore,
  createFakeSummaries,
  noTenant,
} from '../support/fakes/ports';

const now = new Date('2026-11-18T01:30:00Z');
const week = { from: new Date('2026-11-16T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };
const signal = AbortSignal.timeout(900_000);
const { events: sample, tenantId } = createSampleTenant({ now, days: 3 });
const activation = sample.find(
  ({ category, additionalDetails }) =>
    category === 'ResourceManagement' &&
    (additionalDetails ?? []).some(({ key }) => key === 'OriginRoleAssignmentId'),
)!;
const moved = (event: WireEvent, id: string, activityDateTime: string): WireEvent => ({
  ...event,
  ...{ id, activityDateTime },
});
/** Events of another request, one on each day. */
const others = ['2026-11-16T12:00:00Z', '2026-11-17T12:00:00Z'].map((time) => {
  const details = activation.additionalDetails?.filter(({ key }) => key !== 'RoleAssignmentRequestId');
  return { ...moved(activation, `other ${time}`, time), additionalDetails: details } as WireEvent;
});

/** An event that states less than its copy in the Activity Log. */
const poor: WireEvent = {
  ...activation,
  ...{ resultReason: '', correlationId: '' },
  additionalDetails: (activation.additionalDetails ?? []).filter(
    ({ key }) => key === 'RoleAssignmentRequestId',
  ),
};

/** The times of PIM's record and of the copy in the Activity Log. */
const pairs = [
  ['2026-11-16T23:59:50Z', '2026-11-17T00:00:20Z'],
  ['2026-11-17T00:00:20Z', '2026-11-16T23:59:50Z'],
  ['2026-11-16T23:59:59.999Z', '2026-11-17T00:00:59.998Z'],
] as const;

type Step = 'collect' | 'import the copy' | 'import the event';
const orders: readonly (readonly Step[])[] = [
  ['import the copy', 'collect'],
  ['collect', 'import the copy'],
  ['import the copy', 'import the event'],
  ['import the event', 'import the copy'],
  ['import the copy', 'import the event', 'collect'],
  ['import the event', 'collect', 'import the copy'],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-midnight-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A store and a ledger whose process dies at the n-th write, before it or after it. */
function mortal() {
  const [store, ledger] = [createFakeStore(), createFakeLedger()];
  let [writesLeft, diesBefore, isDead, writes] = [Infinity, false, false, 0];
  const die = (): never => {
    isDead = true;
    throw new Error('killed');
  };
  const write =
    <Of extends unknown[]>(act: (...of: Of) => Promise<void>) =>
    async (...of: Of): Promise<void> => {
      writes += 1;
      writesLeft -= 1;
      if (isDead || (writesLeft <= 0 && diesBefore)) die();
      await act(...of);
      if (writesLeft <= 0) die();
    };
  const alive =
    <Of extends unknown[], To>(act: (...of: Of) => To) =>
    (...of: Of): To =>
      isDead ? die() : act(...of);
  const parts = {
    store: {
      ...store,
      save: write(store.save.bind(store)),
      remove: write(store.remove.bind(store)),
      count: alive(store.count.bind(store)),
    },
    ledger: {
      ...ledger,
      read: alive(ledger.read.bind(ledger)),
      write: write(ledger.write.bind(ledger)),
    },
  };
  return {
    ...{ store, ledger, parts },
    writes: () => writes,
    dieAt(nth: number, isBefore: boolean) {
      [writesLeft, diesBefore, isDead, writes] = [nth, isBefore, false, 0];
    },
    isDead: () => isDead,
  };
}
type World = ReturnType<typeof mortal>;

async function perform({ parts }: World, step: Step, [event, copy]: readonly [WireEvent, WireEvent]) {
  const { store, ledger } = parts;
  if (step === 'collect') {
    const source = createFakeSource([event, ...others].map(asStored), { answeredAt: now });
    const collect = createCollect({
      ...{ store, ledger, source, summaries: createFakeSummaries(), checkTenant: noTenant },
      policy: { overlapDays: 3, retentionDays: 730 },
      traitsOf: storedEventTraits,
    });
    return collect.collectDue(now, signal);
  }
  const path = join(folder, step);
  const log = JSON.stringify([activityLogRecord(copy, tenantId)]);
  await writeFile(path, step === 'import the copy' ? log : graphExport([event]));
  const run = createImportLogs({
    ...{ store, ledger, summaries: createFakeSummaries(), retentionDays: 730 },
    ...createImportAdapters({ zone: null, temporaryFolder: folder }),
  });
  return run({ files: [path], tenantId: null, isDryRun: false }, now, signal);
}

function asStored(event: WireEvent): StoredEvent {
  const raw = JSON.stringify(event);
  const parsed = parseEvent(raw);
  if (!parsed.ok) throw new Error(parsed.problem);
  const { id, at, activity } = parsed.event;
  return { id, at, activity, source: 'graph', raw, problem: null };
}

/** Expects that the store holds the event once, and that the ledger counts what the store holds. */
async function expectOneEvent({ store, ledger }: World) {
  const ids = [...store.events.keys()].filter((id) => !id.startsWith('other'));
  expect(ids).toEqual(['event']);
  const stored = new Map<string, number>();
  for (const { at } of store.events.values()) stored.set(utcDayOf(at!), (stored.get(utcDayOf(at!)) ?? 0) + 1);
  expect(missingEvents(week, ledger.rows, stored)).toEqual([]);
  for (const [day, row] of ledger.rows) {
    const { events, imported } = await store.count(day, signal);
    expect([day, row.events, row.importedEvents]).toEqual([day, events, imported]);
    expect([day, row.lateEvents]).toEqual([day, 0]);
  }
}

describe.each([
  ...pairs.map((times) => [...times, 'as much as', activation] as const),
  [...pairs[0], 'less than', poor] as const,
])('an event that PIM logs at %s and the Activity Log at %s, and that states %s it', (...of) => {
  const [eventAt, copyAt, , stated] = of;
  const records = [moved(stated, 'event', eventAt), moved(activation, 'copy', copyAt)] as const;

  test.each(orders.map((order) => [order.join(', then '), order] as const))(
    'is one event: %s',
    async (_, order) => {
      const world = mortal();
      for (const step of order) await perform(world, step, records);
      await expectOneEvent(world);
      for (const step of order) await perform(world, step, records);
      await expectOneEvent(world);
    },
  );

  test.each(orders.map((order) => [order.join(', then '), order] as const))(
    'is one event whatever dies: %s',
    async (_, order) => {
      for (const [place, dying] of order.entries())
        for (const isBefore of [true, false])
          for (let nth = 1, hasDied = true; hasDied; nth += 1) {
            const world = mortal();
            for (const step of order.slice(0, place)) await perform(world, step, records);
            world.dieAt(nth, isBefore);
            const end = await perform(world, dying, records).catch(() => null);
            hasDied = world.isDead();
            if (hasDied) expect(end).toBeNull();
            world.dieAt(Infinity, false);
            for (const step of order.slice(place)) await perform(world, step, records);
            await expectOneEvent(world);
          }
    },
  );
});

test('a late record moves its event to its own day, and later events of the other day still count as late', async () => {
  const world = mortal();
  const records = [
    moved(activation, 'event', '2026-11-16T23:59:50Z'),
    moved(activation, 'copy', '2026-11-17T00:00:20Z'),
  ] as const;
  await perform(world, 'import the copy', records);
  await perform(world, 'collect', [moved(others[0]!, 'other event', '2026-11-16T13:00:00Z'), records[1]]);
  const row = (day: string) => world.ledger.rows.get(day);
  expect([row('2026-11-16')?.events, row('2026-11-17')?.events]).toEqual([2, 2]);
  await perform(world, 'collect', records);
  expect([row('2026-11-16')?.events, row('2026-11-17')?.events]).toEqual([3, 1]);
  expect([row('2026-11-16')?.lateEvents, row('2026-11-17')?.lateEvents]).toEqual([1, 0]);
  await perform(world, 'collect', [moved(others[0]!, 'other late', '2026-11-17T13:00:00Z'), records[1]]);
  expect([row('2026-11-16')?.lateEvents, row('2026-11-17')?.lateEvents]).toEqual([1, 1]);
});

test('an import that died before it removed a live record is counted right, though a night came between', async () => {
  const records = [
    moved(poor, 'event', '2026-11-16T09:00:00Z'),
    moved(activation, 'copy', '2026-11-16T09:00:20Z'),
  ] as const;
  for (const isBefore of [true, false])
    for (let nth = 1, hasDied = true; hasDied; nth += 1) {
      const world = mortal();
      await perform(world, 'collect', records);
      world.dieAt(nth, isBefore);
      await perform(world, 'import the copy', records).catch(() => null);
      hasDied = world.isDead();
      world.dieAt(Infinity, false);
      await perform(world, 'collect', records);
      await perform(world, 'import the copy', records);
      const { events } = await world.store.count('2026-11-16', signal);
      const ids = [...world.store.events.keys()].filter((id) => !id.startsWith('other'));
      expect(ids).toHaveLength(1);
      expect([nth, world.ledger.rows.get('2026-11-16')?.events]).toEqual([nth, events]);
    }
});
