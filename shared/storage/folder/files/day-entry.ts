/** Where the last line of an event is in its file. */
export interface DayEntry {
  /** Milliseconds; 0 without a time. */
  readonly at: number;
  readonly isUnreadable: boolean;
  readonly isImported: boolean;
  readonly offset: number;
  readonly length: number;
}

/** Bytes of one read of a file, and about as many of one write. */
export const chunkBytes = 1024 * 1024;

/** Sorts entries by the time of their events. */
export const sortEntries = (entries: ReadonlyMap<string, DayEntry>): DayEntry[] =>
  [...entries]
    .sort(([oneKey, one], [otherKey, other]) => one.at - other.at || (oneKey < otherKey ? -1 : 1))
    .map(([, entry]) => entry);

/** Lines that one read fetches, and the bytes that it reads. */
export interface LineGroup {
  readonly entries: readonly DayEntry[];
  readonly from: number;
  readonly to: number;
}

/**
 * Groups lines that are near each other in the file, so that one read fetches many. Their order is kept: the events of a
 * day come from several queries, whose lines alternate when they are sorted by time.
 */
export function* nearLines(entries: readonly DayEntry[]): Generator<LineGroup> {
  let group: DayEntry[] = [];
  let [from, to] = [Infinity, 0];
  for (const entry of entries) {
    const end = entry.offset + entry.length;
    if (group.length > 0 && Math.max(to, end) - Math.min(from, entry.offset) > chunkBytes) {
      yield { entries: group, from, to };
      [group, from, to] = [[], Infinity, 0];
    }
    group.push(entry);
    [from, to] = [Math.min(from, entry.offset), Math.max(to, end)];
  }
  if (group.length > 0) yield { entries: group, from, to };
}
