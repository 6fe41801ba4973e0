import type { RowKey } from '../column';

/** The first rows of wanted keys. */
export type RowPlaces = ReturnType<typeof createRowPlaces>;

/** Remembers the rows of the wanted keys alone, so that a long table takes no memory. */
export function createRowPlaces(wanted: Iterable<string>) {
  const places = new Map<string, (RowKey & { readonly order: number }) | null>();
  for (const key of wanted) places.set(key, null);
  let order = 0;
  return {
    /** Records a written row under its keys. */
    note(keys: readonly string[], row: RowKey): void {
      for (const key of keys) {
        if (places.get(key) === null) places.set(key, { ...row, order: (order += 1) });
      }
    },
    /** Returns the first row that was written under one of these keys, or null. */
    find(keys: readonly string[]): RowKey | null {
      const found = keys.flatMap((key) => places.get(key) ?? []);
      return found.reduce<(typeof found)[number] | null>(
        (first, place) => (first === null || place.order < first.order ? place : first),
        null,
      );
    },
  };
}
