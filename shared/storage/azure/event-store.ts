import { randomUUID } from 'node:crypto';
import { odata, RestError, type TableClient } from '@azure/data-tables';
import type { StoredEvent } from '../../domain/events/audit-event';
import type { DayCount } from '../../domain/collection-day';
import { isImported, toLogSource, type LogSource } from '../../domain/events/log-source';
import { plainLine } from '../../text/plain-line';
import { endOfUtcDay, startOfUtcDay, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { contentDigest, eventKey, timeOfDay, undatedPartition } from '../event-key';
import type { LargeTexts } from './service/large-texts';
import { fitsEntity, joinRaw, splitRaw } from './service/raw-parts';
import { batchesOf, partitionsOf, submitBatches, maxOperations, type Keyed } from './service/table-batches';
import { unless } from './service/reading';

/**
 * The properties of an event's entity, beside the parts of its raw text. If a query selects a property that a row lacks,
 * the service answers null; the storage emulator leaves the property out.
 */
interface EventEntity extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  /** Hash of the other properties and of the raw text; see {@link changedRows}. */
  contentHash: string;
  eventId?: string;
  at?: Date;
  activity?: string;
  /** Absent for an event that was read live from Microsoft Graph. */
  source?: LogSource | null;
  problem?: string | null;
  /** Set where the raw text is too large for an entity: the blob that holds it, and its SHA-256. */
  blob?: string | null;
  sha256?: string;
}

/**
 * Maximum events of one request. The service allows 1,000, but a report then needs more memory, because the events of a
 * large page are kept for longer (docs/performance.md has the figures).
 */
const eventsPerPage = 250;

/** Creates the event store over the table `PimAuditEvents`; a text that no entity can hold goes to `texts`. */
export function createEventStore(table: TableClient, texts: LargeTexts) {
  return {
    /** Writes what is new or has changed: most events of a night are stored already. */
    async save(events: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
      const found: UnsavedEvent[] = [];
      for (const partition of partitionsOf(events.map(unsavedEvent)))
        found.push(...(await changedRows(table, partition, signal)));
      const rows: EventEntity[] = [];
      for (const { facts, raw } of found) {
        const parts = splitRaw(raw);
        // The blob first: a row never refers to what is not there.
        const text = fitsEntity(parts) ? parts : await texts.save(facts, raw, signal);
        rows.push({ ...facts, ...text });
      }
      await submitBatches(table, batchesOf(rows), (row) => ['upsert', row, 'Replace'], signal);
    },

    async remove(events: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
      const deleteOne = async (event: StoredEvent) => {
        const { partitionKey, rowKey } = eventKey(event);
        await table.deleteEntity(partitionKey, rowKey, { abortSignal: signal });
      };
      for (const event of events) await unless([404], undefined, () => deleteOne(event));
    },

    /** Reads keys, not events. */
    async count(day: UtcDay, signal: AbortSignal): Promise<DayCount> {
      const count = { events: 0, unreadable: 0, imported: 0 };
      const select = ['RowKey', 'problem', 'source'];
      const queryOptions = { filter: odata`PartitionKey eq ${day}`, select };
      for await (const row of table.listEntities<EventEntity>({ queryOptions, abortSignal: signal })) {
        count.events += 1;
        if ((row.problem ?? null) !== null) count.unreadable += 1;
        if (isImported(toLogSource(row.source))) count.imported += 1;
      }
      return count;
    },

    /** Reads keys and hashes, not events. A text in a blob can be lost without a change to its row. */
    async fingerprints(day: UtcDay, signal: AbortSignal): Promise<string[]> {
      const queryOptions = {
        filter: odata`PartitionKey eq ${day}`,
        select: ['RowKey', 'contentHash', 'blob'],
      };
      const found: string[] = [];
      for await (const page of table.listEntities<StoredHash>({ queryOptions, abortSignal: signal }).byPage())
        for (const { rowKey, contentHash, blob } of page)
          found.push(rowKey && contentHash && !blob ? fingerprint(rowKey, contentHash) : randomUUID());
      return found;
    },

    fingerprintOf: (event: StoredEvent): string => fingerprint(eventKey(event).rowKey, contentDigest(event)),

    async *read(from: Date, to: Date, signal: AbortSignal): AsyncGenerator<StoredEvent> {
      for await (const event of eventsWhere(spanFilter(from, to), signal)) {
        if (event.at !== null && event.at >= from && event.at < to) yield event;
      }
    },

    readUndated(signal: AbortSignal): AsyncGenerator<StoredEvent> {
      return eventsWhere(odata`PartitionKey eq ${undatedPartition}`, signal);
    },

    async daysBefore(day: UtcDay, signal: AbortSignal): Promise<UtcDay[]> {
      const days: UtcDay[] = [];
      // From each day found the search jumps to the next partition: one small request per day, whatever it holds.
      for (let after = '0'; ;) {
        const filter = odata`PartitionKey gt ${after} and PartitionKey lt ${day}`;
        const pages = table.listEntities({
          queryOptions: { filter, select: ['PartitionKey'] },
          abortSignal: signal,
        });
        let found: string | undefined;
        for await (const page of pages.byPage({ maxPageSize: 1 })) {
          found = page[0]?.partitionKey;
          if (found !== undefined) break;
        }
        if (found === undefined) return days;
        days.push(found);
        after = found;
      }
    },

    /** The service itself notes when it stored a row. */
    deleteUndated: (storedBefore: Date, signal: AbortSignal): Promise<void> =>
      deleteRows(odata`PartitionKey eq ${undatedPartition} and Timestamp lt ${storedBefore}`, signal),

    deleteDay: (day: UtcDay, signal: AbortSignal): Promise<void> =>
      deleteRows(odata`PartitionKey eq ${day}`, signal),
  };

  /** Yields the events of a query, reading them page by page. */
  async function* eventsWhere(filter: string, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    const rows = table.listEntities<EventEntity>({ queryOptions: { filter }, abortSignal: signal });
    for await (const page of rows.byPage({ maxPageSize: eventsPerPage })) {
      for (const row of page) yield await fromEntity(row, signal);
    }
  }

  async function fromEntity(row: EventEntity, signal: AbortSignal): Promise<StoredEvent> {
    const { blob, sha256 = '' } = row;
    const raw = !blob ? joinRaw(row) : await texts.read({ blob, sha256 }, signal);
    const lostText = `Its text (${blob ?? ''}) is not there, or is not the one that was stored.`;
    return {
      id: row.eventId ?? null,
      at: row.at ?? null,
      activity: row.activity ?? null,
      source: toLogSource(row.source),
      problem: raw === null ? lostText : (row.problem ?? null),
      raw: raw ?? '',
    };
  }

  async function deleteRows(filter: string, signal: AbortSignal): Promise<void> {
    const queryOptions = { filter, select: ['PartitionKey', 'RowKey', 'blob'] };
    for (let tries = 1; ; tries += 1) {
      try {
        const pages = table.listEntities<EventEntity>({ queryOptions, abortSignal: signal }).byPage();
        for await (const page of pages) {
          for (const { blob } of page) if (blob) await texts.delete(blob, signal);
          const keys = page.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
          await submitBatches(table, batchesOf(keys), (row) => ['delete', row], signal);
        }
        return;
      } catch (error) {
        // A batch fails as a whole when one of its rows is gone: list again what is left.
        if (tries === 5 || !(error instanceof RestError) || error.statusCode !== 404) throw error;
      }
    }
  }
}

