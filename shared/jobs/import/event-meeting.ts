import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../domain/audit-event';
import {
  isBetterRecord,
  meetBy,
  meetingReach,
  type EventTraits,
  type MeetingKey,
} from '../../domain/event-traits';
import type { SortableEvent } from './event-sorter';

/** What is to be done with the store. Save before removing, so that a crash leaves too much rather than too little. */
export interface StoreChanges {
  readonly save: readonly StoredEvent[];
  readonly remove: readonly StoredEvent[];
}

/** What became of an imported row: a new event, one that is known already, or a better record of a known one. */
export type RowFate = 'new' | 'known' | 'replaced';

/** Lets records meet that are of one event, and keeps the best of each. */
export interface EventMeeting {
  /** Takes an event of the store. To meet, it must come before imported events up to {@link meetingReach} earlier. */
  addStored(event: StoredEvent, traits: EventTraits): void;
  /** Takes an imported event; these come in order of time. */
  addImported(event: SortableEvent): void;
  /** Returns what is certain by now: no event that is still to come is as early as this instant. */
  settle(before: Date): StoreChanges;
}

/** Records that wait for others; in more than any minute of a real tenant, the oldest no longer wait. */
const maxWaiting = 20_000;

interface Waiting {
  readonly event: StoredEvent;
  readonly traits: EventTraits;
  /** The file of an imported event; null for one of the store. */
  readonly file: number | null;
  /** Stored records of the same event that it replaces. */
  readonly replaces: StoredEvent[];
  hasLost: boolean;
}

/**
 * Lets records meet within a minute of time.
 * @param onFate called once for each imported row
 */
export function createEventMeeting(onFate: (file: number, fate: RowFate) => void): EventMeeting {
  let waiting: Waiting[] = [];
  const byKey = new Map<MeetingKey, Waiting[]>();
  /** Digests of ids of records that could not wait: a repeated id is known. */
  const gone = new Set<string>();
  let latest = 0;
  let changes = { save: [] as StoredEvent[], remove: [] as StoredEvent[] };

  function rivalsOf({ traits }: Pick<Waiting, 'traits'>): Waiting[] {
    const rivals = new Set<Waiting>();
    for (const key of traits.keys) {
      for (const other of byKey.get(key) ?? [])
        if (!other.hasLost && meetBy(key, traits, other.traits)) rivals.add(other);
    }
    return [...rivals];
  }

  function wait(record: Waiting): void {
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
      if (record.file === null || record.hasLost) continue;
      changes.save.push(record.event);
      changes.remove.push(...record.replaces.filter(({ id }) => id !== record.event.id));
      onFate(record.file, record.replaces.length > 0 ? 'replaced' : 'new');
    }
    waiting = waiting.slice(count);
  }

  function forget(key: MeetingKey, record: Waiting): void {
    const others = byKey.get(key)?.filter((other) => other !== record) ?? [];
    if (others.length === 0) byKey.delete(key);
    else byKey.set(key, others);
  }

  return {
    addStored(event, traits) {
      wait({ event, traits, file: null, replaces: [], hasLost: false });
    },
    addImported({ stored, traits, file }) {
      const record: Waiting = { event: stored, traits, file, replaces: [], hasLost: false };
      const rivals = rivalsOf(record);
      const isRepeated = gone.size > 0 && gone.has(digest(stored.id));
      if (isRepeated || rivals.some((rival) => !mayReplace(record, rival))) {
        onFate(file, 'known');
        return;
      }
      for (const rival of rivals) {
        rival.hasLost = true;
        record.replaces.push(...rival.replaces, ...(rival.file === null ? [rival.event] : []));
        if (rival.file !== null) onFate(rival.file, 'known');
      }
      wait(record);
    },
    settle(before) {
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
function mayReplace(record: Waiting, rival: Waiting): boolean {
  const isSameId = record.event.id === rival.event.id;
  if (isSameId && record.event.at?.getTime() !== rival.event.at?.getTime()) return false;
  return isBetterRecord(record.traits, rival.traits);
}

const digest = (id: string): string => createHash('sha256').update(id).digest('base64').slice(0, 22);
