import { isIdentified, type IdentifiedEvent, type StoredEvent } from '../../domain/events/audit-event';
import type { CollectionDay, DayState } from '../../domain/collection-day';
import { matchWindow, type EventTraits } from '../../domain/events/event-traits';
import { isImported } from '../../domain/events/log-source';
import { endOfUtcDay, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import type { CollectionLedger } from '../collect/collection-ledger';
import { afterAllRecords, createDuplicateMatcher, type RecordOutcome } from '../collect/duplicate-matcher';
import type { EventStore } from '../collect/event-store';
import { rowAfterImport } from '../collect/ledger/ledger-row';
import { neighbourRows } from '../collect/ledger/record-days';
import type { EventSorter } from './event-sorter';

export interface StoreEventsParts {
  readonly store: Pick<EventStore, 'read' | 'save' | 'remove' | 'count'>;
  readonly ledger: CollectionLedger;
  /** Returns the traits by which records of one event are matched. */
  readonly traitsOf: (event: IdentifiedEvent) => EventTraits;
}

/** A day of which a file held events, and its state afterwards. */
export interface TouchedDay {
  readonly day: UtcDay;
  readonly state: DayState;
}

/** What storing is about. */
export interface StoreEventsOrder {
  readonly sorter: Pick<EventSorter, 'sorted'>;
  /** From the first event's time to the last one's. */
  readonly span: { readonly first: Date; readonly last: Date };
  /** Files whose events are not stored. */
  readonly isRefused: (file: number) => boolean;
  readonly isDryRun: boolean;
  /** The tenant of the files; null if neither the files nor the store name it. */
  readonly tenantId: string | null;
  onOutcome(file: number, outcome: RecordOutcome): void;
  /** Called with the number of events processed so far. */
  onStored(events: number): void;
}

/** Events that are written together, and characters of their texts. Larger batches need more memory. */
const maxBatch = { events: 300, characters: 1024 * 1024 };
/**
 * Ledger rows are written when this many days are over, or when the open days have this many events. A folder then still
 * remembers the events, and need not read its files again to count them.
 */
const maxOpen = { days: 7, events: 10_000 };

/**
 * Creates the second half of an import. It passes once over the imported events and the store, both in order of time, and
 * keeps the best record of each event. A day's ledger row is counted after its events are stored, so that an interrupted
 * import can be repeated with the same result. Before that, the row already says that the day holds imported events, so
 * that a collection after an interrupted import compares its events with them.
 */
export function createStoreEvents({ store, ledger, traitsOf }: StoreEventsParts) {
  return async (order: StoreEventsOrder, signal: AbortSignal): Promise<TouchedDay[]> => {
    const { span, isDryRun, tenantId } = order;
    const matcher = createDuplicateMatcher<number>((file, outcome) => {
      order.onOutcome(file, outcome);
    });
    const touched: TouchedDay[] = [];
    const open = new Set<UtcDay>();
    const announced = new Set<UtcDay>();
    /** Number of events in the open days. */
    let openEvents = 0;
    let seen = 0;
    let save: StoredEvent[] = [];
    /** Characters of the events to save. */
    let characters = 0;
    let remove: StoredEvent[] = [];

    async function write(): Promise<void> {
      if (!isDryRun && save.length > 0) {
        await announce(save);
        await store.save(save, signal);
      }
      if (!isDryRun && remove.length > 0) {
        await uncount(remove);
        await store.remove(remove, signal);
      }
      save = [];
      characters = 0;
      remove = [];
    }

    /** Writes into the ledger that the days of some events hold imported events, where it does not say so yet. */
    async function announce(events: readonly StoredEvent[]): Promise<void> {
      const days = new Set(events.flatMap(({ at }) => (at === null ? [] : [utcDayOf(at)])));
      const unknown = [...days].filter((day) => !announced.has(day));
      if (unknown.length === 0) return;
      const before = await ledger.read(signal);
      const rows = unknown.flatMap((day): CollectionDay[] => {
        const row = before.get(day);
        announced.add(day);
        if ((row?.importedEvents ?? 0) > 0) return [];
        const count = { events: row?.events ?? 0, unreadable: row?.unreadable ?? 0, imported: 1 };
        return [rowAfterImport(day, row, count, tenantId)];
      });
      if (rows.length > 0) await ledger.write(rows, signal);
    }

    /**
     * Takes live events that are about to be removed out of the ledger's counts. A night after an interrupted import may have
     * counted them beside the records that replace them, and what was counted counts as missing once it is gone.
     */
    async function uncount(events: readonly StoredEvent[]): Promise<void> {
      const live = new Map<UtcDay, number>();
      for (const { at, source } of events)
        if (at !== null && !isImported(source)) live.set(utcDayOf(at), (live.get(utcDayOf(at)) ?? 0) + 1);
      if (live.size === 0) return;
      const before = await ledger.read(signal);
      const rows = [...live].flatMap(([day, count]): CollectionDay[] => {
        const row = before.get(day);
        return row === undefined ? [] : [{ ...row, events: Math.max(0, row.events - count) }];
      });
      if (rows.length > 0) await ledger.write(rows, signal);
    }

    /** Takes what is certain, and closes the days that are over. */
    async function settle(before: Date): Promise<void> {
      const changes = matcher.settle(before);
      for (const event of changes.save) {
        save.push(event);
        characters += event.raw.length;
      }
      remove.push(...changes.remove);
      if (save.length >= maxBatch.events || characters >= maxBatch.characters) await write();
      // Twice the reach, because an event may wait behind a stored one that is later by the reach.
      const over = [...open].filter((day) => endOfUtcDay(day).getTime() + 2 * matchWindow < before.getTime());
      const isDue = over.length >= maxOpen.days || openEvents >= maxOpen.events;
      if (isDue && over.length > 0) await closeDays(over);
    }

    async function closeDays(days: readonly UtcDay[]): Promise<void> {
      await write();
      const before = await ledger.read(signal);
      const rows: CollectionDay[] = [];
      for (const day of days) {
        const row = rowAfterImport(day, before.get(day), await store.count(day, signal), tenantId);
        if (hasChanged(before.get(day), row)) rows.push(row);
        touched.push({ day, state: row.state });
        open.delete(day);
      }
      const neighbours = await neighbourRows(store, days, before, signal);
      rows.push(...neighbours.filter(({ day }) => !open.has(day)));
      openEvents = 0;
      if (!isDryRun && rows.length > 0) await ledger.write(rows, signal);
    }

    const stored = await lookAhead(store.read(...around(span), signal));
    for await (const page of order.sorter.sorted(signal)) {
      for (const event of page) {
        if (order.isRefused(event.file)) continue;
        const { at } = event.stored;
        const limit = at.getTime() + matchWindow;
        while (stored.next !== null && (stored.next.at?.getTime() ?? 0) <= limit) {
          if (isIdentified(stored.next)) matcher.addStored(stored.next, traitsOf(stored.next));
          await stored.advance();
        }
        matcher.addNew(event.stored, traitsOf(event.stored), event.file);
        open.add(utcDayOf(at));
        openEvents += 1;
      }
      seen += page.length;
      order.onStored(seen);
      const last = page.at(-1);
      if (last !== undefined) await settle(last.stored.at);
    }
    await stored.close();
    await settle(afterAllRecords);
    await closeDays([...open].sort());
    return touched;
  };
}

/** An import of what is known already changes no row. */
const hasChanged = (
  before: CollectionDay | undefined,
  { state, events, importedEvents }: CollectionDay,
): boolean => before?.state !== state || before.events !== events || before.importedEvents !== importedEvents;

/** The span of the store in which events may match those of a span. */
const around = ({ first, last }: StoreEventsOrder['span']): [Date, Date] => [
  new Date(first.getTime() - matchWindow),
  new Date(last.getTime() + matchWindow + 1),
];

/** Events in order of time, with a way to peek at the next one. */
async function lookAhead(events: AsyncIterable<StoredEvent>) {
  const iterator = events[Symbol.asyncIterator]();
  const ahead = {
    /** Null at the end. */
    next: null as StoredEvent | null,
    async advance(): Promise<void> {
      const result = await iterator.next();
      ahead.next = result.done === true ? null : result.value;
    },
    async close(): Promise<void> {
      await iterator.return?.();
    },
  };
  await ahead.advance();
  return ahead;
}