/**
 * Returns the filter of a query for the events of a span, and perhaps others of its first and its last day. A part of one
 * day is a span of its partition, so that a minute of a large day costs one request.
 */
function spanFilter(from: Date, to: Date): string {
  const [first, last] = [utcDayOf(from), utcDayOf(new Date(to.getTime() - 1))];
  const days = odata`PartitionKey ge ${first} and PartitionKey le ${last}`;
  const isPart = from > startOfUtcDay(first) || to < endOfUtcDay(last);
  if (first !== last || !isPart) return days;
  const start = odata`PartitionKey eq ${first} and RowKey ge ${timeOfDay(from)}`;
  return to < endOfUtcDay(last) ? `${start} and ${odata`RowKey lt ${timeOfDay(to)}`}` : start;
}

/** Returns the fingerprint of a row. JSON keeps key and hash apart: whoever can write to the table can write any hash. */
const fingerprint = (rowKey: string, contentHash: string): string => JSON.stringify([rowKey, contentHash]);

/** An event on its way into the table. */
interface UnsavedEvent extends HashedRow {
  readonly facts: EventEntity;
  readonly raw: string;
}

/**
 * Returns an event's properties, which are read without parsing its text: `at` selects the events of a span, `problem` and
 * `source` are counted, `id`, `source` and `activity` serve the Events sheet. Texts are cut and escaped, so that the service
 * does not refuse the entity because of them. An id that a property cannot hold unchanged is in the raw text alone.
 */
function unsavedEvent(event: StoredEvent): UnsavedEvent {
  const keys = eventKey(event);
  const { raw } = event;
  const facts = {
    ...(event.id === null || event.id !== plainLine(event.id) ? {} : { eventId: event.id }),
    ...(event.at === null ? {} : { at: event.at }),
    ...(event.activity === null ? {} : { activity: plainLine(event.activity) }),
    ...(event.source === 'graph' ? {} : { source: event.source }),
    ...(event.problem === null ? {} : { problem: plainLine(event.problem, 4_000) }),
  };
  const contentHash = contentDigest(event);
  return { ...keys, contentHash, facts: { ...keys, contentHash, ...facts }, raw };
}

/** A row with a hash of everything else that it holds. */
interface HashedRow extends Keyed {
  readonly contentHash: string;
}

/** What is read of a row to know whether it has changed. Any property can be absent or null, as in {@link EventEntity}. */
interface StoredHash {
  readonly rowKey?: string;
  readonly contentHash?: string | null;
  readonly blob?: string | null;
}

/**
 * Returns the rows of one partition that the table does not hold as they are. It reads keys and hashes, 1,000 a request,
 * of the span of keys between the first row and the last; a batch stores 100 rows. It never sends more requests than
 * the rows have batches: rows that it has not compared by then count as changed, and so do rows whose text is in a blob.
 */
async function changedRows<T extends HashedRow>(
  table: Pick<TableClient, 'listEntities'>,
  rows: readonly T[],
  signal: AbortSignal,
): Promise<readonly T[]> {
  const keys = rows.map(({ rowKey }) => rowKey).sort();
  const [first, last, partition] = [keys[0], keys.at(-1), rows[0]?.partitionKey];
  if (first === undefined || last === undefined || partition === undefined) return [];
  const filter = odata`PartitionKey eq ${partition} and RowKey ge ${first} and RowKey le ${last}`;
  const queryOptions = { filter, select: ['RowKey', 'contentHash', 'blob'] };
  const stored = new Map<string, string>();
  let requests = Math.ceil(rows.length / maxOperations);
  for await (const page of table.listEntities<StoredHash>({ queryOptions, abortSignal: signal }).byPage()) {
    for (const { rowKey, contentHash, blob } of page)
      if (rowKey !== undefined && contentHash && !blob) stored.set(rowKey, contentHash);
    requests -= 1;
    if (requests <= 0) break;
  }
  return rows.filter(({ rowKey, contentHash }) => stored.get(rowKey) !== contentHash);
}
