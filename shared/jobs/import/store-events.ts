import type { StoredEvent } from '../../domain/events/audit-event';
import type { CollectionDay, DayState } from '../../domain/collection-day';
import { meetingReach, type EventTraits } from '../../domain/events/event-traits';
import { endOfUtcDay, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import type { CollectionLedger } from '../collect/collection-ledger';
import { createEventMeeting, type RecordFate } from '../collect/event-meeting';
import type { EventStore } from '../collect/event-store';
import { rowAfterImport } from '../collect/ledger-row';
import type { EventSorter } from './event-sorter';

export interface StoreEventsParts {
  readonly store: Pick<EventStore, 'read' | 'save' | 'remove' | 'count'>;
  readonly ledger: CollectionLedger;
  /** The traits by which a stored event meets others; null when it has not even an id. */
  readonly traitsOf: (event: StoredEvent) => EventTraits | null;
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
  /** Files of which no event is stored. */
  readonly isRefused: (file: number) => boolean;
  readonly isDryRun: boolean;
  onFate(file: number, fate: RecordFate): void;
  /** Called with the number of events processed so far. */
  onStored(events: number): void;
}

/**
 * Events that are written together, and characters of their texts: with 500 events, most of their memory was freed late,
 * and an import needed 40 MB more.
 */
const maxBatch = { events: 300, characters: 1024 * 1024 };
/**
 * Days whose ledger rows are written together, and the events in open days from which on they are written earlier: few
 * enough that a store has not forgotten what it wrote. A folder would read its files again to count them.
 */
const maxOpen = { days: 7, events: 20_000 };

/**
 * Creates the second half of an import: in one pass over the imported events and the store, both in order of time, keeps
 * of each event the best record. A day's ledger row is written after its events; whatever happens in between, the same
 * import again comes to the same end.
 */
export function createStoreEvents({ store, ledger, traitsOf }: StoreEventsParts) {
  return async (order: StoreEventsOrder, signal: AbortSignal): Promise<TouchedDay[]> => {
    const { span, isDryRun } = order;
    const meeting = createEventMeeting<number>((file, fate) => {
      order.onFate(file, fate);
    });
    const touched: TouchedDay[] = [];
    const open = new Set<UtcDay>();
    /** Events of the open days. */
    let openEvents = 0;
    let seen = 0;
    let save: StoredEvent[] = [];
    /** Characters of the events to save. */
    let characters = 0;
    let remove: StoredEvent[] = [];

    async function write(): Promise<void> {
      if (!isDryRun && save.length > 0) await store.save(save, signal);
      if (!isDryRun && remove.length > 0) await store.remove(remove, signal);
      save = [];
      characters = 0;
      remove = [];
    }

    /** Takes what is certain, and closes the days that are over. */
    async function settle(before: Date): Promise<void> {
      const changes = meeting.settle(before);
      for (const event of changes.save) {
        save.push(event);
        characters += event.raw.length;
      }
      remove.push(...changes.remove);
      if (save.length >= maxBatch.events || characters >= maxBatch.characters) await write();
      // Twice the reach: an event may wait behind a stored one that is later by it.
      const over = [...open].filter(
        (day) => endOfUtcDay(day).getTime() + 2 * meetingReach < before.getTime(),
      );
      const isDue = over.length >= maxOpen.days || openEvents >= maxOpen.events;
      if (isDue && over.length > 0) await closeDays(over);
    }

    async function closeDays(days: readonly UtcDay[]): Promise<void> {
      await write();
      const before = await ledger.read(signal);
      const rows: CollectionDay[] = [];
      for (const day of days) {
        const row = rowAfterImport(day, before.get(day), await store.count(day, signal));
        if (hasChanged(before.get(day), row)) rows.push(row);
        touched.push({ day, state: row.state });
        open.delete(day);
      }
      openEvents = 0;
      if (!isDryRun && rows.length > 0) await ledger.write(rows, signal);
    }

    const stored = await lookAhead(store.read(...around(span), signal));
    for await (const page of order.sorter.sorted(signal)) {
      for (const event of page) {
        if (order.isRefused(event.file)) continue;
        const { at } = event.stored;
        const limit = at.getTime() + meetingReach;
        while (stored.next !== null && (stored.next.at?.getTime() ?? 0) <= limit) {
          const traits = traitsOf(stored.next);
          if (traits !== null) meeting.addStored(stored.next, traits);
          await stored.advance();
        }
        const traits = traitsOf(event.stored);
        if (traits !== null) meeting.addNew(event.stored, traits, event.file);
        open.add(utcDayOf(at));
        openEvents += 1;
      }
      seen += page.length;
      order.onStored(seen);
      const last = page.at(-1);
      if (last !== undefined) await settle(last.stored.at);
    }
    await stored.close();
    await settle(new Date(8.64e15));
    await closeDays([...open].sort());
    return touched;
  };
}

/** An import of what is known already changes no row. */
const hasChanged = (
  before: CollectionDay | undefined,
  { state, events, importedEvents }: CollectionDay,
): boolean => before?.state !== state || before.events !== events || before.importedEvents !== importedEvents;

/** The span of the store in which events may meet those of a span. */
const around = ({ first, last }: StoreEventsOrder['span']): [Date, Date] => [
  new Date(first.getTime() - meetingReach),
  new Date(last.getTime() + meetingReach + 1),
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
