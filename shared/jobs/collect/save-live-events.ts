import { isIdentified, type IdentifiedEvent, type StoredEvent } from '../../domain/events/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import { matchWindow, type EventTraits } from '../../domain/events/event-traits';
import { isImported } from '../../domain/events/log-source';
import { addUtcDays, endOfUtcDay, startOfUtcDay, utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { afterAllRecords, createDuplicateMatcher } from './duplicate-matcher';
import type { EventStore } from './event-store';
import { daysWithinReach, hasImported } from './ledger/imported-days';

export interface SaveLiveEventsParts {
  readonly store: Pick<EventStore, 'read' | 'save' | 'remove'>;
  /** Returns the traits by which records of one event are matched. */
  readonly traitsOf: (event: IdentifiedEvent) => EventTraits;
}

/** Stores events that were read live. `rows` is the ledger, which knows the days that hold imported events. */
export type SaveLiveEvents = (
  events: readonly StoredEvent[],
  rows: ReadonlyMap<UtcDay, CollectionDay>,
  signal: AbortSignal,
) => Promise<void>;

/**
 * Creates a function that saves live events. Those within a minute of a day that holds imported events are compared
 * with them: of each event the better record stays, the live one on a tie. Other events, which are nearly all, cost
 * nothing.
 */
export function createSaveLiveEvents({ store, traitsOf }: SaveLiveEventsParts): SaveLiveEvents {
  return async (events, rows, signal) => {
    const plain: StoredEvent[] = [];
    const others: NearImported[] = [];
    for (const event of events) {
      const days = event.at === null ? [] : daysWithinReach(event.at).filter((day) => hasImported(rows, day));
      if (event.at === null || days.length === 0) plain.push(event);
      else others.push({ event, at: event.at.getTime(), days });
    }
    if (plain.length > 0) await store.save(plain, signal);
    if (others.length === 0) return;
    others.sort((a, b) => a.at - b.at);
    const matcher = createDuplicateMatcher<null>(() => undefined);
    for (const { from, to } of spansAround(others)) {
      for await (const stored of store.read(new Date(from), new Date(to), signal)) {
        if (isImported(stored.source) && isIdentified(stored)) matcher.addStored(stored, traitsOf(stored));
      }
    }
    const unmatched: StoredEvent[] = [];
    for (const { event } of others) {
      if (isIdentified(event)) matcher.addNew(event, traitsOf(event), null);
      else unmatched.push(event);
    }
    const { save, remove } = matcher.settle(afterAllRecords);
    await store.save([...save, ...unmatched], signal);
    if (remove.length > 0) await store.remove(remove, signal);
  };
}

/** A live event, its time, and the days within its reach that hold imported events, in order. */
interface NearImported {
  readonly event: StoredEvent;
  readonly at: number;
  readonly days: readonly UtcDay[];
}

/**
 * Returns the spans of time in which imported events can match live ones, which come in order of time: from the first to
 * the last of them on days in a row that hold imported events, and nothing of other days.
 */
function spansAround(events: readonly NearImported[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { at, days } of events) {
    for (const day of days) {
      const from = Math.max(at - matchWindow, startOfUtcDay(day).getTime());
      const to = Math.min(at + matchWindow + 1, endOfUtcDay(day).getTime());
      const last = spans.at(-1);
      const follows = last !== undefined && utcDayOf(new Date(last.to - 1)) >= addUtcDays(day, -1);
      if (follows) last.to = Math.max(last.to, to);
      else spans.push({ from, to });
    }
  }
  return spans;
}
