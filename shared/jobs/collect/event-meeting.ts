import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../domain/events/audit-event';
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

/** Records that wait for others: of more, the older half no longer waits. Characters of texts: of more, none is kept. */
const maxWaiting = { records: 20_000, characters: 16 * 1024 * 1024 };

interface Waiting<Origin> {
  /** Without its text, if texts were too long to be kept. */
  event: StoredEvent;
  traits: EventTraits;
  /** Where a new record came from; null for one that is stored, or has been saved. */
  from: { readonly origin: Origin } | null;
  /** Stored records of the same event that it replaces. */
  replaces: readonly StoredEvent[];
  /** Another record of the event is better, or what becomes of the event is decided. */
  isOut: boolean;
}

/** Records by their ids and by their keys. */
interface Index<Origin> {
  readonly byId: Map<string, Waiting<Origin>[]>;
  readonly byKey: Map<MeetingKey, Waiting<Origin>[]>;
}

/**
 * Creates a meeting of records within a minute of time: new records meet stored ones that are of the same event, and the
 * best of each is kept.
 * @param onFate called once for each new record
 */
export function createEventMeeting<Origin>(onFate: (origin: Origin, fate: RecordFate) => void) {
  let waiting: Waiting<Origin>[] = [];
  let characters = 0;
  /**
   * Where those that wait are found. The older half is forgotten as a whole, when all its records are decided. Deleting
   * one by one would keep their texts in memory: a Map that shrinks and grows leaves tables behind that refer to them,
   * until the next collection of all garbage. Like this, an import of 1 GB needs 60 MB less.
   */
  let [older, newer] = [createIndex<Origin>(), createIndex<Origin>()];
  /** Records that wait in the older half. */
  let inOlder = 0;
  /**
   * Whether all records so far were of form `event`, as in nearly every import. They meet by their ids alone: nobody asks
   * for their keys, and so the other facts of an event are not read, which would take a third of an import's time.
   */
  let areEvents = true;
  /** Digests of ids of records that could not wait: a repeated id is known. */
  const gone = new Set<string>();
  let latest = 0;
  let changes = { save: [] as StoredEvent[], remove: [] as StoredEvent[] };

  function rivalsOf(traits: EventTraits, keys: readonly MeetingKey[]): Set<Waiting<Origin>> {
    const rivals = new Set<Waiting<Origin>>();
    for (const { byId, byKey } of [older, newer]) {
      for (const other of byId.get(traits.id) ?? []) if (!other.isOut) rivals.add(other);
      for (const key of keys) {
        for (const other of byKey.get(key) ?? [])
          if (!other.isOut && meetBy(key, traits, other.traits)) rivals.add(other);
      }
    }
    return rivals;
  }

  /** The keys by which a record meets others. The first one that is no `event` meets those that wait by theirs, too. */
  function keysFor(traits: EventTraits): readonly MeetingKey[] {
    if (areEvents && traits.form === 'event') return [];
    if (areEvents)
      for (const [place, record] of waiting.entries())
        for (const key of record.traits.keys) put((place < inOlder ? older : newer).byKey, key, record);
    areEvents = false;
    return traits.keys;
  }

  function wait(record: Omit<Waiting<Origin>, 'isOut'>, keys: readonly MeetingKey[]): void {
    const added: Waiting<Origin> = { ...record, isOut: false };
    waiting.push(added);
    characters += record.event.raw.length;
    latest = Math.max(latest, record.traits.at.getTime());
    put(newer.byId, record.traits.id, added);
    for (const key of keys) put(newer.byKey, key, added);
    if (waiting.length > maxWaiting.records) release(Math.ceil(waiting.length / 2), true);
    else if (characters > maxWaiting.characters) dropTexts();
  }

  /** Saves a new record that no other is better than. */
  function saveBest({ event, from, replaces, isOut }: Waiting<Origin>): void {
    if (from === null || isOut) return;
    changes.save.push(event);
    changes.remove.push(...replaces.filter(({ id }) => id !== event.id));
    onFate(from.origin, replaces.length > 0 ? 'replaced' : 'new');
  }

  /** Lets go of the texts of those that wait. What is new is saved, and waits on as what is stored does. */
  function dropTexts(): void {
    for (const record of waiting) {
      saveBest(record);
      const { id, form, source, at } = record.traits;
      const { keys, facts } = record.isOut ? { keys: [], facts: 0 } : record.traits;
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
      if (isEarly && record.event.id !== null) gone.add(digest(record.event.id));
      saveBest(record);
      record.isOut = true;
    }
    waiting = waiting.slice(count);
    inOlder -= count;
    if (inOlder <= 0) [older, newer, inOlder] = [newer, createIndex(), waiting.length];
  }

  return {
    /** Takes a stored record. It must come before new ones that are up to {@link meetingReach} earlier. */
    addStored(event: StoredEvent, traits: EventTraits): void {
      wait({ event, traits, from: null, replaces: [] }, keysFor(traits));
    },
    /** Takes a new record; these come in order of time. `origin` is for `onFate`. */
    addNew(event: StoredEvent, traits: EventTraits, origin: Origin): void {
      const keys = keysFor(traits);
      let isKnown = gone.size > 0 && event.id !== null && gone.has(digest(event.id));
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
        rival.isOut = true;
        if (rival.from !== null) onFate(rival.from.origin, 'known');
      }
      if (isKnown) {
        // An import that was interrupted may have saved it, and not removed what it replaces.
        changes.remove.push(...replaces);
        onFate(origin, 'known');
      } else wait({ event, traits, from: { origin }, replaces }, keys);
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

/** Whether another record is the stored row that a record would become. */
const isStoredAs = (event: StoredEvent, { event: other, from }: Waiting<unknown>): boolean =>
  from === null && other.id === event.id && other.at?.getTime() === event.at?.getTime();

/** Whether a record takes the place of another. The same id at another time is another row of the store: it stays. */
function mayReplace(event: StoredEvent, traits: EventTraits, rival: Waiting<unknown>): boolean {
  if (event.id === rival.event.id && event.at?.getTime() !== rival.event.at?.getTime()) return false;
  // The same text states the same facts, which need not be counted: so it is whenever a file is imported again.
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
