import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../domain/events/audit-event';
import {
  isBetterRecord,
  meetBy,
  meetingReach,
  type EventTraits,
  type MeetingKey,
} from '../../domain/events/event-traits';

/** What became of a new record: a new event, one that is known already, or a better record of a known one. */
export type RecordFate = 'new' | 'known' | 'replaced';

/** Records that wait for others; in more than any minute of a real tenant, the oldest no longer wait. */
const maxWaiting = 20_000;

interface Waiting<Origin> {
  readonly event: StoredEvent;
  readonly traits: EventTraits;
  /** Where a new record came from; null for a stored one. */
  readonly from: { readonly origin: Origin } | null;
  /** Stored records of the same event that it replaces. */
  readonly replaces: StoredEvent[];
  hasLost: boolean;
}

/**
 * Creates a meeting of records within a minute of time: new records meet stored ones that are of the same event, and the
 * best of each is kept.
 * @param onFate called once for each new record
 */
export function createEventMeeting<Origin>(onFate: (origin: Origin, fate: RecordFate) => void) {
  let waiting: Waiting<Origin>[] = [];
  const byKey = new Map<MeetingKey, Waiting<Origin>[]>();
  /** Digests of ids of records that could not wait: a repeated id is known. */
  const gone = new Set<string>();
  let latest = 0;
  let changes = { save: [] as StoredEvent[], remove: [] as StoredEvent[] };

  function rivalsOf(traits: EventTraits): Waiting<Origin>[] {
    const rivals = new Set<Waiting<Origin>>();
    for (const key of traits.keys) {
      for (const other of byKey.get(key) ?? [])
        if (!other.hasLost && meetBy(key, traits, other.traits)) rivals.add(other);
    }
    return [...rivals];
  }

  function wait(record: Waiting<Origin>): void {
    waiting.push(record);
    latest = Math.max(latest, record.traits.at.getTime());
    for (const key of record.traits.keys) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, [record]);
      else others.push(record);
    }
    if (waiting.length > maxWaiting) release(maxWaiting / 2, true);
  }

  /** Decides on the records that have waited longest. */
  function release(count: number, isEarly: boolean): void {
    for (const record of waiting.slice(0, count)) {
      for (const key of record.traits.keys) forget(key, record);
      if (isEarly && record.event.id !== null) gone.add(digest(record.event.id));
      if (record.from === null || record.hasLost) continue;
      changes.save.push(record.event);
      changes.remove.push(...record.replaces.filter(({ id }) => id !== record.event.id));
      onFate(record.from.origin, record.replaces.length > 0 ? 'replaced' : 'new');
    }
    waiting = waiting.slice(count);
  }

  function forget(key: MeetingKey, record: Waiting<Origin>): void {
    const others = byKey.get(key)?.filter((other) => other !== record) ?? [];
    if (others.length === 0) byKey.delete(key);
    else byKey.set(key, others);
  }

  return {
    /** Takes a stored record. It must come before new ones that are up to {@link meetingReach} earlier. */
    addStored(event: StoredEvent, traits: EventTraits): void {
      wait({ event, traits, from: null, replaces: [], hasLost: false });
    },
    /** Takes a new record; these come in order of time. `origin` is for `onFate`. */
    addNew(event: StoredEvent, traits: EventTraits, origin: Origin): void {
      const rivals = rivalsOf(traits);
      const isRepeated = gone.size > 0 && event.id !== null && gone.has(digest(event.id));
      if (isRepeated || rivals.some((rival) => !mayReplace(event, traits, rival))) {
        onFate(origin, 'known');
        return;
      }
      const replaces = rivals.flatMap((rival) => [
        ...rival.replaces,
        ...(rival.from === null ? [rival.event] : []),
      ]);
      for (const rival of rivals) {
        rival.hasLost = true;
        if (rival.from !== null) onFate(rival.from.origin, 'known');
      }
      wait({ event, traits, from: { origin }, replaces, hasLost: false });
    },
    /**
     * Returns what is certain by now: no record that is still to come is as early as this instant. Save before removing,
     * so that a crash leaves too much rather than too little.
     */
    settle(before: Date) {
      const limit = before.getTime() - meetingReach;
      let count = 0;
      while ((waiting[count]?.traits.at.getTime() ?? Infinity) < limit) count += 1;
      if (count > 0) release(count, false);
      if (latest < limit) gone.clear();
      const result = changes;
      changes = { save: [], remove: [] };
      return result;
    },
  };
}

/** Whether a record takes the place of another. The same id at another time is another row of the store: it stays. */
function mayReplace(event: StoredEvent, traits: EventTraits, rival: Waiting<unknown>): boolean {
  if (event.id === rival.event.id && event.at?.getTime() !== rival.event.at?.getTime()) return false;
  return isBetterRecord(traits, rival.traits);
}

const digest = (id: string): string => createHash('sha256').update(id).digest('base64').slice(0, 22);
