import type { TableClient } from '@azure/data-tables';
import type { CollectionDay, DayState } from '../../domain/collection-day';
import type { UtcDay } from '../../domain/time/utc-day';
import { batchesOf, submitBatches } from './service/table-batches';

const partitionKey = 'days';

/** Creates the collection ledger over the table `CollectionDays`: one row per UTC day. Null properties are left out. */
export function createCollectionLedger(table: TableClient) {
  return {
    /** A thousand days take one request. */
    async read(signal: AbortSignal): Promise<Map<UtcDay, CollectionDay>> {
      const rows = new Map<UtcDay, CollectionDay>();
      for await (const row of table.listEntities<Row>({ abortSignal: signal })) {
        rows.set(row.rowKey, toDay(row));
      }
      return rows;
    },

    async write(days: readonly CollectionDay[], signal: AbortSignal): Promise<void> {
      await submitBatches(table, batchesOf(days.map(toRow)), (row) => ['upsert', row, 'Replace'], signal);
    },
  };
}

interface Row extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  state: DayState;
  events: number;
  unreadable: number;
  importedEvents: number;
  lateEvents: number;
  newEvents: number;
  firstReadAt?: Date;
  lastReadAt?: Date;
  readTo?: Date;
  firstCompleteEvents?: number;
  failedReads: number;
  availableFrom?: Date;
  reason?: string;
  tenantId?: string;
}

function toRow({ day, ...facts }: CollectionDay): Row {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  return { partitionKey, rowKey: day, ...Object.fromEntries(known) } as Row;
}

function toDay(row: Row): CollectionDay {
  return {
    day: row.rowKey,
    state: row.state,
    events: row.events,
    unreadable: row.unreadable,
    importedEvents: row.importedEvents,
    lateEvents: row.lateEvents,
    newEvents: row.newEvents,
    firstReadAt: row.firstReadAt ?? null,
    lastReadAt: row.lastReadAt ?? null,
    readTo: row.readTo ?? null,
    firstCompleteEvents: row.firstCompleteEvents ?? null,
    failedReads: row.failedReads,
    availableFrom: row.availableFrom ?? null,
    reason: row.reason ?? null,
    ...(row.tenantId === undefined ? {} : { tenantId: row.tenantId }),
  };
}
