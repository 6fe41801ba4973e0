import { isIdentified, type IdentifiedEvent, type StoredEvent } from '../../domain/events/audit-event';
import type { CollectionDay } from '../../domain/collection-day';
import { meetingReach, type EventTraits } from '../../domain/events/event-traits';
import { isImported } from '../../domain/events/log-source';
import { utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { createEventMeeting } from './event-meeting';
import type { EventStore } from './event-store';

export interface SaveLiveEventsParts {
  readonly store: Pick<EventStore, 'read' | 'save' | 'remove'>;
  /** Returns the traits by which records of one event meet. */
  readonly traitsOf: (event: IdentifiedEvent) => EventTraits;
}

/** Stores events that were read live. `rows` is the ledger: it tells which days hold imported events. */
export type SaveLiveEvents = (
  events: readonly StoredEvent[],
  rows: ReadonlyMap<UtcDay, CollectionDay>,
  signal: AbortSignal,
) => Promise<void>;

/**
 * Creates the saving of live events. On days that hold events of a file, they meet: of each event the better record
 * stays, the live one on a tie. Other days, which are nearly all, cost nothing.
 */
export function createSaveLiveEvents({ store, traitsOf }: SaveLiveEventsParts): SaveLiveEvents {
  return async (events, rows, signal) => {
    const meets = ({ at }: StoredEvent) => at !== null && (rows.get(utcDayOf(at))?.importedEvents ?? 0) > 0;
    const plain = events.filter((event) => !meets(event));
    if (plain.length > 0) await store.save(plain, signal);
    const meeting = createEventMeeting<null>(() => undefined);
    const others = events.filter(meets).sort((a, b) => timeOf(a) - timeOf(b));
    const [first, last] = [others[0], others.at(-1)];
    if (first === undefined || last === undefined) return;
    const from = new Date(timeOf(first) - meetingReach);
    const to = new Date(timeOf(last) + meetingReach + 1);
    for await (const stored of store.read(from, to, signal)) {
      if (isImported(stored.source) && isIdentified(stored)) meeting.addStored(stored, traitsOf(stored));
    }
    const unmatched: StoredEvent[] = [];
    for (const event of others) {
      if (isIdentified(event)) meeting.addNew(event, traitsOf(event), null);
      else unmatched.push(event);
    }
    const { save, remove } = meeting.settle(new Date(8.64e15));
    await store.save([...save, ...unmatched], signal);
    if (remove.length > 0) await store.remove(remove, signal);
  };
}

const timeOf = ({ at }: StoredEvent): number => at?.getTime() ?? 0;
