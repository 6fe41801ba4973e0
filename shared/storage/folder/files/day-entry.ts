/** Where the last line of an event is in its file. */
export interface DayEntry {
  /** Milliseconds; 0 without a time. */
  readonly at: number;
  readonly isUnreadable: boolean;
  readonly isImported: boolean;
  readonly offset: number;
  readonly length: number;
}

/** Bytes that one read takes from a file. */
export const chunkBytes = 1024 * 1024;

/** Sorts entries by the time of their events. */
export const sortEntries = (entries: ReadonlyMap<string, DayEntry>): DayEntry[] =>
  [...entries]
    .sort(([oneKey, one], [otherKey, other]) => one.at - other.at || (oneKey < otherKey ? -1 : 1))
    .map(([, entry]) => entry);

/** Groups lines that follow each other in the file, so that one read fetches many. */
export function* adjacent(entries: readonly DayEntry[]): Generator<[DayEntry, ...DayEntry[]]> {
  let group: DayEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const last = group.at(-1);
    const follows = last !== undefined && entry.offset === last.offset + last.length + 1;
    if (last !== undefined && !(follows && bytes < chunkBytes)) {
      yield group as [DayEntry, ...DayEntry[]];
      [group, bytes] = [[], 0];
    }
    group.push(entry);
    bytes += entry.length;
  }
  if (group.length > 0) yield group as [DayEntry, ...DayEntry[]];
}
