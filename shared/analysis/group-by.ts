/** A list that has at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** Groups items by key. Keys and items keep the order in which they came. */
export function groupBy<T, Key = string>(items: readonly T[], keyOf: (item: T) => Key): NonEmpty<T>[] {
  return [...groupsByKey(items, keyOf).values()];
}

/** Groups items by key, as a map. Keys and items keep the order in which they came. */
export function groupsByKey<T, Key = string>(
  items: readonly T[],
  keyOf: (item: T) => Key,
): ReadonlyMap<Key, NonEmpty<T>> {
  const groups = new Map<Key, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
