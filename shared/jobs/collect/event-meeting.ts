import { createHash } from 'node:crypto';
import type { IdentifiedEvent, StoredEvent } from '../../domain/events/audit-event';
import {
  isBetterRecord,
  isBetterSource,
  meetBy,
  meetingReach,
  type EventTraits,
  type MeetingKey,
} from '../../domain/events/event-traits';

/** What became of a new record: a new event, one that is known already, or a better record of a known one. */
export type RecordFate = 'new' | 'known' | 'replaced';

/**
 * Limits of what waits for other records. With more records, the older half no longer waits. With more characters, all wait
 * without their texts.
 */
const maxWaiting = { records: 20_000, characters: 16 * 1024 * 1024 };

/** Later than every record: settles all of them once the last one has come. */
export const afterAllRecords = new Date(8.64e15);

interface Waiting<Origin> {
  /** Without its text after {@link maxWaiting} was exceeded. */
  event: IdentifiedEvent;
  traits: EventTraits;
  /** Where a new record came from; null for a record that is stored or has been saved. */
  from: { readonly origin: Origin } | null;
  /** Stored records of the same event that it replaces. */
  replaces: readonly StoredEvent[];
  /** Whether it no longer meets others: a better record has come, or it has waited long enough. */
  isDecided: boolean;
}

/** Records by their ids and by their keys. */
interface Index<Origin> {
  readonly byId: Map<string, Waiting<Origin>[]>;
  readonly byKey: Map<MeetingKey, Waiting<Origin>[]>;
}

/**
 * Creates a meeting of records within a minute of time. New records meet the other records of their event, new and stored,
 * and the best one is kept.
 * @param onFate called once for each new record
 */
