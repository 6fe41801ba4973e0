import type { RowKey } from '../column';

/** The first rows of wanted keys. */
export interface RowPlaces {
  /** Records a written row under its keys. */
  note(keys: readonly string[], row: RowKey): void;
  /** The first row written under one of these keys, or null. */
  find(keys: readonly string[]): RowKey | null;
}

/** Remembers the rows of the wanted keys alone, so that a long table takes no memory. */
export function createRowPlaces(wanted: Iterable<string>): RowPlaces {
  const places = new Map<string, (RowKey & { readonly order: number }) | null>();
  for (const key of wanted) places.set(key, null);
  let order = 0;
  return {
    note(keys, row) {
      for (const key of keys) {
        if (places.get(key) === null) places.set(key, { ...row, order: (order += 1) });
      }
    },
    find(keys) {
      const found = keys.flatMap((key) => places.get(key) ?? []);
      return found.reduce<(typeof found)[number] | null>(
        (first, place) => (first === null || place.order < first.order ? place : first),
        null,
      );
    },
  };
}
