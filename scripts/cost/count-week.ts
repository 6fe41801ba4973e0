import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProxiedRequest, startRecordingProxy } from '../../test/support/servers/recording-proxy';
import { createSampleTenant, type SampleTenant } from '../../local/sample-tenant/sample-tenant';
import { startWorld } from '../../local/world';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { addUtcDays } from '../../shared/domain/time/utc-day';

/** What a part of a week asks of each service. */
export interface Calls {
  readonly graph: number;
  /** Transactions as they are billed: a batch is one. */
  readonly tableReads: number;
  readonly tableWrites: number;
  readonly blobReads: number;
  readonly blobWrites: number;
}

/** A week as it was counted: seven daily runs, each followed by the job for corrections, then the report. */
export interface WeekCounts {
  /** Events that the week's days held in the store. */
  readonly events: number;
  readonly collect: Calls;
  readonly corrections: Calls;
  readonly report: Calls;
  /** Mails posted, and how often their fate was asked for. */
  readonly mails: number;
  readonly mailStatusReads: number;
  /** Of the request that carried the mail, attachments in Base64. */
  readonly mailBytes: number;
  /** Of all that was put into the archive: the files, and the mail that encloses them. */
  readonly archivedBytes: number;
  /** Of one event's JSON, on average. */
  readonly eventBytes: number;
}

/** The moment of the report: a Monday at seven, UTC. Fixed, so that the counts can be counted again. */
const monday = new Date('2026-11-23T07:00:00.000Z');
const night = 'T01:30:00.000Z';
const early = 'T04:00:00.000Z';
const firstDay = '2026-11-16';

/** Creates a sample tenant of two weeks with about `eventsPerWeek` collected events a week. */
export function tenantOf(eventsPerWeek: number): SampleTenant {
  const days = 14;
  // What the generator tells beside the scaled stories weighs more in a small tenant.
  const perScale = eventsPerWeek <= 1_000 ? 290 : 254;
  return createSampleTenant({ now: monday, days, scale: eventsPerWeek / perScale });
}

/**
 * Runs a week for real, against a storage emulator, a Graph server and a mailbox on this machine, and counts what
 * each was asked. The store is filled up to the week before, uncounted, so that the week is one of many.
 */
export async function countWeek(eventsPerWeek: number): Promise<WeekCounts> {
  const tenant = tenantOf(eventsPerWeek);
  const out = await mkdtemp(join(tmpdir(), 'pim-report-cost-'));
  let now = new Date(`${firstDay}${night}`);
  const world = await startWorld({ now: monday, tenant, out, clock: () => now });
  const tables = await startRecordingProxy(new URL(world.storage.tableUri).origin);
  let archivedBytes = 0;
  const blobs = await startRecordingProxy(
    new URL(world.storage.blobUri).origin,
    undefined,
    ({ method, body }) => {
      if (method === 'PUT') archivedBytes += body.length;
      return true;
    },
  );
  try {
    const through = world.settings.AUDIT_STORAGE?.replace(
      new URL(world.storage.tableUri).origin,
      tables.url,
    ).replace(new URL(world.storage.blobUri).origin, blobs.url);
    const pipeline = await compose(
      loadSettings({ ...world.settings, AUDIT_STORAGE: through }, { send: true }),
    );
    const mark = () => [world.graph.requests.length, tables.requests.length, blobs.requests.length] as const;
    const since = ([graph, table, blob]: ReturnType<typeof mark>): Calls => {
      const [ofTables, ofBlobs] = [tables.requests.slice(table), blobs.requests.slice(blob)];
      return {
        graph: world.graph.requests.length - graph,
        tableReads: ofTables.filter(isRead).length,
        tableWrites: ofTables.filter((request) => !isRead(request)).length,
        blobReads: ofBlobs.filter(isRead).length,
        blobWrites: ofBlobs.filter((request) => !isRead(request)).length,
      };
    };
    const patience = () => AbortSignal.timeout(7_200_000);
    const checked = async (run: Promise<{ readonly failures: readonly string[] }>) => {
      const { failures } = await run;
      if (failures.length > 0) throw new Error(failures.join('\n'));
    };

    await checked(pipeline.collect(now, patience()));
    const perDay = new Map<string, number>();
    const nights: Calls[] = [];
    const corrections: Calls[] = [];
    for (let day = 1; day <= 7; day += 1) {
      const begin = mark();
      now = new Date(`${addUtcDays(firstDay, day)}${night}`);
      const result = await pipeline.collect(now, patience());
      await checked(Promise.resolve(result));
      for (const { day: of, events } of result.days) if (of >= firstDay) perDay.set(of, events);
      nights.push(since(begin));
      const collected = mark();
      now = new Date(`${addUtcDays(firstDay, day)}${early}`);
      await checked(pipeline.sendDailyMails(now, patience()));
      corrections.push(since(collected));
    }
    const middle = mark();
    now = monday;
    await checked(pipeline.sendWeeklyReports(now, patience()));
    const posts = world.mailbox.requests.filter(({ method }) => method === 'POST');
    return {
      events: [...perDay.values()].reduce((sum, events) => sum + events, 0),
      collect: sumOf(nights),
      corrections: sumOf(corrections),
      report: since(middle),
      mails: posts.length,
      mailStatusReads: world.mailbox.requests.length - posts.length,
      mailBytes: Math.max(...posts.map(({ body }) => body.length)),
      archivedBytes,
      eventBytes: Math.round(JSON.stringify(tenant.events).length / tenant.events.length),
    };
  } finally {
    await tables.close();
    await blobs.close();
    await world.stop();
    await rm(out, { recursive: true, force: true });
  }
}

/** Calls of several runs together. */
export function sumOf(runs: readonly Calls[]): Calls {
  const sum = (of: (calls: Calls) => number) => runs.reduce((total, calls) => total + of(calls), 0);
  return {
    graph: sum(({ graph }) => graph),
    tableReads: sum(({ tableReads }) => tableReads),
    tableWrites: sum(({ tableWrites }) => tableWrites),
    blobReads: sum(({ blobReads }) => blobReads),
    blobWrites: sum(({ blobWrites }) => blobWrites),
  };
}

const isRead = ({ method }: ProxiedRequest): boolean => method === 'GET' || method === 'HEAD';
