import { createHash } from 'node:crypto';
import type { IdentifiedEvent, StoredEvent } from '../../domain/events/audit-event';
import {
  isBetterRecord,
  isBetterSource,
  isMatch,
  matchWindow,
  type EventTraits,
  type MatchKey,
} from '../../domain/events/event-traits';

/** What a new record turned out to be: a new event, one that is known already, or a better record of a known one. */
export type RecordOutcome = 'new' | 'known' | 'replaced';

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
  /** Whether it is no longer compared: a better record has come, or it has waited long enough. */
  isDecided: boolean;
}

/** Records by their ids and by their keys. */
interface Index<Origin> {
  readonly byId: Map<string, Waiting<Origin>[]>;
  readonly byKey: Map<MatchKey, Waiting<Origin>[]>;
}

/**
 * Creates a matcher that finds the records of one event among those within a minute of each other, new and stored, and
 * keeps the best one.
 * @param onOutcome called once for each new record
 */
export function createDuplicateMatcher<Origin>(onOutcome: (origin: Origin, outcome: RecordOutcome) => void) {
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
   * Whether records are matched by their keys too, not by their ids alone: from the first record that is not an `event`. Most
   * imports have none, and never compute the keys, which takes long.
   */
  let usesKeys = false;
  /** Digests of the ids of records that no longer wait. A later record with such an id is known. */
  const gone = new Set<string>();
  let latest = 0;
  let changes = { save: [] as StoredEvent[], remove: [] as StoredEvent[] };

  function duplicatesOf(traits: EventTraits, keys: readonly MatchKey[]): Set<Waiting<Origin>> {
    const duplicates = new Set<Waiting<Origin>>();
    for (const { byId, byKey } of [older, newer]) {
      for (const other of byId.get(traits.id) ?? []) if (!other.isDecided) duplicates.add(other);
      for (const key of keys) {
        for (const other of byKey.get(key) ?? [])
          if (!other.isDecided && isMatch(key, traits, other.traits)) duplicates.add(other);
      }
    }
    return duplicates;
  }

  /** Returns the keys that a record is matched by. Before the first of them, indexes the waiting records by their keys. */
  function keysFor(traits: EventTraits): readonly MatchKey[] {
    if (!usesKeys && traits.form !== 'event') {
      usesKeys = true;
      for (const [place, record] of waiting.entries())
        for (const key of record.traits.keys) put((place < inOlder ? older : newer).byKey, key, record);
    }
    return usesKeys ? traits.keys : [];
  }

  function wait(record: Omit<Waiting<Origin>, 'isDecided'>, keys: readonly MatchKey[]): void {
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
    onOutcome(from.origin, replaces.length > 0 ? 'replaced' : 'new');
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
    /** Takes a stored record. It must come before new ones that are up to {@link matchWindow} earlier. */
    addStored(event: IdentifiedEvent, traits: EventTraits): void {
      wait({ event, traits, from: null, replaces: [] }, keysFor(traits));
    },
    /** Takes a new record; these come in order of time. `origin` is for `onOutcome`. */
    addNew(event: IdentifiedEvent, traits: EventTraits, origin: Origin): void {
      const keys = keysFor(traits);
      let isKnown = gone.size > 0 && gone.has(digest(event.id));
      const worse: Waiting<Origin>[] = [];
      for (const duplicate of isKnown ? [] : duplicatesOf(traits, keys)) {
        if (mayReplace(event, traits, duplicate)) worse.push(duplicate);
        else if (isStoredAs(event, duplicate)) isKnown = true;
        else {
          onOutcome(origin, 'known');
          return;
        }
      }
      const replaces = worse.flatMap((duplicate) => [
        ...duplicate.replaces,
        ...(duplicate.from === null ? [duplicate.event] : []),
      ]);
      for (const duplicate of worse) {
        duplicate.isDecided = true;
        if (duplicate.from !== null) onOutcome(duplicate.from.origin, 'known');
      }
      if (isKnown) {
        // An interrupted import may have saved it without removing what it replaces.
        changes.remove.push(...replaces);
        onOutcome(origin, 'known');
      } else wait({ event, traits, from: { origin }, replaces }, keys);
    },
    /**
     * Returns what is certain if no later record is earlier than an instant. Save before removing, so that a crash leaves
     * too much rather than too little.
     */
    settle(before: Date) {
      const limit = before.getTime() - matchWindow;
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
function mayReplace(event: IdentifiedEvent, traits: EventTraits, duplicate: Waiting<unknown>): boolean {
  if (event.id === duplicate.event.id && event.at.getTime() !== duplicate.event.at.getTime()) return false;
  // Equal texts, as in a file that is imported again, state the same facts: they need not be counted.
  const isSame = event.raw === duplicate.event.raw && traits.form === duplicate.traits.form;
  if (isSame) return isBetterSource(traits.source, duplicate.traits.source);
  return isBetterRecord(traits, duplicate.traits);
}

const digest = (id: string): string => createHash('sha256').update(id).digest('base64').slice(0, 22);

const createIndex = <Origin>(): Index<Origin> => ({ byId: new Map(), byKey: new Map() });

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
