import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { startStorageEmulator, type StorageEmulator } from '../../local/storage-emulator';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { analysisBuild } from '../../shared/composition/analysis-build';
import type { CollectionDay } from '../../shared/domain/collection-day';
import { createParsedDayCache } from '../../shared/jobs/collect/parsed-day-cache';
import { parseInstant } from '../../shared/domain/time/instant';
import { endOfUtcDay, utcDayOf, type UtcDay } from '../../shared/domain/time/utc-day';
import { createCollectionLedger } from '../../shared/storage/azure/collection-ledger';
import { createEventStore } from '../../shared/storage/azure/event-store';
import { createHistorySummaries } from '../../shared/storage/azure/history-summaries';
import { createLargeTexts } from '../../shared/storage/azure/service/large-texts';

const never = new AbortController().signal;

/** A storage emulator that holds the events of some weeks, every day of them recorded as complete and kept parsed. */
export interface FilledStore {
  readonly emulator: StorageEmulator;
  readonly events: number;
}

/** Returns the events of the last days before `now` of a tenant with about `eventsPerWeek` events a week. */
export function eventsOf(now: Date, days: number, eventsPerWeek: number): StoredEvent[] {
  const { events } = createSampleTenant({ now, days, scale: eventsPerWeek / eventsPerScale });
  return events.map((event) => ({
    id: event.id,
    at: parseInstant(event.activityDateTime),
    activity: event.activityDisplayName,
    source: 'graph',
    problem: null,
    raw: JSON.stringify(event),
  }));
}

/** Events a week of the sample tenant at scale 1. */
const eventsPerScale = 327;

/** Starts a storage emulator and fills it. */
export async function startFilledStore(events: readonly StoredEvent[]): Promise<FilledStore> {
  const emulator = await startStorageEmulator({});
  const table = (name: string) =>
    TableClient.fromConnectionString(emulator.connectionString, name, { allowInsecureConnection: true });
  const [eventTable, dayTable] = [table('PimAuditEvents'), table('CollectionDays')];
  await Promise.all([eventTable.createTable(), dayTable.createTable()]);
  const store = createEventStore(
    eventTable,
    createLargeTexts(() =>
      Promise.resolve(
        BlobServiceClient.fromConnectionString(emulator.connectionString).getContainerClient('pim-access'),
      ),
    ),
  );
  for (let from = 0; from < events.length; from += 1_000)
    await store.save(events.slice(from, from + 1_000), never);
  const counts = new Map<UtcDay, number>();
  for (const { at } of events) if (at !== null) counts.set(utcDayOf(at), (counts.get(utcDayOf(at)) ?? 0) + 1);
  const days = [...counts].map(completeDay);
  await createCollectionLedger(dayTable).write(days, never);
  const summaries = createHistorySummaries(table('HistorySummaries'));
  const parsedDays = createParsedDayCache({ store, summaries, parse: parseEvent, build: analysisBuild });
  // A run caches only its newest days: one run for each night.
  for (const day of days) await parsedDays.save([day], never);
  return { emulator, events: events.length };
}

function completeDay([day, events]: readonly [UtcDay, number]): CollectionDay {
  const readAt = new Date(endOfUtcDay(day).getTime() + 3 * 86_400_000);
  return {
    ...{ day, state: 'complete', events, unreadable: 0, importedEvents: 0, lateEvents: 0, newEvents: 0 },
    ...{ firstReadAt: readAt, lastReadAt: readAt, readTo: endOfUtcDay(day) },
    ...{ firstCompleteEvents: events, failedReads: 0, availableFrom: null, reason: null },
  };
}