export function createEventMeeting<Origin>(onFate: (origin: Origin, fate: RecordFate) => void) {
  let waiting: Waiting<Origin>[] = [];
  let characters = 0;
  /**
   * The waiting records. The older index is dropped as a whole after all its records are decided: a Map from which entries
   * are deleted one by one can keep them in memory until the next full garbage collection.
   */
  let [older, newer] = [createIndex<Origin>(), createIndex<Origin>()];
  /** Number of waiting records in the older index. */
  let inOlder = 0;
  /**
   * Whether records meet by their keys too, not by their ids alone: from the first record that is not an `event`. Most
   * imports have none, and never compute the keys, which takes long.
   */
  let usesKeys = false;
  /** Digests of the ids of records that no longer wait. A later record with such an id is known. */
  const gone = new Set<string>();
  let latest = 0;
  let changes = { save: [] as StoredEvent[], remove: [] as StoredEvent[] };

  function rivalsOf(traits: EventTraits, keys: readonly MeetingKey[]): Set<Waiting<Origin>> {
    const rivals = new Set<Waiting<Origin>>();
    for (const { byId, byKey } of [older, newer]) {
      for (const other of byId.get(traits.id) ?? []) if (!other.isDecided) rivals.add(other);
      for (const key of keys) {
        for (const other of byKey.get(key) ?? [])
          if (!other.isDecided && meetBy(key, traits, other.traits)) rivals.add(other);
      }
    }
    return rivals;
  }

  /** Returns the keys by which a record meets others. Before the first of them, indexes the waiting records by their keys. */
  function keysFor(traits: EventTraits): readonly MeetingKey[] {
    if (!usesKeys && traits.form !== 'event') {
      usesKeys = true;
      for (const [place, record] of waiting.entries())
        for (const key of record.traits.keys) put((place < inOlder ? older : newer).byKey, key, record);
    }
    return usesKeys ? traits.keys : [];
  }

  function wait(record: Omit<Waiting<Origin>, 'isDecided'>, keys: readonly MeetingKey[]): void {
    const added: Waiting<Origin> = { ...record, isDecided: false };
    waiting.push(added);
    characters += record.event.raw.length;
    latest = Math.max(latest, record.traits.at.getTime());
    put(newer.byId, record.traits.id, added);
    for (const key of keys) put(newer.byKey, key, added);
    if (waiting.length > maxWaiting.records) release(Math.ceil(waiting.length / 2), true);
    else if (characters > maxWaiting.characters) dropTexts();
  }

  /** Saves a new record unless a better one has come. */
  function saveBest({ event, from, replaces, isDecided }: Waiting<Origin>): void {
    if (from === null || isDecided) return;
    changes.save.push(event);
    changes.remove.push(...replaces.filter(({ id }) => id !== event.id));
    onFate(from.origin, replaces.length > 0 ? 'replaced' : 'new');
  }

  /** Drops the texts of the waiting records. New ones are saved, and from then on wait like stored ones. */
  function dropTexts(): void {
    for (const record of waiting) {
      saveBest(record);
      const { id, form, source, at } = record.traits;
      const { keys, facts } = record.isDecided ? { keys: [], facts: 0 } : record.traits;
      record.traits = { id, form, source, at, keys, facts };
      record.event = { ...record.event, raw: '' };
      [record.from, record.replaces] = [null, []];
    }
    characters = 0;
  }

  /** Decides on the records that have waited longest. */
  function release(count: number, isEarly: boolean): void {
    for (const record of waiting.slice(0, count)) {
      characters -= record.event.raw.length;
      if (isEarly) gone.add(digest(record.event.id));
      saveBest(record);
      record.isDecided = true;
    }
    waiting = waiting.slice(count);
    inOlder -= count;
    if (inOlder <= 0) [older, newer, inOlder] = [newer, createIndex(), waiting.length];
  }

  return {
    /** Takes a stored record. It must come before new ones that are up to {@link meetingReach} earlier. */
    addStored(event: IdentifiedEvent, traits: EventTraits): void {
      wait({ event, traits, from: null, replaces: [] }, keysFor(traits));
    },
    /** Takes a new record; these come in order of time. `origin` is for `onFate`. */
    addNew(event: IdentifiedEvent, traits: EventTraits, origin: Origin): void {
      const keys = keysFor(traits);
      let isKnown = gone.size > 0 && gone.has(digest(event.id));
      const worse: Waiting<Origin>[] = [];
      for (const rival of isKnown ? [] : rivalsOf(traits, keys)) {
        if (mayReplace(event, traits, rival)) worse.push(rival);
        else if (isStoredAs(event, rival)) isKnown = true;
        else {
          onFate(origin, 'known');
          return;
        }
      }
      const replaces = worse.flatMap((rival) => [
        ...rival.replaces,
        ...(rival.from === null ? [rival.event] : []),
      ]);
      for (const rival of worse) {
        rival.isDecided = true;
        if (rival.from !== null) onFate(rival.from.origin, 'known');
      }
      if (isKnown) {
        // An interrupted import may have saved it without removing what it replaces.
        changes.remove.push(...replaces);
        onFate(origin, 'known');
      } else wait({ event, traits, from: { origin }, replaces }, keys);
    },
    /**
     * Returns what is certain if no later record is earlier than an instant. Save before removing, so that a crash leaves
     * too much rather than too little.
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

/** Returns whether another record is stored in the row of a record. */
const isStoredAs = (event: IdentifiedEvent, { event: other, from }: Waiting<unknown>): boolean =>
  from === null && other.id === event.id && other.at.getTime() === event.at.getTime();

/** Returns whether a record replaces another. A record with the same id at another time is another row, and stays. */
function mayReplace(event: IdentifiedEvent, traits: EventTraits, rival: Waiting<unknown>): boolean {
  if (event.id === rival.event.id && event.at.getTime() !== rival.event.at.getTime()) return false;
  // Equal texts, as in a file that is imported again, state the same facts: they need not be counted.
  const isSame = event.raw === rival.event.raw && traits.form === rival.traits.form;
  if (isSame) return isBetterSource(traits.source, rival.traits.source);
  return isBetterRecord(traits, rival.traits);
}

const digest = (id: string): string => createHash('sha256').update(id).digest('base64').slice(0, 22);

const createIndex = <Origin>(): Index<Origin> => ({ byId: new Map(), byKey: new Map() });

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
